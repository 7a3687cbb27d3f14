#!/usr/bin/python3
"""A passenger walks away: after a while the kiosk asks, counts down, and forgets. With `drill` as argument, to the end."""
import sys
import unittest

import journey
from journey import Journey

DRILL = "drill" in sys.argv
if DRILL:
    sys.argv.remove("drill")
WAITS = 20  # seconds: the least that the configuration takes


class WalkedAway(Journey):
    def leave_it_alone(self):
        config = self.config()
        config["idle_seconds"] = WAITS
        self.start_kiosk(config)
        self.begin()
        self.show_passport()
        self.assertEqual(self.kiosk.tree()["dialog"], [])
        self.kiosk.wait_for("idle.here", milliseconds=(WAITS + 15) * 1000)

    @unittest.skipIf(DRILL, "the drill looks at the end")
    def test_and_comes_back_in_time(self):
        self.leave_it_alone()
        self.kiosk.touch("idle.here")
        self.assertEqual(self.kiosk.tree()["dialog"], [])
        self.give_flight()
        self.kiosk.answer()

    @unittest.skipUnless(DRILL, "45 s of counting down; a drill")
    def test_for_good(self):
        self.leave_it_alone()
        seconds = self.kiosk.control("idle.text")["text"]
        self.kiosk.wait("attract", 60000)
        self.assertIn("4", seconds)  # it began at 45
        self.assertEqual([event["how"] for event in self.events("visit_ended")], ["timed out"])


journey.main()
