#!/usr/bin/python3
"""The check of the catalogues is held to what it promises: each kind of fault is planted and has to be found."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

COMPILE = pathlib.Path(__file__).resolve().parents[2] / "i18n/compile.py"
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENGLISH = {
    "action.back": "Back",
    "greeting": "Hello {name}",
    "idle.left": "{seconds, plural, one {# second} other {# seconds}} left",
}
FRENCH = {
    "action.back": "Retour",
    "greeting": "Bonjour {name}",
    "idle.left": "Encore {seconds, plural, one {# seconde} many {# de secondes} other {# secondes}}",
}
SOURCE = "text(Key::action_back); text(Key::greeting); text(Key::idle_left);\n"


def po(texts, english=None, flags=None):
    entries = [f'{(flags or {}).get(key, "")}msgctxt "{key}"\nmsgid "{(english or ENGLISH).get(key, key)}"\nmsgstr "{text}"\n'
               for key, text in texts.items()]
    return HEADER + "\n".join(entries)


class PlantedFaults(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="landfall-catalogues-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.write("landfall.pot", po({key: "" for key in ENGLISH}))
        self.write("fr.po", po(FRENCH))
        self.write("screen.cpp", SOURCE)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def check(self):
        done = subprocess.run([sys.executable, COMPILE, "check", self.folder, self.folder / "screen.cpp"],
                              capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def expect(self, sentence):
        status, said = self.check()
        self.assertEqual(status, 1, said)
        self.assertRegex(said, sentence)
        self.assertEqual(len(said.strip().splitlines()), 1, said)

    def test_whole_catalogues_pass(self):
        self.assertEqual(self.check(), (0, "3 texts in 2 languages are whole\n"))

    def test_a_key_that_the_source_asks_for_and_nobody_wrote(self):
        self.write("screen.cpp", SOURCE + "text(Key::action_fly);\n")
        self.expect("no text for action_fly")

    def test_a_text_that_nobody_uses(self):
        self.write("screen.cpp", SOURCE.replace("text(Key::greeting);", ""))
        self.expect("greeting is not used")

    def test_a_text_that_a_language_lacks(self):
        self.write("fr.po", po({key: text for key, text in FRENCH.items() if key != "greeting"}))
        self.expect("fr: greeting is missing")

    def test_a_text_that_only_a_language_has(self):
        self.write("fr.po", po(FRENCH | {"action.fly": "Voler"}))
        self.expect("fr: action.fly is not in landfall.pot")

    def test_a_lost_placeholder(self):
        self.write("fr.po", po(FRENCH | {"greeting": "Bonjour"}))
        self.expect(r"fr: greeting lost or gained a placeholder: \['name'\]")

    def test_a_renamed_placeholder(self):
        self.write("fr.po", po(FRENCH | {"greeting": "Bonjour {nom}"}))
        self.expect(r"placeholder: \['name', 'nom'\]")

    def test_a_lost_plural_class(self):
        self.write("fr.po", po(FRENCH | {"idle.left": "Encore {seconds, plural, one {# seconde} other {# secondes}}"}))
        self.expect("fr: idle.left lacks the class many")

    def test_a_lost_plural_class_of_arabic(self):
        self.write("ar.po", po(FRENCH | {"idle.left": "{seconds, plural, zero {#} one {#} two {#} few {#} other {#}}"}))
        self.expect("ar: idle.left lacks the class many")

    def test_a_plural_class_that_english_lacks(self):
        english = ENGLISH | {"idle.left": "{seconds, plural, other {# seconds}} left"}
        self.write("landfall.pot", po({key: "" for key in english}, english))
        self.write("fr.po", po(FRENCH, english))
        self.expect("en: idle.left lacks the class one")

    def test_an_empty_translation(self):
        self.write("fr.po", po(FRENCH | {"greeting": ""}))
        self.expect("fr: greeting is not translated")

    def test_a_fuzzy_translation(self):
        self.write("fr.po", po(FRENCH, flags={"greeting": "#, fuzzy\n"}))
        self.expect("fr: greeting is not translated")

    def test_an_english_text_that_has_changed(self):
        self.write("fr.po", po(FRENCH, ENGLISH | {"greeting": "Hi {name}"}))
        self.expect("fr: greeting translates an English text that has changed")

    def test_a_brace_that_is_not_closed(self):
        self.write("fr.po", po(FRENCH | {"greeting": "Bonjour {name"}))
        self.expect("fr: greeting is not an ICU message")

    def test_a_brace_too_many(self):
        self.write("fr.po", po(FRENCH | {"greeting": "Bonjour {name}}"}))
        self.expect("fr: greeting is not an ICU message")

    def test_a_key_that_stands_twice(self):
        self.write("fr.po", po(FRENCH) + "\n" + po({"greeting": "Salut {name}"}).removeprefix(HEADER))
        self.expect("greeting stands twice")

    def test_a_file_that_is_no_catalogue(self):
        self.write("fr.po", "bonjour\n")
        self.expect("not understood: bonjour")

    def test_an_incomplete_language_is_not_offered(self):
        self.write("fr.po", po(FRENCH, flags={"greeting": "#, fuzzy\n"}))
        done = subprocess.run([sys.executable, COMPILE, "bundles", self.folder, self.folder / "made"],
                              capture_output=True, text=True, check=True)
        self.assertRegex(done.stderr, "fr: not complete, not offered: greeting")
        self.assertEqual([path.name for path in (self.folder / "made").iterdir()], ["en.res"])


if __name__ == "__main__":
    unittest.main()
