#!/usr/bin/python3
"""Holds the running backend and backend/openapi.json to each other.

Usage: openapi_agreement.py EXCHANGES_PROGRAM; run at the top of the tree.
Every answer must be one that the document promises, in status, media type, headers and schema; every promise must have
been seen kept; what the document does not name must be answered 404 or 405.
"""
import json
import pathlib
import subprocess
import sys

import jsonschema

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
STRANGE_PATHS = ["/", "/v1", "/v1/", "/v1/keys/", "/v1//keys", "/openapi.json", "/v1/declarations/1", "/v1/Keys",
                 "/v1/%6Beys", "/favicon.ico", "/v1//keys"]


def further_requests(document):
    """Every method on every path, and some paths that nobody serves."""
    for path in [*document["paths"], *STRANGE_PATHS]:
        for method in METHODS:
            if (method, path) != ("POST", "/v1/declarations"):
                yield {"method": method, "path": path}


def check_schema(document, schema, body):
    """Why `body` is not what `schema` says; empty when it is."""
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "components": document["components"], **schema}
    errors = jsonschema.Draft202012Validator(whole).iter_errors(body)
    return [f"{error.json_path}: {error.message}" for error in errors]


def check_promised(document, exchange, promised, kept):
    """An answer on a route of the document."""
    status = str(exchange["status"])
    if status not in promised["responses"]:
        return [f"status {status} is not promised"]
    answer = promised["responses"][status]
    media_type = exchange["headers"].get("content-type")
    if media_type not in answer["content"]:
        return [f"status {status} comes as {media_type}"]
    kept.add((exchange["method"], exchange["path"], status, media_type))
    faults = check_schema(document, answer["content"][media_type]["schema"], json.loads(exchange["body"]))
    for name, header in answer.get("headers", {}).items():
        value = exchange["headers"].get(name.lower())
        if value is None:
            faults += [f"header {name} is missing"]
        else:
            faults += check_schema(document, header["schema"], json.loads(value))
    return faults


def check_unpromised(document, exchange):
    """An answer beside the document: 405 with Allow where the path exists, 404 elsewhere, as a problem."""
    operations = document["paths"].get(exchange["path"])
    expected = 405 if operations else 404
    faults = [] if exchange["status"] == expected else [f"status {exchange['status']} instead of {expected}"]
    if operations and exchange["headers"].get("allow", "").lower() not in operations:
        faults += ["Allow does not name the path's method"]
    if exchange["headers"].get("content-type") != "application/problem+json":
        faults += ["no problem"]
    elif exchange["method"] != "HEAD":
        faults += check_schema(document, {"$ref": "#/components/schemas/ProblemDetails"}, json.loads(exchange["body"]))
    return faults


def promises(document):
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for status, answer in operation["responses"].items():
                for media_type in answer["content"]:
                    yield method.upper(), path, status, media_type


def main():
    document = json.loads(pathlib.Path("backend/openapi.json").read_text())
    asked = "".join(json.dumps(request) + "\n" for request in further_requests(document))
    run = subprocess.run([sys.argv[1]], input=asked, stdout=subprocess.PIPE, text=True, check=True)
    exchanges = [json.loads(line) for line in run.stdout.splitlines()]
    kept, faults = set(), []
    for exchange in exchanges:
        operation = document["paths"].get(exchange["path"], {}).get(exchange["method"].lower())
        if operation:
            found = check_promised(document, exchange, operation, kept)
        else:
            found = check_unpromised(document, exchange)
        faults += [f"{exchange['method']} {exchange['path']}: {fault}" for fault in found]
        if exchange["path"] == "/v1/openapi.json" and exchange["status"] == 200:
            if json.loads(exchange["body"]) != document:
                faults.append("the served document is another one")
    faults += [f"{' '.join(promise)}: never seen" for promise in promises(document) if promise not in kept]
    for fault in faults:
        print(fault)
    print(f"{len(exchanges)} exchanges, {len(kept)} promises kept, {len(faults)} faults")
    return 1 if faults or not kept else 0


sys.exit(main())
