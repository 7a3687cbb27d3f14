#!/usr/bin/python3
"""Turns the PO catalogues into what Texts::load reads: `<language>.res` by ICU's genrb, and the header of text keys.

  compile.py keys CATALOGUES HEADER        writes the header from landfall.pot
  compile.py bundles CATALOGUES FOLDER     writes FOLDER/<language>.res for every complete language
  compile.py check CATALOGUES SOURCE...    says what is missing, unknown, unused or lost; exit status 1 if anything is

A language is complete when every entry of landfall.pot is translated and none is fuzzy.
"""
import pathlib
import re
import subprocess
import sys
import tempfile


def unquote(text):
    return re.sub(r"\\(.)", lambda one: {"n": "\n", "t": "\t"}.get(one[1], one[1]), text[1:-1])


def read_po(path):
    """Entries of a PO file as {context: (msgid, msgstr, fuzzy)}; the header entry is left out."""
    entries, entry, field = {}, {"flags": ""}, None
    for line in path.read_text(encoding="utf-8").splitlines() + [""]:
        word = re.match(r"(msgctxt|msgid|msgstr)\s+(\".*\")$", line)
        if word:
            field = word[1]
            entry[field] = unquote(word[2])
        elif line.startswith('"') and field:
            entry[field] += unquote(line)
        elif line.startswith("#,"):
            entry["flags"] += line
        elif not line.strip():
            if "msgctxt" in entry:
                if entry["msgctxt"] in entries:
                    sys.exit(f"{path}: {entry['msgctxt']} stands twice")
                entries[entry["msgctxt"]] = (entry["msgid"], entry.get("msgstr", ""), "fuzzy" in entry["flags"])
            entry, field = {"flags": ""}, None
        elif not line.startswith("#"):
            sys.exit(f"{path}: not understood: {line}")
    return entries


def identifier(key):
    return key.replace(".", "_")


def languages(folder, template):
    """Every language with its texts, English from the template itself."""
    yield "en", {key: msgid for key, (msgid, _, _) in template.items()}
    for path in sorted(folder.glob("*.po")):
        entries = read_po(path)
        texts = {key: text for key, (msgid, text, fuzzy) in entries.items()
                 if text and not fuzzy and key in template and msgid == template[key][0]}
        yield path.stem, texts


def write_if_changed(path, text):
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def keys(folder, header):
    template = read_po(folder / "landfall.pot")
    names = sorted(map(identifier, template))
    write_if_changed(header, "#pragma once\n\n// Made by i18n/compile.py from i18n/catalogues/landfall.pot.\n\n"
                     "#include <array>\n\nnamespace landfall::i18n {\n\nenum class Key {\n"
                     + "".join(f"    {name},\n" for name in names)
                     + "};\n\nconstexpr auto key_names = std::to_array<const char*>({\n"
                     + "".join(f'    "{name}",\n' for name in names) + "});\n\n}  // namespace landfall::i18n\n")


def bundles(folder, target):
    template = read_po(folder / "landfall.pot")
    target.mkdir(parents=True, exist_ok=True)
    made = set()
    for language, texts in languages(folder, template):
        missing = sorted(set(template) - set(texts))
        if missing:
            print(f"{language}: not complete, not offered: {', '.join(missing[:5])}", file=sys.stderr)
            continue
        name = language.replace("-", "_")
        with tempfile.TemporaryDirectory() as work:
            source = pathlib.Path(work) / f"{name}.txt"
            body = "".join(f"  {identifier(key)} {{ {quoted(texts[key])} }}\n" for key in sorted(texts))
            source.write_text(f"{name}:table(nofallback) {{\n{body}}}\n", encoding="utf-8")
            subprocess.run(["genrb", "-q", "-e", "UTF-8", "-d", str(target), str(source)], check=True)
        made.add(f"{name}.res")
    for stale in target.glob("*.res"):
        if stale.name not in made:
            stale.unlink()


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def placeholders(text):
    """The arguments that an ICU message names, in its branches too; None where it is no ICU message."""
    found = set()

    def message(at):  # until the brace that closes it
        while at < len(text) and text[at] != "}":
            at = argument(at + 1) if text[at] == "{" else at + 1
        return at

    def argument(at):  # behind its opening brace
        name = re.compile(r"\s*(\w+)\s*").match(text, at)
        if not name:
            raise ValueError(text)
        found.add(name[1])
        at = name.end()
        if re.compile(r",\s*(plural|select|selectordinal)\s*,").match(text, at):
            while at < len(text) and text[at] != "}":
                at = message(at + 1) + 1 if text[at] == "{" else at + 1
            return at + 1
        return text.index("}", at) + 1

    try:
        return found if message(0) == len(text) else None
    except ValueError:
        return None


# CLDR's plural classes of the languages shipped or planned; `other` is always there.
PLURALS = {
    "ar": {"zero", "one", "two", "few", "many", "other"}, "ru": {"one", "few", "many", "other"},
    "fr": {"one", "many", "other"}, "es": {"one", "many", "other"}, "it": {"one", "many", "other"},
    "pt": {"one", "many", "other"}, "en": {"one", "other"}, "de": {"one", "other"}, "mn": {"one", "other"},
    "fa": {"one", "other"}, "hi": {"one", "other"},
    "zh-Hans": {"other"}, "zh-Hant": {"other"}, "ja": {"other"}, "ko": {"other"}, "th": {"other"}, "my": {"other"},
    "vi": {"other"},
}


def lost_classes(language, text):
    if ", plural," not in text:
        return set()
    named = set(re.findall(r"(?:^|[\s}])(zero|one|two|few|many|other)\s*\{", text))
    return PLURALS.get(language, {"other"}) - named


def check(folder, sources):
    template = read_po(folder / "landfall.pot")
    problems = []
    used = set(re.findall(r"\bKey::(\w+)", "".join(path.read_text(encoding="utf-8") for path in sources)))
    known = {identifier(key): key for key in template}
    problems += [f"landfall.pot: {key} is not used" for name, key in sorted(known.items()) if name not in used]
    problems += [f"landfall.pot: no text for {name}" for name in sorted(used - set(known))]
    for key, (msgid, _, _) in template.items():
        if placeholders(msgid) is None:
            sys.exit(f"landfall.pot: {key} is not an ICU message")
        problems += [f"en: {key} lacks the class {one}" for one in sorted(lost_classes("en", msgid))]
    for path in sorted(folder.glob("*.po")):
        language = path.stem
        for key, (msgid, text, fuzzy) in read_po(path).items():
            where = f"{language}: {key}"
            if key not in template:
                problems.append(f"{where} is not in landfall.pot")
            elif msgid != template[key][0]:
                problems.append(f"{where} translates an English text that has changed")
            elif fuzzy or not text:
                problems.append(f"{where} is not translated")
            elif placeholders(text) is None:
                problems.append(f"{where} is not an ICU message")
            elif placeholders(text) != placeholders(msgid):
                problems.append(f"{where} lost or gained a placeholder: {sorted(placeholders(text) ^ placeholders(msgid))}")
            else:
                problems += [f"{where} lacks the class {one}" for one in sorted(lost_classes(language, text))]
        problems += [f"{language}: {key} is missing" for key in sorted(set(template) - set(read_po(path)))]
    print("\n".join(problems) or f"{len(template)} texts in {1 + len(list(folder.glob('*.po')))} languages are whole")
    return 1 if problems else 0


def main():
    what, folder, rest = sys.argv[1], pathlib.Path(sys.argv[2]), [pathlib.Path(one) for one in sys.argv[3:]]
    if what == "keys":
        keys(folder, rest[0])
    elif what == "bundles":
        bundles(folder, rest[0])
    elif what == "check":
        sys.exit(check(folder, rest))
    else:
        sys.exit(__doc__)


main()
