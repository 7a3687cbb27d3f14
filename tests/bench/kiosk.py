#!/usr/bin/python3
"""Measures the kiosk as passengers use it, and prints a table for the README; the raw figures as JSON with --json FILE.

Usage, after a build: tests/bench/kiosk.py [--quick] [--only glass|memory] [--json FILE]. Offscreen, and under Xvfb where
it is installed; where Chromium is, the same two buttons in its kiosk mode. It never judges. CPU times are the kiosk's
own; beside X11 those of the X server. The visits take about ten minutes. --quick does everything
once but the browser, to see that it still runs.
"""
import argparse
import contextlib
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "packaging")]
import visit  # noqa: E402
from chromium import Browser  # noqa: E402
from measure import cpu_seconds, cpu_share, family, pss, running, table, total, wait_for  # noqa: E402

WIDTH, HEIGHT = 1080, 1920
TOOLS = visit.BUILD / "tests"
SAMPLES = visit.TOP / "assets/samples/documents"
DOCUMENT = "insert eriksson-passport-valid"
STARTS, TAPS, IDLE_SECONDS, DRAWN, UNDRAWN = 9, 60, 20, 50, 1000


class Bench:
    def __init__(self, parts, work, quick):
        self.parts, self.work, self.quick = parts, work, quick
        visit.make_keys(work)
        _, port = visit.start_backend(parts, work)
        self.config = visit.write_json(work / "kiosk.json", visit.kiosk_config(
            port, {"driver": "simulated", "samples": str(SAMPLES)}, {"driver": "simulated", "folder": ""}))

    def times(self, usual):
        return max(1, usual // 50) if self.quick else usual

    @contextlib.contextmanager
    def kiosk(self, *options):
        """A running kiosk, its QA socket, and what it took to the first screen: wall and CPU seconds."""
        began = time.monotonic()
        command = [visit.BIN / "landfall-kiosk", *options, "--config", self.config, "--qa", self.work / "qa"]
        with running([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            wait_for((self.work / "qa").exists, 30, "a kiosk", every=0.001)
            kiosk = visit.Kiosk(self.work / "qa")
            kiosk.tree()  # answered when the first screen has been shown
            yield process.pid, kiosk, (time.monotonic() - began, cpu_seconds(process.pid))

    def bare(self, driver):
        """PSS of a window that holds nothing, while the kiosk runs too: both share the same libraries."""
        command = [TOOLS / "bare_window", str(WIDTH), str(HEIGHT)]
        environment = {**os.environ, "SDL_VIDEODRIVER": driver}
        with running(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            if process.stdout.readline() != b"shown\n":
                raise OSError("the bare window does not show")
            return pss(process.pid)

    def glass(self, driver, server=None):
        """All figures of a kiosk on one kind of glass. `server` is the X server's process."""
        options = ["--offscreen"] if driver == "offscreen" else []
        starts = []
        for _ in range(self.times(STARTS) + 1):  # the first one warms caches
            with self.kiosk(*options) as (_, _, start):
                starts.append(start)
        with self.kiosk(*options) as (pid, kiosk, _):
            idle = cpu_share([pid], self.times(IDLE_SECONDS))
            to_choices(kiosk)
            one, other = [control["id"] for control in kiosk.tree()["controls"] if control["role"] == "toggle"][:2]
            taps, servers = [], []
            for _ in range(self.times(TAPS)):
                before, beside = cpu_seconds(pid), cpu_seconds(server) if server else 0
                kiosk.touch(one), kiosk.touch(other)
                taps.append((cpu_seconds(pid) - before) / 2)
                servers.append(((cpu_seconds(server) if server else 0) - beside) / 2)
            memory = pss(pid)
            bare = self.bare(driver)
        return {"first_frame_s": statistics.median(wall for wall, _ in starts[1:]),
                "first_frame_cpu_s": statistics.median(cpu for _, cpu in starts[1:]),
                "idle_ms_per_s": idle * 1e3, "tap_cpu_ms": statistics.median(taps) * 1e3,
                "tap_server_cpu_ms": statistics.mean(servers) * 1e3,
                "pss_mb": memory / 1e6, "bare_pss_mb": bare / 1e6, "above_bare_mb": (memory - bare) / 1e6}

    def drawn(self):
        """Anonymous memory after each of some drawn visits: the process's own, whoever shares its libraries."""
        own = []
        with self.kiosk("--offscreen") as (pid, kiosk, _):
            for _ in range(self.times(DRAWN)):
                whole_visit(kiosk)
                own.append(anonymous(pid) / 1e6)
        return own

    def undrawn(self):
        run = subprocess.run([TOOLS / "endurance", self.config, str(self.times(UNDRAWN))], check=True, text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def browser(self, program):
        browser = Browser(program, self.work, WIDTH, HEIGHT)
        try:
            painted = browser.first_paint()
            browser.tap("yes")
            wait_for(lambda: cpu_share(family(browser.process.pid), 1) < 0.1, 60, "a browser that has settled")
            members = family(browser.process.pid)
            idle = cpu_share(members, self.times(IDLE_SECONDS))
            before, count = total(cpu_seconds, members), self.times(TAPS)
            for number in range(count):
                browser.tap(("no", "yes")[number % 2])
            taps = (total(cpu_seconds, members) - before) / count
            return {"first_frame_s": painted, "idle_ms_per_s": idle * 1e3, "tap_cpu_ms": taps * 1e3,
                    "pss_mb": total(pss, members) / 1e6}
        finally:
            browser.close()


def anonymous(pid):
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss_Anon:"):
            return int(line.split()[1]) * 1024
    raise OSError("the kernel tells no anonymous PSS")


def to_questions(kiosk):
    kiosk.wait("attract", 30000)
    kiosk.touch("start")
    kiosk.touch("language.en")
    kiosk.wait("document")
    kiosk.pull("document", DOCUMENT)
    kiosk.wait("confirm")
    kiosk.touch("confirm.yes")
    for screen, text in (("flight", "CA981"), ("seat", "12A")):
        kiosk.wait(screen)
        kiosk.type(text)
        kiosk.touch("flight.continue")


def to_choices(kiosk):
    """The first question whose options go together: a touch changes one and leaves the screen."""
    to_questions(kiosk)
    kiosk.touch("symptoms.yes")
    kiosk.wait("question.symptom-list")


def whole_visit(kiosk):
    to_questions(kiosk)
    kiosk.answer()
    kiosk.touch("review.declare")
    kiosk.wait("verdict.mend")
    kiosk.touch("mismatch.seat.take")
    kiosk.wait("receipt")
    kiosk.touch("receipt.finish")
    kiosk.wait("goodbye")
    kiosk.wait("attract", 30000)


@contextlib.contextmanager
def display():
    """A display of our own; yields the X server's process id."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    with running(command, pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            os.environ["DISPLAY"] = ":" + told.readline().strip()
        try:
            yield server.pid
        finally:
            del os.environ["DISPLAY"]


def measured(quick, only):
    seen = {"date": time.strftime("%Y-%m-%d"), "cores": os.cpu_count(), "load_before": os.getloadavg()[0]}
    with tempfile.TemporaryDirectory(prefix="landfall-bench-") as folder, visit.Parts() as parts:
        bench = Bench(parts, pathlib.Path(folder), quick)
        if only != "memory":
            seen["offscreen"] = bench.glass("offscreen")
        if only != "memory" and shutil.which("Xvfb"):
            with display() as server:
                seen["x11"] = bench.glass("x11", server)
                if shutil.which("chromium") and not quick:
                    seen["chromium"] = bench.browser("chromium")
        if only != "glass":
            seen["undrawn"] = bench.undrawn()
            seen["drawn_anonymous_mb"] = bench.drawn()
    seen["load_after"] = os.getloadavg()[0]
    return seen


def cell(seen, glass, field, form="{:.1f}"):
    return form.format(seen[glass][field]) if field in seen.get(glass, {}) else "-"


def glass_table(seen):
    kinds = ("offscreen", "x11", "chromium")
    return table(["", "offscreen", "X11 (Xvfb)", "Chromium, two buttons", "wanted"], [
        [what, *(cell(seen, kind, field, form) for kind in kinds), wanted] for what, field, form, wanted in (
            ("first frame, warm caches, s", "first_frame_s", "{:.2f}", "0.5"),
            ("... CPU, s", "first_frame_cpu_s", "{:.2f}", ""),
            ("a static screen, CPU ms/s", "idle_ms_per_s", "{:.2f}", "2"),
            ("a touch that changes a choice, CPU ms", "tap_cpu_ms", "{:.1f}", "50"),
            ("... in the X server, CPU ms", "tap_server_cpu_ms", "{:.1f}", ""),
            ("memory (PSS), MB", "pss_mb", "{:.0f}", ""),
            ("... above a bare OpenGL window, MB", "above_bare_mb", "{:.0f}", "80"))])


def memory_table(seen):
    undrawn, drawn = seen["undrawn"], seen["drawn_anonymous_mb"]
    early = min(len(drawn), 5)
    return table(["own memory, MB", "early", "at the end", "at most"], [
        [f"{undrawn[-1]['visits']} visits undrawn; early: after {undrawn[0]['visits']}",
         *(f"{amount / 1e6:.1f}" for amount in (undrawn[0]["pss"], undrawn[-1]["pss"],
                                                 max(one["pss"] for one in undrawn)))],
        [f"{len(drawn)} drawn; early: after {early}",
         *(f"{amount:.1f}" for amount in (drawn[early - 1], drawn[-1], max(drawn)))]])


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--only", choices=("glass", "memory"))
    arguments.add_argument("--json", type=pathlib.Path, metavar="FILE")
    chosen = arguments.parse_args()
    seen = measured(chosen.quick, chosen.only)
    if chosen.json:
        chosen.json.write_text(json.dumps(seen, indent=1) + "\n")
    if "offscreen" in seen:
        print(glass_table(seen) + "\n")
    if "undrawn" in seen:
        print(memory_table(seen))


main()
