"""The parts of a visit outside the kiosk: backend, serial reader, and QA's hands on the glass.

Used by packaging/demo.py and by the journeys under tests/.
"""
import datetime
import json
import os
import pathlib
import pty
import select
import signal
import socket
import ssl
import subprocess
import termios
import time
import tty
import urllib.request

TOP = pathlib.Path(__file__).resolve().parent.parent
BUILD = pathlib.Path(os.environ["LANDFALL_BIN"]).parent if "LANDFALL_BIN" in os.environ else TOP / "build"
BIN = BUILD / "bin"
SHARE = BUILD / "share/landfall"
KIOSK = "kiosk-1"
PASSPORT = (TOP / "assets/samples/documents/eriksson-passport-valid.mrz").read_text().split()


class VisitFailed(Exception):
    """What was to happen did not."""


class Parts:
    """Processes that end when we do, in reverse order of their start."""

    def __init__(self):
        self.running = []

    def start(self, *command, **options):
        process = subprocess.Popen([str(word) for word in command], **options)
        self.running.append(process)
        return process

    def stop(self):
        for process in reversed(self.running):
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
            if process.stdout is not None:
                process.stdout.close()
        self.running.clear()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def write_json(path, content):
    path.write_text(json.dumps(content, indent=2) + "\n")
    return path


def write_manifest(folder):
    """The sample manifest, moved to today: its flight has just landed."""
    today = datetime.datetime.now(datetime.timezone.utc)
    sample = (TOP / "assets/samples/manifests/ca981.paxlst").read_text()
    folder.mkdir(exist_ok=True)
    (folder / "ca981.paxlst").write_text(sample.replace("@YYMMDD@", today.strftime("%y%m%d")))


def make_keys(work, *options):
    subprocess.run([TOP / "packaging/pki", work / "pki", *options, KIOSK], check=True)


def backend_config(port=0):
    """Paths count from the folder of the file."""
    return {
        "listen": {"address": "127.0.0.1", "port": port},
        "tls": {"certificate": "pki/backend.pem", "key": "pki/backend.key", "kiosk_ca": "pki/ca.pem", "crl": "pki/crl.pem"},
        "keys": {"receipt": "pki/receipt.key", "sealing": "pki/box.key", "kiosks": "pki/enrolled"},
        "store": "backend.db", "packs": str(SHARE / "packs"), "manifests": "manifests", "port_of_entry": "CNPEK"}


def start_backend(parts, work, config=None, wrap=(), **options):
    """The process, and the port on which it listens. `wrap` are words that stand before the program's name."""
    write_manifest(work / "manifests")
    file = write_json(work / "backend.json", config or backend_config())
    with open(work / "backend.log", "a") as log:
        backend = parts.start(*wrap, BIN / "landfall-backend", "serve", "--config", file, stdout=subprocess.PIPE, stderr=log,
                              **options)
    line = backend.stdout.readline()
    if not line:
        raise VisitFailed(f"the backend does not start: {(work / 'backend.log').read_text()}")
    return backend, json.loads(line)["listening"]


def start_printer(parts, work):
    """CUPS's own ippeveprinter: what the kiosk prints over IPP comes out as files in work/printer/papers."""
    folder = work / "printer"
    folder.mkdir()
    printer = parts.start(TOP / "tests/devices/ippeveprinter", folder, stdout=subprocess.PIPE, text=True)
    uri = printer.stdout.readline().strip()
    if not uri.startswith("ipp://"):
        raise VisitFailed("the IPP printer does not start")
    return {"driver": "ipp", "uri": uri}


def kiosk_config(port, reader, printer):
    """Paths count from the folder of the file."""
    return {
        "kiosk": KIOSK, "port": "CNPEK", "home_language": "en", "officer_language": "zh-Hans",
        "screen": {"width": 1080, "height": 1920, "pixels_per_mm": 3.2},
        "backend": {"url": f"https://localhost:{port}", "ca": "pki/ca.pem", "certificate": f"pki/kiosks/{KIOSK}.pem",
                    "key": f"pki/kiosks/{KIOSK}.key", "signing_key": f"pki/kiosks/{KIOSK}-signing.key",
                    "box_key": "pki/box.pem"},
        "outbox": "outbox.db", "data": str(SHARE), "packs": ["health-symptoms.json", "baggage.json"],
        "devices": {"document": reader, "printer": printer}}


def published_keys(work, port):
    """What an officer's device has fetched beforehand from the running backend, as a folder."""
    context = ssl.create_default_context(cafile=work / "pki/ca.pem")
    context.load_cert_chain(work / f"pki/kiosks/{KIOSK}.pem", work / f"pki/kiosks/{KIOSK}.key")
    with urllib.request.urlopen(f"https://localhost:{port}/keys", context=context, timeout=10) as reply:
        published = json.load(reply)
    folder = work / "keys"
    folder.mkdir(exist_ok=True)
    for key in published["keys"]:
        (folder / f"{key['kid']}.pem").write_text(key["pem"])
    return folder


def read_code(picture):
    """The receipt in a picture, by a reader that is not ours."""
    found = subprocess.run(["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", picture], capture_output=True, text=True)
    codes = [line for line in found.stdout.splitlines() if line.startswith("HD1:")]
    if len(codes) != 1:
        raise VisitFailed(f"{picture}: {len(codes)} receipts read, not one")
    return codes[0]


def verify(receipt, keys):
    """What `landfall receipt verify` says."""
    verified = subprocess.run([BIN / "landfall", "receipt", "verify", "--keys", keys, receipt], capture_output=True, text=True)
    verdict = json.loads(verified.stdout)
    if verified.returncode != 0 or not verdict["valid"]:
        raise VisitFailed(f"the receipt does not verify: {verified.stdout}")
    return verdict


class Kiosk:
    """A client of the QA socket; see kiosk/app/pilot.h for the requests."""

    def __init__(self, path, deadline=30):
        self.screens = []  # passed through, as far as anybody asked
        self.socket = socket.socket(socket.AF_UNIX)
        end = time.monotonic() + deadline
        while True:
            try:
                self.socket.connect(str(path))
                break
            except OSError:
                if time.monotonic() > end:
                    raise VisitFailed(f"no kiosk listens at {path}") from None
                time.sleep(0.02)  # the socket appears when the first screen is drawn
        self.socket.settimeout(60)
        self.lines = self.socket.makefile("r")

    def close(self):
        self.lines.close()
        self.socket.close()

    def ask(self, **request):
        self.socket.sendall((json.dumps(request) + "\n").encode())
        reply = json.loads(self.lines.readline() or '{"ok": false, "error": "the kiosk has gone"}')
        if not reply["ok"]:
            raise VisitFailed(f"{request}: {reply['error']}")
        if "screen" in reply and self.screens[-1:] != [reply["screen"]]:
            self.screens.append(reply["screen"])
        return reply

    def touch(self, control):
        self.ask(do="touch", id=control)

    def type(self, text):
        self.ask(do="type", text=text)

    def wait(self, screen, milliseconds=15000):
        return self.ask(do="wait", screen=screen, **{"for": milliseconds})["screen"]

    def wait_for(self, control, text="", milliseconds=15000):
        self.ask(do="wait", control=control, text=text, **{"for": milliseconds})

    def pull(self, device, lever):
        self.ask(do="pull", device=device, lever=lever)

    def tree(self):
        return self.ask(do="tree")

    def control(self, identity):
        for control in self.controls():
            if control["id"] == identity:
                return control
        raise VisitFailed(f"no control {identity}")

    def controls(self):
        tree = self.tree()
        return tree["controls"] + tree["dialog"]

    def touchable(self):
        """What a finger can reach: what lies on another page has no place on the glass."""
        return [control["id"] for control in self.controls() if control["touchable"] and "rectangle" in control]

    def answer(self, told=None):
        """Answers question after question until the end of the review: as most passengers do, no, but for what is told.

        `told` names for a question the turns that are taken each time it is on the glass: "yes" or another end of a
        control's id, "=TEXT" to type. The last turn counts for all further times.
        """
        told = {name: list(turns) for name, turns in (told or {}).items()}
        for _ in range(80):
            screen = self.tree()["screen"]
            if screen == "review":
                if "page.more" not in self.touchable():
                    return
                self.touch("page.more")
                continue
            question = screen.removeprefix("question.")
            if question in told:
                turns = told[question]
                self.take_turn(question, turns.pop(0) if len(turns) > 1 else turns[0])
            else:
                self.say_no(screen)
            if self.tree()["screen"] == screen and "question.continue" in self.touchable():
                self.touch("question.continue")
        raise VisitFailed("the questions do not end")

    def take_turn(self, question, turn):
        for action in turn.split("|"):
            if action.startswith("="):
                self.type(action[1:])
            elif action:
                self.touch(f"{question}.{action}")

    def say_no(self, screen):
        ids = self.touchable()
        wanted = [one for one in ids if one.endswith((".no", ".none", ".nothing"))] or [one for one in ids if one == "page.more"]
        if not wanted:
            raise VisitFailed(f"no way to say no on screen {screen}: {ids}")
        self.touch(wanted[0])


class SerialReader:
    """The far end of a serial swipe reader that is switched on and off by its kiosk: a pseudo-terminal."""

    TRIGGER, UNTRIGGER = b"\x16T\r", b"\x16U\r"

    def __init__(self, link=None):
        """`link`: a path that goes on naming this reader, as udev makes them; a new reader takes it over."""
        self.ours, self.theirs = pty.openpty()
        tty.setraw(self.theirs, termios.TCSANOW)
        os.set_blocking(self.ours, False)
        self.heard = b""
        self.name = os.ttyname(self.theirs)
        if link:
            link.unlink(missing_ok=True)
            link.symlink_to(self.name)
            self.name = str(link)

    def config(self):
        return {"driver": "swipe", "path": self.name, "framing": "stx_etx", "trigger": self.TRIGGER.hex(),
                "untrigger": self.UNTRIGGER.hex()}

    def hear(self, seconds=0):
        """Takes what the kiosk has sent by now, or sends within `seconds`."""
        while select.select([self.ours], [], [], seconds)[0]:
            self.heard += os.read(self.ours, 64)
            seconds = 0

    def forget(self):
        """A new visit: what the kiosk sent before counts no more."""
        self.hear()
        self.heard = b""

    def wait_until_wanted(self, deadline=15):
        """A swipe before the kiosk has switched the reader on would be nobody's."""
        end = time.monotonic() + deadline
        self.hear()
        while self.heard.rfind(self.TRIGGER) <= self.heard.rfind(self.UNTRIGGER):
            if time.monotonic() > end:
                raise VisitFailed("the kiosk does not switch its reader on")
            self.hear(0.1)

    def send(self, frame):
        self.wait_until_wanted()
        for at in range(0, len(frame), 16):  # a card's speed, not one block
            os.write(self.ours, frame[at : at + 16])

    def swipe(self, lines):
        self.send(b"\x02" + b"".join(line.encode() + b"\r" for line in lines) + b"\x03")

    def close(self):
        os.close(self.ours)
        os.close(self.theirs)
