"""Chromium in kiosk mode with one page, steered over its debugging pipe: what a browser would cost for the same job."""
import contextlib
import json
import os
import subprocess
import time

from measure import wait_for

PAGE = """<!doctype html><meta charset=utf-8><title>Question</title>
<style>body{margin:0;font:28px "Noto Sans",sans-serif;background:#f4f6f9;color:#10243e}main{padding:48px}
button{display:block;width:100%;margin:24px 0;padding:32px;font:inherit;background:#fff;border:2px solid #6b7f99;
border-radius:16px}button.chosen{background:#dbe8ff;border-color:#0b57d0}</style>
<main><h1>Have you had a fever in the last 14 days?</h1><button id=yes>Yes</button><button id=no>No</button></main>
<script>for (const one of document.querySelectorAll("button")) one.onclick = () => {
for (const other of document.querySelectorAll("button")) other.classList.toggle("chosen", other === one); };</script>"""
SILENT = ["--no-first-run", "--no-default-browser-check", "--disable-quic", "--disable-background-networking",
          "--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions",
          "--disable-domain-reliability", "--metrics-recording-only", "--no-pings"]


class Browser:
    """One page in one window. DISPLAY says where; it has to be gone before the folder is."""

    def __init__(self, program, folder, width, height):
        page = folder / "question.html"
        page.write_text(PAGE)
        to_read, to_write = os.pipe(), os.pipe()

        def hand_over():  # the browser reads 3 and writes 4
            os.dup2(to_read[0], 103), os.dup2(to_write[1], 104)
            os.dup2(103, 3), os.dup2(104, 4)

        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [program, "--kiosk", "--no-sandbox", "--disable-gpu", *SILENT, "--remote-debugging-pipe",
             f"--user-data-dir={folder / 'profile'}", f"--window-size={width},{height}", "--window-position=0,0",
             page.as_uri()],
            preexec_fn=hand_over, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read[0])
        os.close(to_write[1])
        self.writing, self.reading = to_read[1], os.fdopen(to_write[0], "rb")
        self.count, self.session = 0, None

    def ask(self, method, **parameters):
        self.count += 1
        message = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.writing, json.dumps(message).encode() + b"\0")
        while True:
            reply = json.loads(self._message())
            if reply.get("id") == self.count:
                if "error" in reply:
                    raise OSError(f"{method}: {reply['error']['message']}")
                return reply["result"]

    def _message(self):
        message = bytearray()
        while (byte := self.reading.read(1)) != b"\0":
            if not byte:
                raise OSError("the browser has gone")
            message += byte
        return message

    def evaluate(self, expression):
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def first_paint(self):
        """Seconds from the start of the process to the first text on the glass."""

        def page():
            found = [one for one in self.ask("Target.getTargets")["targetInfos"] if one["type"] == "page"]
            return found and found[0]["targetId"]

        target = wait_for(page, 30, "a page")
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        wait_for(lambda: self.evaluate("performance.getEntriesByName('first-contentful-paint').length"), 30, "a paint")
        painted = self.evaluate("performance.timeOrigin + "
                                "performance.getEntriesByName('first-contentful-paint')[0].startTime")
        return painted / 1000 - (time.time() - (time.monotonic() - self.began))

    def tap(self, control):
        x, y = self.evaluate(f"(r => [r.x + r.width / 2, r.y + r.height / 2])({control}.getBoundingClientRect())")
        self.ask("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
        self.ask("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
        wait_for(lambda: self.evaluate(f"{control}.className") == "chosen", 5, f"{control} chosen")
        self.ask("Runtime.evaluate", expression="new Promise(requestAnimationFrame)", awaitPromise=True)

    def close(self):
        with contextlib.suppress(OSError):
            self.ask("Browser.close")
        self.process.wait(10)
        self.reading.close()
        os.close(self.writing)
