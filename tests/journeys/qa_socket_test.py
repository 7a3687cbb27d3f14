#!/usr/bin/python3
"""Whoever speaks nonsense on the QA socket gets an error or is dropped; the kiosk goes on."""
import json
import os
import socket
import stat

import journey
from journey import Journey


class QaSocket(Journey):
    def connect(self):
        client = socket.socket(socket.AF_UNIX)
        client.connect(str(self.work / "qa"))
        client.settimeout(15)
        return client

    def ask(self, line):
        with self.connect() as client:
            client.sendall(line)
            reply = client.makefile("rb").readline()
        return json.loads(reply) if reply else None

    def is_alive(self):
        self.assertEqual(self.ask(b'{"do":"tree"}\n')["screen"], "attract")

    def test_nonsense_of_every_kind(self):
        self.start_kiosk()
        self.kiosk.wait("attract")
        self.assertEqual(stat.S_IMODE(os.stat(self.work / "qa").st_mode), 0o600)
        noise = self.random.randbytes(500).replace(b"\n", b"") + b"\n"
        for line in [b"\n", b"[]\n", b"null\n", b'"do"\n', b"{}\n", b'{"do":7}\n', b'{"do":"dance"}\n', b'{"do":"touch"}\n',
                     b'{"do":"touch","id":"no such control"}\n', b'{"do":"type","text":"\\u0000"}\n',
                     b'{"do":"wait","for":"long"}\n', b'{"do":"wait","screen":5}\n', b'{"do":"pull"}\n',
                     b'{"do":"picture","file":"/no/such/folder/x.png"}\n', b"[" * 5000 + b"\n", b"\xff\xfe\n", noise]:
            reply = self.ask(line)
            self.assertIs(reply and reply["ok"], False, f"seed {self.seed}: {line[:60]!r}: {reply}")
            self.is_alive()

    def test_lines_without_an_end_and_half_ones(self):
        self.start_kiosk()
        self.kiosk.wait("attract")
        with self.connect() as client:
            with self.assertRaises(OSError):  # dropped before a megabyte
                for _ in range(1000):
                    client.sendall(b"x" * 4096)
        self.is_alive()
        with self.connect() as client:
            client.sendall(b'{"do":"tr')
        self.is_alive()
        with self.connect() as client:
            client.sendall(b'{"do":"tr')
            client.sendall(b'ee"}\n{"do":"levers"}\n')
            replies = client.makefile("rb")
            self.assertEqual(json.loads(replies.readline())["screen"], "attract")
            self.assertTrue(json.loads(replies.readline())["ok"])

    def test_a_client_that_leaves_without_waiting_for_its_reply(self):
        self.start_kiosk()
        self.kiosk.wait("attract")
        for _ in range(20):
            with self.connect() as client:
                client.sendall(b'{"do":"wait","screen":"never","for":60000}\n' + b'{"do":"tree"}\n' * 50)
        self.is_alive()


journey.main()
