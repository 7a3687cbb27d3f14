"""What every journey needs: an appliance of its own in a folder of its own, and a bundle of evidence when it fails."""
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "packaging"))
from visit import (BIN, BUILD, KIOSK, PASSPORT, SHARE, TOP, Kiosk, Parts, SerialReader, VisitFailed,  # noqa: E402,F401
                   backend_config, kiosk_config, make_keys, published_keys, read_code, start_backend, verify, write_json)

SAMPLES = TOP / "assets/samples/documents"
FAILURES = BUILD / "failures"


def until(true, seconds=15, what="the condition"):
    """Looks again and again until `true()` is true; returns what it gave."""
    end = time.monotonic() + seconds
    while True:
        found = true()
        if found:
            return found
        if time.monotonic() > end:
            raise VisitFailed(f"{what} did not come true within {seconds} s")
        time.sleep(0.02)  # between two looks


def with_check_digits(lines):
    """A passport's two lines, made whole. Doc 9303-3, 4.9: weights 7, 3, 1."""
    def digit(text):
        values = [0 if sign == "<" else int(sign, 36) for sign in text]
        return str(sum(value * (7, 3, 1)[at % 3] for at, value in enumerate(values)) % 10)
    line = lines[1]
    line = line[:9] + digit(line[:9]) + line[10:19] + digit(line[13:19]) + line[20:43]
    return [lines[0], line + digit(line[:10] + line[13:20] + line[21:43])]


class Journey(unittest.TestCase):
    """One backend, one kiosk, one reader on a pseudo-terminal. Paths in configurations count from `self.work`."""

    pictures = True  # of every screen, for the bundle

    def setUp(self):
        self.name = f"{pathlib.Path(sys.argv[0]).stem.removesuffix('_test')}.{self._testMethodName}"
        self.seed = int(os.environ.get("LANDFALL_SEED", random.SystemRandom().randrange(2**32)))
        self.random = random.Random(self.seed)
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="landfall-journey-"))
        self.parts = Parts()
        self.kiosk = self.process = self.backend = self.reader = None
        self.port = 1  # nobody listens there until a backend is started
        (self.work / "papers").mkdir()
        make_keys(self.work, *self.key_options())

    def key_options(self):
        return []

    def tearDown(self):
        if self.went_wrong():
            self.leave_bundle()
        if self.kiosk:
            self.kiosk.close()
        self.parts.stop()
        if self.reader:
            self.reader.close()
        shutil.rmtree(self.work, ignore_errors=True)

    def went_wrong(self):
        """Asked before the clean-up: unittest has noted by then what the test itself threw."""
        result = self._outcome.result
        return any(test is self for test, _ in result.failures + result.errors)

    def leave_bundle(self):
        """What somebody needs who was not there."""
        bundle = FAILURES / self.name
        shutil.rmtree(bundle, ignore_errors=True)
        bundle.mkdir(parents=True)
        (bundle / "seed").write_text(f"{self.seed}\n")
        states = self.kiosk.screens if self.kiosk else []
        try:
            if self.kiosk and self.process.poll() is None:
                write_json(bundle / "tree.json", self.kiosk.tree())
                self.kiosk.ask(do="picture", file=str(bundle / "last.png"))
        except (VisitFailed, OSError, ValueError) as problem:
            (bundle / "tree.json").write_text(f"the kiosk does not answer: {problem}\n")
        (bundle / "states").write_text("\n".join(states) + "\n")
        for log in self.work.glob("*.log"):
            shutil.copy(log, bundle)
        if (self.work / "pictures").exists():
            shutil.copytree(self.work / "pictures", bundle / "pictures")
        print(f"seed {self.seed}; what happened lies in {bundle}", file=sys.stderr)

    # --- the appliance ---

    def start_backend(self, config=None, **options):
        config = config or backend_config()
        if self.backend:
            config["listen"]["port"] = self.port  # where the kiosk looks for it
        self.backend, self.port = start_backend(self.parts, self.work, config, **options)

    def kill_backend(self):
        self.backend.kill()
        self.backend.wait()

    def config(self, reader="swipe", printer="simulated"):
        """A sound configuration; a journey changes what it is about."""
        if reader == "swipe":
            self.reader = self.reader or SerialReader(self.work / "reader")
            reader = self.reader.config()
        elif reader == "simulated":
            reader = {"driver": "simulated", "samples": str(SAMPLES)}
        if printer == "simulated":
            printer = {"driver": "simulated", "folder": str(self.work / "papers")}
        return kiosk_config(self.port, reader, printer)

    def start_kiosk(self, config=None, wrap=(), **options):
        """`wrap` are words that stand before the program's name."""
        file = config if isinstance(config, pathlib.Path) else write_json(self.work / "kiosk.json", config or self.config())
        (self.work / "qa").unlink(missing_ok=True)
        pictures = self.work / "pictures"
        pictures.mkdir(exist_ok=True)
        with open(self.work / "kiosk.log", "a") as log:
            self.process = self.parts.start(
                *wrap, BIN / "landfall-kiosk", "--offscreen", "--size", "540x960", "--config", file, "--qa", self.work / "qa",
                *(["--pictures", pictures] if self.pictures else []), stderr=log, **options)
        earlier = self.kiosk.screens if self.kiosk else []
        if self.kiosk:
            self.kiosk.close()
        self.kiosk = Kiosk(self.work / "qa")
        self.kiosk.screens = earlier
        return self.kiosk

    def kill_kiosk(self):
        self.process.kill()
        self.process.wait()

    def end_kiosk(self):
        """As by systemd; the exit status must be good."""
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.process.wait(15), 0)

    def start(self, **devices):
        self.start_backend()
        return self.start_kiosk(self.config(**devices))

    # --- a visit ---

    def begin(self, language="en"):
        self.kiosk.wait("attract")
        if self.reader:
            self.reader.forget()
        self.kiosk.touch("start")
        self.kiosk.wait("language")
        self.kiosk.touch(f"language.{language}")
        self.kiosk.wait("document")

    def show_passport(self, lines=PASSPORT):
        """Swiped, or laid on the simulated reader."""
        if self.reader:
            self.reader.swipe(lines)
        else:
            self.kiosk.pull("document", "insert eriksson-passport-valid")
        self.kiosk.wait("confirm")
        self.kiosk.touch("confirm.yes")
        self.kiosk.wait("flight")

    def give_flight(self, flight="CA981", seat="14C"):
        self.kiosk.type(flight)
        self.kiosk.touch("flight.continue")
        self.kiosk.wait("seat")
        self.kiosk.type(seat)
        self.kiosk.touch("flight.continue")
        self.kiosk.wait("question.*")

    def to_review(self, language="en", flight=True):
        """Everything up to the end of the review, with nothing to declare."""
        self.begin(language)
        self.show_passport()
        if flight:
            self.give_flight()
        else:
            self.kiosk.touch("flight.skip")
            self.kiosk.wait("question.*")
        self.kiosk.answer()

    def declare(self):
        self.kiosk.touch("review.declare")
        self.take_paper()

    def wait_for_one_of(self, *screens):
        def there():
            screen = self.kiosk.tree()["screen"]
            return screen if screen in screens else None
        return until(there, 20, f"one of {screens}")

    def take_paper(self):
        """From sending to the receipt on paper, by way of the officer's screen where there is one."""
        if self.wait_for_one_of("receipt", "verdict.officer") == "verdict.officer":
            self.kiosk.touch("verdict.receipt")
            self.kiosk.wait("receipt")
        until(lambda: list((self.work / "papers").glob("*.pdf")), 30, "the paper")

    def finish(self):
        self.kiosk.touch("receipt.finish")
        self.kiosk.wait("goodbye")
        self.kiosk.wait("attract")

    def picture(self, name):
        self.kiosk.ask(do="picture", file=str(self.work / name))
        return self.work / name

    def receipt(self):
        """The text of the receipt, read from the picture of the glass."""
        return read_code(self.picture("receipt.png"))

    # --- what is left ---

    def rows(self, question, store="backend.db"):
        """Of the backend's store."""
        with sqlite3.connect(f"file:{self.work / store}?mode=ro", uri=True) as database:
            return database.execute(question).fetchall()

    def declarations(self, store="backend.db"):
        """All of them, as (id, revision)."""
        return self.rows("SELECT id, revision FROM declarations ORDER BY arrived, revision", store)

    def events(self, name, log="kiosk.log"):
        """What the kiosk has logged under this name."""
        found = []
        for line in (self.work / log).read_text().splitlines():
            if line.startswith("{"):
                event = json.loads(line)
                if event["event"] == name:
                    found.append(event)
        return found

    def backlog(self):
        """How many envelopes wait in the outbox of a kiosk that has ended."""
        with sqlite3.connect(f"file:{self.work / 'outbox.db'}?mode=ro", uri=True) as outbox:
            return outbox.execute("SELECT count(*) FROM outbox").fetchone()[0]


def main():
    unittest.main(module="__main__", verbosity=2)
