#!/usr/bin/python3
"""Checks what the tree is made of: its top level, the size of files, and words that may not stand in it.

Usage: tree_rules.py [TOP]; one line per breach, exit status 1 if there is any.
"""
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from tree import files_of  # noqa: E402

TOP_LEVEL = re.compile(r"\..*|CMakeLists\.txt|README\.md|CHANGELOG\.md|LICENSE|kiosk|i18n|devices|assets|backend"
                       r"|packaging|tests")

# Lines: what a file should stay under, and what it may not pass. Generated numbers are no reading matter: .inc is free.
SIZES = {".h": (120, 200), ".cpp": (400, 600), ".ts": (400, 600)}

# Each pattern is written so that it does not find itself.
WORDS = {
    "a path of somebody's machine": re.compile(r"/[h]ome/[a-z]|/[r]oot/|/[w]ork/|/[f]arm/|/[U]sers/[A-Za-z]"),
    "the host name of a package source": re.compile(r"[d]eb\.debian|[s]ecurity\.debian|[r]egistry\.npm"),
    "unfinished work": re.compile(r"\b(T[O]DO|F[I]XME|H[A]CK)\b|\bun[i]mplemented\b|\bnot [i]mplemented\b"),
}
# Tests wait for a condition with a deadline. Who sleeps between two looks, or plays a slow peer, says so on the line.
SLEEP = re.compile(r"[s]leep_for|time\.[s]leep|^\s*[s]leep \d|[;&|] *[s]leep \d|[w]aitForTimeout|\bu[s]leep\(")
REASON = re.compile(r"(//|#) ?\w+")
# Data of others, which we don't word.
FOREIGN = ("assets/fonts/", "tests/data/", "tests/fuzz/corpus/", "LICENSE")


def text_of(file):
    """The lines of a text file, or None of a binary one."""
    content = file.read_bytes()
    return None if b"\0" in content else content.decode("utf-8", errors="replace").splitlines()


def main():
    top = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    breaches, notes, files = [], [], files_of(top)
    for name in sorted({path.split("/")[0] for path in files}):
        if not TOP_LEVEL.fullmatch(name):
            breaches.append(f"{name}: not on the list of the top level")
    for path in files:
        lines = None if path.startswith(FOREIGN) else text_of(top / path)
        if lines is None:
            continue
        guide, most = SIZES.get(pathlib.PurePosixPath(path).suffix, (None, None))
        if guide and len(lines) > guide:
            place = breaches if len(lines) > most else notes
            place.append(f"{path}: {len(lines)} lines; the guide is {guide}, the limit {most}")
        for number, line in enumerate(lines, 1):
            breaches += [f"{path}:{number}: {what}" for what, pattern in WORDS.items() if pattern.search(line)]
            if path.startswith("tests/") and SLEEP.search(line) and not REASON.search(line):
                breaches.append(f"{path}:{number}: a sleep without its reason; wait for a condition with a deadline")
    if len(files) < 10:
        breaches.append(f"{top}: only {len(files)} files; is this the tree?")
    for note in notes:
        print(f"note: {note}")
    print("\n".join(breaches) or f"{len(files)} files are as they should be")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
