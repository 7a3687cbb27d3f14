#!/usr/bin/python3
"""The configuration's schema and the program's own check say yes and no to the same files.

Usage: config_schema_test.py LANDFALL_BACKEND; run at the top of the tree.
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

import jsonschema

WHOLE = {"listen": {"address": "::1", "port": 0},
         "tls": {"certificate": "a", "key": "b", "kiosk_ca": "c", "crl": "d"},
         "keys": {"receipt": "e", "sealing": "f", "kiosks": "g", "published": "h"},
         "store": "i", "packs": "j", "manifests": "k", "port_of_entry": "CNPEK", "threads": 2, "connections": 9,
         "skew_warning_seconds": 5, "log_level": "info"}
WRONG = [None, "", 0, -1, 1.5, 10**9, 10**30, [], {}, "x", "cnpek", "C2PEK", "CNPE1", True]


def places(value, path=()):
    """The path of every member, however deep."""
    for key, inner in value.items():
        yield (*path, key)
        if isinstance(inner, dict):
            yield from places(inner, (*path, key))


def changed(path, change):
    document = copy.deepcopy(WHOLE)
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    change(holder, path[-1])
    return document


def variants():
    yield WHOLE
    for path in places(WHOLE):
        yield changed(path, lambda holder, key: holder.pop(key))
        yield changed(path, lambda holder, key: holder.update({key + "_": holder[key]}))
        for value in WRONG:
            yield changed(path, lambda holder, key, value=value: holder.update({key: value}))


def main():
    schema = jsonschema.Draft202012Validator(json.loads(pathlib.Path("backend/config/config.schema.json").read_text()))
    seen, faults = {True: 0, False: 0}, 0
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "backend.json"
        for document in variants():
            file.write_text(json.dumps(document))
            run = subprocess.run([sys.argv[1], "check", "--config", file], capture_output=True, text=True, check=False)
            right = schema.is_valid(document)
            seen[right] += 1
            if (run.returncode == 0) != right or (not right and str(file) not in run.stderr):
                faults += 1
                print(f"schema {right}, program {run.returncode}: {json.dumps(document)}\n{run.stderr}")
    print(f"{seen[True]} right and {seen[False]} wrong configurations, {faults} disagreements")
    return 1 if faults or not all(seen.values()) else 0


sys.exit(main())
