#!/usr/bin/python3
"""No room on the kiosk's disk, or on the backend's: nothing is accepted that can't be kept, and nothing kept is lost."""
import os
import pathlib
import shutil

import journey
from journey import Journey, until

OWN_DISK = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=1m none "$0" && exec "$@"']


def fill(folder):
    """To the last byte."""
    filler = folder / "filler"
    with open(filler, "wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                pass  # full, for this size
    return filler


@journey.unittest.skipUnless(os.geteuid() == 0, "only root may mount a small disk")
class DiskFull(Journey):
    def test_the_kiosks(self):
        self.start_backend()
        disk = self.work / "disk"
        disk.mkdir()
        config = self.config()
        config["outbox"] = "disk/outbox.db"
        self.start_kiosk(config, wrap=[*OWN_DISK, disk])
        seen = pathlib.Path(f"/proc/{self.process.pid}/root{disk}")  # through the kiosk's own eyes
        self.to_review(flight=False)
        filler = fill(seen)
        self.kiosk.touch("review.declare")
        self.kiosk.wait("not_accepted")
        self.kiosk.touch("not_accepted.finish")
        self.kiosk.wait("goodbye")
        self.kiosk.wait("closed")  # the next passenger need not try
        self.assertEqual(self.events("declaration_stored"), [])
        self.assertEqual(self.declarations(), [])
        filler.unlink()
        self.kiosk.wait("attract", 30000)  # room again
        self.to_review(flight=False)
        self.declare()
        self.finish()
        self.assertEqual(len(self.declarations()), 1)

    def test_the_backends(self):
        disk = self.work / "disk"
        disk.mkdir()
        config = journey.backend_config()
        config["store"] = "disk/backend.db"
        self.start_backend(config, wrap=[*OWN_DISK, disk])
        seen = pathlib.Path(f"/proc/{self.backend.pid}/root{disk}")
        self.start_kiosk()
        self.to_review(flight=False)
        filler = fill(seen)
        self.kiosk.touch("review.declare")
        self.kiosk.wait("receipt", 20000)
        self.assertIn("receipt.provisional", [control["id"] for control in self.kiosk.controls()])
        self.kiosk.touch("receipt.finish")
        filler.unlink()
        until(lambda: self.events("declaration_sent"), 90, "the declaration's arrival")
        for file in seen.glob("backend.db*"):  # SQLite itself would follow the link out of the other's disk
            shutil.copy(file, self.work)
        self.assertEqual(len(self.declarations()), 1)


journey.main()
