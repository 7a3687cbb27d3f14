#!/usr/bin/python3
"""The checks of the tree are held to what they promise: each kind of breach is planted in a copy and has to be found."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).parent
TOP = HERE.parent.parent
sys.path.insert(0, str(HERE))
from tree import files_of  # noqa: E402


class PlantedBreaches(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.copies = pathlib.Path(tempfile.mkdtemp(prefix="landfall-tree-"))
        cls.addClassCleanup(shutil.rmtree, cls.copies)
        for path in files_of(TOP):
            (cls.copies / "clean" / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(TOP / path, cls.copies / "clean" / path)

    def setUp(self):
        """A tree of hard links: whoever changes a file in it replaces the file."""
        self.top = self.copies / "planted"
        self.addCleanup(shutil.rmtree, self.top)
        shutil.copytree(self.copies / "clean", self.top, copy_function=os.link)

    def check(self, program):
        done = subprocess.run([sys.executable, HERE / program, self.top], capture_output=True, text=True)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return done.returncode, done.stdout

    def plant(self, path, text):
        file = self.top / path
        file.parent.mkdir(parents=True, exist_ok=True)
        self.replace(file, (file.read_text() if file.exists() else "") + text + "\n")

    @staticmethod
    def replace(file, text):
        file.unlink(missing_ok=True)
        file.write_text(text)

    def expect(self, path, text, sentence, program="include_rules.py"):
        self.plant(path, text)
        status, said = self.check(program)
        self.assertEqual(status, 1, said)
        place = [line for line in said.splitlines() if line.startswith(path)]
        self.assertTrue(any(sentence in line for line in place), said)

    def test_the_tree_as_it_is_passes(self):
        for program in ("include_rules.py", "tree_rules.py"):
            status, said = self.check(program)
            self.assertEqual(status, 0, said)

    def test_an_upward_include(self):
        self.expect("kiosk/base/date.cpp", '#include "kiosk/session/step.h"', "kiosk/base may not include")

    def test_a_sideways_include(self):
        self.expect("kiosk/ui/planted.cpp", '#include "kiosk/link/link.h"', "kiosk/ui may not include")

    def test_a_kiosk_that_includes_the_backend(self):
        self.expect("kiosk/app/planted.cpp", '  #  include "backend/server.h"', "kiosk/app may not include")

    def test_a_driver_in_the_session(self):
        self.expect("kiosk/session/planted.h", '#include "devices/printer/ipp_printer.h"', "may not include")

    def test_a_path_not_from_the_top(self):
        self.expect("kiosk/document/planted.cpp", '#include "document_scan.h"', "write the path from the top")
        self.expect("kiosk/document/climbing.cpp", '#include "kiosk/document/../base/date.h"', "from the top")

    def test_ours_in_angle_brackets(self):
        self.expect("kiosk/ui/planted.cpp", "#include <kiosk/link/link.h>", "with quotes")

    def test_a_library_that_the_table_does_not_give(self):
        self.expect("kiosk/session/planted.cpp", "#include <sqlite3.h>", "may not name <sqlite3.h>")
        self.expect("kiosk/paper/planted.cpp", "#include <cairo/cairo.h>", "may not name")

    def test_a_library_that_nobody_declared(self):
        self.expect("backend/planted.cpp", "#include <fmt/core.h>", "may not name <fmt/core.h>")

    def test_a_thread_or_a_clock_in_a_pure_folder(self):
        self.expect("kiosk/session/planted.cpp", "#include <thread>", "may not name <thread>")
        self.expect("kiosk/document/planted.cpp", "#include <sys/time.h>", "may not name <sys/time.h>")

    def test_json_in_a_header(self):
        self.expect("kiosk/declaration/planted.h", "#include <nlohmann/json.hpp>", "stays in sources")
        self.expect("backend/planted.h", "#include <nlohmann/json_fwd.hpp>", "stays in sources")

    def test_a_simulator_outside_its_place(self):
        self.expect("kiosk/ui/planted.cpp", '#include "devices/printer/simulated_printer.h"', "simulated_*")
        self.expect("devices/document/planted.cpp", '#include "devices/printer/simulated_printer.h"', "simulated_*")

    def test_an_include_made_by_a_macro(self):
        self.expect("kiosk/base/planted.cpp", "#include PLANTED", "can't be checked")

    def test_a_file_in_no_layer(self):
        self.expect("kiosk/planted/planted.cpp", "#include <string>", "lies in no layer")

    def test_a_readme_that_tells_another_table(self):
        readme = self.top / "README.md"
        self.replace(readme, readme.read_text().replace("| `kiosk/document` | base |", "| `kiosk/document` | - |"))
        status, said = self.check("include_rules.py")
        self.assertEqual(status, 1)
        self.assertIn("README.md: its table is not", said)

    def test_a_circle_in_the_table(self):
        table = self.top / "tests/architecture/layers.txt"
        self.replace(table, table.read_text().replace("kiosk/base        :  ", "kiosk/base        : i18n"))
        status, said = self.check("include_rules.py")
        self.assertEqual(status, 1)
        self.assertIn("a circle", said)

    def test_a_tree_in_which_nothing_was_seen(self):
        for folder in ("kiosk", "devices", "i18n", "backend", "tests/kiosk"):
            shutil.rmtree(self.top / folder, ignore_errors=True)
        for file in [*(self.top / "tests").rglob("*.cpp"), *(self.top / "tests").rglob("*.h")]:
            file.unlink()
        status, said = self.check("include_rules.py")
        self.assertEqual(status, 1, said)
        self.assertIn("no include between two layers", said)

    def test_files_that_git_ignores_are_not_looked_at(self):
        subprocess.run(["git", "init", "-q", self.top], check=True)
        self.replace(self.top / ".gitignore", "/generated/\n")
        self.plant("generated/planted.cpp", "#include <sqlite3.h>")
        for program in ("include_rules.py", "tree_rules.py"):
            status, said = self.check(program)
            self.assertEqual(status, 0, said)
        self.expect("kiosk/base/planted.cpp", "#include <sqlite3.h>", "may not name")

    def test_a_stranger_at_the_top_level(self):
        self.expect("notes.txt", "anything", "top level", "tree_rules.py")

    def test_a_file_far_too_long(self):
        self.expect("kiosk/base/planted.h", "//\n" * 201, "the limit 200", "tree_rules.py")
        self.expect("backend/planted.cpp", "//\n" * 601, "the limit 600", "tree_rules.py")

    def test_words_that_may_not_stand_in_the_tree(self):
        for text, sentence in (("/ho" "me/somebody", "somebody's machine"), ("http://deb" ".debian.org", "package source"),
                               ("TO" "DO: later", "unfinished")):
            self.expect("packaging/planted", text, sentence, "tree_rules.py")
        self.expect("tests/planted_test.cpp", "std::this_thread::sl" "eep_for(5s);", "a sleep without its reason", "tree_rules.py")
        self.expect("tests/planted.sh", "run; sl" "eep 5", "a sleep without its reason", "tree_rules.py")


if __name__ == "__main__":
    unittest.main()
