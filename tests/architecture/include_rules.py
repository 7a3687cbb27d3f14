#!/usr/bin/python3
"""Checks that every #include of the tree obeys layers.txt. One line per breach; exit status 1 if there is any.

Usage: include_rules.py [TOP]
       include_rules.py --table      prints the table that stands in README.md
"""
import fnmatch
import pathlib
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
from tree import files_of  # noqa: E402

HEADERS = (".h", ".hpp", ".hh", ".hxx", ".inc", ".inl", ".ipp")
SOURCES = (".cpp", ".cc", ".cxx", ".c")
DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*(?:include|include_next|import)\b[ \t]*(.*)$", re.MULTILINE)
TARGET = re.compile(r'([<"])([^>"]+)[>"]')


class Rules:
    """layers.txt, read."""

    def __init__(self, text):
        self.headers, self.layers, self.only, self.sources = {}, {}, {}, {}
        section = None
        for line in text.replace("\\\n", " ").splitlines():
            line = line.split("#")[0].strip()
            if not line:
                continue
            if line.startswith("["):
                section = line.strip("[]")
            elif section == "headers":
                name, patterns = line.split("=", 1)
                self.headers[name.strip()] = patterns.split()
            elif section == "layers":
                name, rest = line.split(":", 1)
                ours, theirs = rest.split("|")
                self.layers[name.strip()] = (ours.split(), theirs.split())
            elif section in ("only", "sources"):
                name, rest = line.split(":", 1)
                getattr(self, section)[name.strip()] = rest.split()
            else:
                raise ValueError(f"layers.txt: a line outside every section: {line}")

    def layer_of(self, path):
        return max((name for name in self.layers if path.startswith(name + "/")), key=len, default=None)

    def breaches_of_its_own(self):
        """A table that names what it does not declare, or goes round in a circle, keeps nothing."""
        for layer, (ours, theirs) in self.layers.items():
            for name in ours:
                if name != "*" and name not in self.layers and self.layer_of(name) is None:
                    yield f"layers.txt: {layer} names the unknown folder {name}"
            for name in theirs:
                if name != "*" and name not in self.headers:
                    yield f"layers.txt: {layer} names the unknown headers {name}"
        done, path = set(), []

        def visit(layer):
            if layer in path:
                return f"layers.txt: a circle: {' -> '.join(path[path.index(layer):] + [layer])}"
            if layer in done or layer not in self.layers:
                return None
            path.append(layer)
            for name in self.layers[layer][0]:
                found = visit(name) if name != layer else None
                if found:
                    return found
            done.add(path.pop())
            return None

        for layer in self.layers:
            found = visit(layer)
            if found:
                yield found
                return

    def library_of(self, target):
        """The names under which an angle-bracket header is declared; a whole name beats a prefix."""
        return [name for name, patterns in self.headers.items() if any(fnmatch.fnmatchcase(target, p) for p in patterns)]


def table_of(rules):
    """The layers as README.md shows them."""
    rows = ["| folder | may include, besides itself | libraries it may name |", "|---|---|---|"]
    for layer, (ours, theirs) in rules.layers.items():
        if "*" in ours:
            continue
        folders = [name.removeprefix("kiosk/") for name in ours if not name.endswith(".h")]
        if len(folders) < len(ours):
            folders.append("the interfaces of devices")
        libraries = [name for name in theirs if name not in ("values", "system", "posix")]
        rows.append(f"| `{layer}` | {', '.join(folders) or '-'} | {', '.join(libraries) or '-'} |")
    return "\n".join(rows) + "\n"


def breach_of(rules, path, quote, target):
    """What is wrong with one include, or None; and the edge between layers that it is, or None."""
    layer = rules.layer_of(path)
    ours, theirs = rules.layers[layer]
    is_header = path.endswith(HEADERS)
    if quote == "<":
        if rules.layer_of(target):
            return f"write <{target}> with quotes: it is ours", None
        libraries = rules.library_of(target)
        if is_header:
            for library in libraries:
                if library in rules.sources and layer not in rules.sources[library]:
                    return f"a header names <{target}>; {library} stays in sources", None
        if "*" in theirs or any(library in theirs for library in libraries):
            return None, None
        return f"{layer} may not name <{target}>", None
    target_layer = rules.layer_of(target)
    if target_layer is None or ".." in pathlib.PurePosixPath(target).parts:
        return f'write the path from the top of the tree: "{target}"', None
    for pattern, folders in rules.only.items():
        at_home = pathlib.PurePosixPath(path).parent == pathlib.PurePosixPath(target).parent
        if fnmatch.fnmatchcase(pathlib.PurePosixPath(target).name, pattern) and layer not in folders and not at_home:
            return f'{layer} may not include "{target}": {pattern} is for {", ".join(folders)}', None
    edge = (layer, target_layer) if layer != target_layer else None
    if target_layer == layer or "*" in ours or target_layer in ours or target in ours:
        return None, edge
    return f'{layer} may not include "{target}"', edge


def main():
    if sys.argv[1:] == ["--table"]:
        print(table_of(Rules((pathlib.Path(__file__).parent / "layers.txt").read_text(encoding="utf-8"))), end="")
        return 0
    top = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    rules = Rules((top / "tests/architecture/layers.txt").read_text(encoding="utf-8"))
    breaches, edges = list(rules.breaches_of_its_own()), set()
    if table_of(rules) not in (top / "README.md").read_text(encoding="utf-8"):
        breaches.append("README.md: its table is not that of layers.txt; put in what include_rules.py --table prints")
    for path in files_of(top):
        if not path.endswith(HEADERS + SOURCES):
            continue
        if rules.layer_of(path) is None:
            breaches.append(f"{path}: lies in no layer of layers.txt")
            continue
        text = (top / path).read_text(encoding="utf-8", errors="replace")
        for directive in DIRECTIVE.finditer(text):
            line = text.count("\n", 0, directive.start()) + 1
            target = TARGET.match(directive.group(1))
            if not target:
                breaches.append(f"{path}:{line}: an include that a macro makes can't be checked")
                continue
            breach, edge = breach_of(rules, path, *target.groups())
            if edge:
                edges.add(edge)
            if breach:
                breaches.append(f"{path}:{line}: {breach}")
    if not edges:
        breaches.append(f"{top}: no include between two layers was seen; is this the tree?")
    print("\n".join(breaches) or f"the one-way rule holds: {len(edges)} edges between layers")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
