#!/usr/bin/python3
"""Plays one visit against a running kiosk, through its QA socket and its serial reader, and checks the receipt.

Used by packaging/demo and by hand. Exit status 0 only if everything that it is told to check did happen.
"""
import argparse
import json
import os
import pathlib
import pty
import socket
import sys
import termios
import time
import tty


class Kiosk:
    """A client of the QA socket; see kiosk/app/pilot.h for the requests."""

    def __init__(self, path, deadline=30):
        self.socket = socket.socket(socket.AF_UNIX)
        end = time.monotonic() + deadline
        while True:
            try:
                self.socket.connect(str(path))
                break
            except OSError:
                if time.monotonic() > end:
                    raise SystemExit(f"no kiosk listens at {path}")
                time.sleep(0.02)  # the socket appears when the first screen is drawn
        self.socket.settimeout(60)
        self.lines = self.socket.makefile("r")

    def ask(self, **request):
        self.socket.sendall((json.dumps(request) + "\n").encode())
        reply = json.loads(self.lines.readline() or '{"ok": false, "error": "the kiosk has gone"}')
        if not reply["ok"]:
            raise SystemExit(f"{request}: {reply['error']}")
        return reply

    def touch(self, control):
        self.ask(do="touch", id=control)

    def wait(self, screen, milliseconds=15000):
        return self.ask(do="wait", screen=screen, **{"for": milliseconds})["screen"]

    def tree(self):
        return self.ask(do="tree")

    def control(self, identity):
        for control in self.tree()["controls"]:
            if control["id"] == identity:
                return control
        raise SystemExit(f"no control {identity}")


class SerialReader:
    """The far end of a serial swipe reader: a pseudo-terminal whose name the kiosk opens."""

    def __init__(self):
        self.ours, self.theirs = pty.openpty()
        tty.setraw(self.theirs, termios.TCSANOW)
        self.name = os.ttyname(self.theirs)

    def swipe(self, lines):
        frame = b"\x02" + b"".join(line.encode() + b"\r" for line in lines) + b"\x03"
        for at in range(0, len(frame), 16):  # a card's speed, not one block
            os.write(self.ours, frame[at : at + 16])
