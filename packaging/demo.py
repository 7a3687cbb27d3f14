#!/usr/bin/python3
"""Starts backend and kiosk from build/, on keys of their own; packaging/demo calls it.

Headless it plays a visit and fails unless every part of it did happen: the passport's bytes through a pseudo-terminal
into the swipe driver, the declaration over TLS into the backend's store, a mismatch with the manifest mended, and the
receipt read back from the picture of the screen and from the printed PDF, verified with the published keys.
"""
import argparse
import datetime
import json
import os
import pathlib
import shutil
import signal
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import urllib.request

from visit import Kiosk, SerialReader

TOP = pathlib.Path(__file__).resolve().parent.parent
BIN = TOP / "build/bin"
SHARE = TOP / "build/share/landfall"
KIOSK = "kiosk-1"
PASSPORT = (TOP / "assets/samples/documents/eriksson-passport-valid.mrz").read_text().split()


class Parts:
    """Processes that end when we do, in reverse order of their start."""

    def __init__(self):
        self.running = []

    def start(self, *command, **options):
        process = subprocess.Popen([str(word) for word in command], **options)
        self.running.append(process)
        return process

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in reversed(self.running):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()


def fail(why):
    raise SystemExit(f"demo: {why}")


def write_json(path, content):
    path.write_text(json.dumps(content, indent=2) + "\n")
    return path


def write_manifest(folder):
    """The sample manifest, moved to today: the demonstration's flight has just landed."""
    today = datetime.datetime.now(datetime.timezone.utc)
    sample = (TOP / "assets/samples/manifests/ca981.paxlst").read_text()
    folder.mkdir(exist_ok=True)
    (folder / "ca981.paxlst").write_text(sample.replace("@YYMMDD@", today.strftime("%y%m%d")))


def start_backend(parts, work):
    pki = work / "pki"
    subprocess.run([TOP / "packaging/pki", pki, KIOSK], check=True)
    write_manifest(work / "manifests")
    config = write_json(work / "backend.json", {
        "listen": {"address": "127.0.0.1", "port": 0},
        "tls": {"certificate": "pki/backend.pem", "key": "pki/backend.key", "kiosk_ca": "pki/ca.pem", "crl": "pki/crl.pem"},
        "keys": {"receipt": "pki/receipt.key", "sealing": "pki/box.key", "kiosks": "pki/enrolled"},
        "store": "backend.db", "packs": str(SHARE / "packs"), "manifests": "manifests", "port_of_entry": "CNPEK"})
    log = open(work / "backend.log", "w")
    backend = parts.start(BIN / "landfall-backend", "serve", "--config", config, stdout=subprocess.PIPE, stderr=log)
    line = backend.stdout.readline()
    if not line:
        fail(f"the backend does not start: {(work / 'backend.log').read_text()}")
    return json.loads(line)["listening"]


def kiosk_config(work, port, reader, printer):
    return write_json(work / "kiosk.json", {
        "kiosk": KIOSK, "port": "CNPEK", "home_language": "en", "officer_language": "zh-Hans",
        "screen": {"width": 1080, "height": 1920, "pixels_per_mm": 3.2},
        "backend": {"url": f"https://localhost:{port}", "ca": "pki/ca.pem", "certificate": f"pki/kiosks/{KIOSK}.pem",
                    "key": f"pki/kiosks/{KIOSK}.key", "signing_key": f"pki/kiosks/{KIOSK}-signing.key",
                    "box_key": "pki/box.pem"},
        "outbox": "outbox.db", "data": str(SHARE), "packs": ["health-symptoms.json", "baggage.json"],
        "devices": {"document": reader, "printer": printer}})


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
    kiosk.ask(do="type", text="CA981")
    kiosk.touch("flight.continue")
    kiosk.wait("seat")
    kiosk.ask(do="type", text="12A")
    kiosk.touch("flight.continue")
    answer_no_to_everything(kiosk)
    kiosk.touch("review.declare")
    kiosk.wait("verdict.mend")
    kiosk.touch("mismatch.seat.take")
    kiosk.wait("receipt")
    kiosk.ask(do="wait", control="receipt.paper", text="ready", **{"for": 30000})


def answer_no_to_everything(kiosk):
    """As most passengers do: no to every question, until the review."""
    for _ in range(30):
        screen = kiosk.tree()
        if screen["screen"] == "review":
            if any(control["id"] == "review.more" for control in screen["controls"]):
                kiosk.touch("review.more")
                continue
            return
        ids = [control["id"] for control in screen["controls"] if control["touchable"]]
        wanted = [one for one in ids if one.endswith((".no", ".none", ".nothing"))]
        if not wanted:
            fail(f"no way to say no on screen {screen['screen']}: {ids}")
        kiosk.touch(wanted[0])
        if "question.continue" in ids and kiosk.tree()["screen"] == screen["screen"]:
            kiosk.touch("question.continue")
    fail("the questions do not end")


def read_code(picture):
    """The receipt in a picture, by a reader that is not ours."""
    found = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", picture], capture_output=True, text=True)
    codes = [line for line in found.stdout.splitlines() if line.startswith("HD1:")]
    if len(codes) != 1:
        fail(f"{picture}: {len(codes)} receipts read, not one")
    return codes[0]


def published_keys(work, port):
    """What an officer's device has fetched beforehand, from the running backend."""
    context = ssl.create_default_context(cafile=work / "pki/ca.pem")
    context.load_cert_chain(work / f"pki/kiosks/{KIOSK}.pem", work / f"pki/kiosks/{KIOSK}.key")
    with urllib.request.urlopen(f"https://localhost:{port}/keys", context=context, timeout=10) as reply:
        published = json.load(reply)
    folder = work / "keys"
    folder.mkdir(exist_ok=True)
    for key in published["keys"]:
        (folder / f"{key['kid']}.pem").write_text(key["pem"])
    return folder


def check(work, folder, port):
    """Everything that should have happened, read from where it should have left its mark."""
    on_screen = read_code(folder / "receipt.png")
    papers = sorted((work / "printer/papers").glob("*.pdf"))
    if len(papers) != 1:
        fail(f"{len(papers)} papers printed, not one")
    shutil.copy(papers[0], folder / "receipt.pdf")
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", papers[0], folder / "receipt-paper"], check=True)
    on_paper = read_code(folder / "receipt-paper.png")
    if on_paper != on_screen:
        fail("screen and paper bear different receipts")
    verified = subprocess.run([BIN / "landfall", "receipt", "verify", "--keys", published_keys(work, port), on_screen],
                              capture_output=True, text=True)
    verdict = json.loads(verified.stdout)
    if verified.returncode != 0 or not verdict["valid"]:
        fail(f"the receipt does not verify: {verified.stdout}")
    with sqlite3.connect(work / "backend.db") as store:
        rows = store.execute("SELECT count(*) FROM declarations").fetchone()[0]
    if rows != 2:
        fail(f"{rows} declarations in the store, not the two revisions that were made")
    return {"receipt": on_screen, "verified": verdict, "declarations_stored": rows,
            "pictures": sorted(path.name for path in folder.glob("*.png"))}


def headless(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for old in list(folder.glob("*.png")) + list(folder.glob("*.pdf")) + list(folder.glob("summary.json")):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="landfall-demo-") as temporary, Parts() as parts:
        work = pathlib.Path(temporary)
        port = start_backend(parts, work)
        reader = SerialReader()
        printer = start_printer(parts, work)
        config = kiosk_config(work, port, {"driver": "swipe", "path": reader.name, "framing": "stx_etx"}, printer)
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


def start_printer(parts, work):
    """CUPS's own ippeveprinter: what the kiosk prints over IPP comes out as files in work/printer/papers."""
    folder = work / "printer"
    folder.mkdir()
    printer = parts.start(TOP / "tests/devices/ippeveprinter", folder, stdout=subprocess.PIPE, text=True)
    uri = printer.stdout.readline().strip()
    if not uri.startswith("ipp://"):
        fail("the IPP printer does not start")
    return {"driver": "ipp", "uri": uri}


def windowed():
    work = TOP / "build/demo/windowed"
    work.mkdir(parents=True, exist_ok=True)
    with Parts() as parts:
        port = start_backend(parts, work)
        (work / "papers").mkdir(exist_ok=True)
        config = kiosk_config(work, port, {"driver": "simulated", "samples": str(TOP / "assets/samples/documents")},
                              {"driver": "simulated", "folder": str(work / "papers")})
        print(f"The kiosk opens in a window; papers come out in {work / 'papers'}. Close the window to end.", flush=True)
        return subprocess.call([BIN / "landfall-kiosk", "--windowed", "--size", os.environ.get("LANDFALL_SIZE", "540x960"),
                                "--config", config, "--qa", work / "qa"])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--headless", metavar="DIR", type=pathlib.Path)
    chosen = arguments.parse_args()
    sys.exit(headless(chosen.headless) if chosen.headless else windowed())


if __name__ == "__main__":
    main()
