#!/usr/bin/python3
"""Starts backend and kiosk from build/, on keys of their own; packaging/demo calls it.

Headless it plays a visit and fails unless every part of it did happen: the passport's bytes through a pseudo-terminal
into the swipe driver, the declaration over TLS into the backend's store, a mismatch with the manifest mended, and the
receipt read back from the picture of the screen and from the printed PDF, verified with the published keys.
"""
import argparse
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile

from visit import (BIN, PASSPORT, TOP, Kiosk, Parts, SerialReader, VisitFailed, kiosk_config, make_keys, published_keys,
                   read_code, start_backend, start_printer, verify, write_json)


def play(kiosk, reader):
    """A visit whose seat does not fit the manifest; the airline's is taken by one touch."""
    kiosk.wait("attract")
    kiosk.touch("start")
    kiosk.wait("language")
    kiosk.touch("language.en")
    kiosk.wait("document")
    reader.swipe(PASSPORT)
    kiosk.wait("confirm")
    kiosk.touch("confirm.yes")
    kiosk.wait("flight")
    kiosk.type("CA981")
    kiosk.touch("flight.continue")
    kiosk.wait("seat")
    kiosk.type("12A")
    kiosk.touch("flight.continue")
    kiosk.answer()
    kiosk.touch("review.declare")
    kiosk.wait("verdict.mend")
    kiosk.touch("mismatch.seat.take")
    kiosk.wait("receipt")
    kiosk.wait_for("receipt.paper", "ready", 30000)


def check(work, folder, port):
    """Everything that should have happened, read from where it should have left its mark."""
    on_screen = read_code(folder / "receipt.png")
    papers = sorted((work / "printer/papers").glob("*.pdf"))
    if len(papers) != 1:
        raise VisitFailed(f"{len(papers)} papers printed, not one")
    shutil.copy(papers[0], folder / "receipt.pdf")
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", papers[0], folder / "receipt-paper"], check=True)
    if read_code(folder / "receipt-paper.png") != on_screen:
        raise VisitFailed("screen and paper bear different receipts")
    verdict = verify(on_screen, published_keys(work, port))
    with sqlite3.connect(work / "backend.db") as store:
        rows = store.execute("SELECT count(*) FROM declarations").fetchone()[0]
    if rows != 2:
        raise VisitFailed(f"{rows} declarations in the store, not the two revisions that were made")
    return {"receipt": on_screen, "verified": verdict, "declarations_stored": rows,
            "pictures": sorted(path.name for path in folder.glob("*.png"))}


def headless(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for old in list(folder.glob("*.png")) + list(folder.glob("*.pdf")) + list(folder.glob("summary.json")):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="landfall-demo-") as temporary, Parts() as parts:
        work = pathlib.Path(temporary)
        make_keys(work)
        _, port = start_backend(parts, work)
        reader = SerialReader()
        config = write_json(work / "kiosk.json", kiosk_config(port, reader.config(), start_printer(parts, work)))
        log = open(folder / "kiosk.log", "w")
        parts.start(BIN / "landfall-kiosk", "--offscreen", "--config", config, "--pictures", folder, "--qa", work / "qa", stderr=log)
        kiosk = Kiosk(work / "qa")
        play(kiosk, reader)
        kiosk.ask(do="picture", file="receipt.png")
        summary = check(work, folder, port)
        kiosk.touch("receipt.finish")
        kiosk.wait("goodbye")
        kiosk.wait("attract", 15000)
        write_json(folder / "summary.json", summary)
    print(json.dumps({"ok": True, "receipt": summary["receipt"][:40] + "...", "pictures": len(summary["pictures"]), "folder": str(folder)}))


def windowed():
    work = TOP / "build/demo/windowed"
    work.mkdir(parents=True, exist_ok=True)
    with Parts() as parts:
        make_keys(work)
        _, port = start_backend(parts, work)
        (work / "papers").mkdir(exist_ok=True)
        config = write_json(work / "kiosk.json", kiosk_config(
            port, {"driver": "simulated", "samples": str(TOP / "assets/samples/documents")},
            {"driver": "simulated", "folder": str(work / "papers")}))
        print(f"The kiosk opens in a window; papers come out in {work / 'papers'}. Close the window to end.", flush=True)
        return subprocess.call([BIN / "landfall-kiosk", "--windowed", "--size", os.environ.get("LANDFALL_SIZE", "540x960"),
                                "--config", config, "--qa", work / "qa"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--headless", metavar="DIR", type=pathlib.Path)
    chosen = arguments.parse_args()
    try:
        sys.exit(headless(chosen.headless) if chosen.headless else windowed())
    except VisitFailed as problem:
        sys.exit(f"demo: {problem}")


if __name__ == "__main__":
    main()
