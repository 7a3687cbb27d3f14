#!/usr/bin/python3
"""The kiosk loses its power at any instant of sending. What it has accepted is at the backend once, and once only."""
import time

import journey
from journey import Journey, until

ROUNDS = 8
LONGEST = 0.25  # seconds: a declaration is on its way for less


class KioskKilled(Journey):
    pictures = False  # it would spend its time on them

    def lose_power(self, number, before):
        """At a random instant, each time a little later; the last time surely after something was accepted."""
        if number + 1 == ROUNDS:
            until(lambda: len(self.events("declaration_stored")) > before, 15, "the kiosk's commit")
        else:
            time.sleep((number + self.random.random()) / ROUNDS * LONGEST)  # the instant is what is drawn
        self.kill_kiosk()

    def test_while_it_sends(self):
        self.start_backend()
        for number in range(ROUNDS):
            self.start_kiosk()
            self.to_review(flight=False)
            before = len(self.events("declaration_stored"))
            self.kiosk.touch("review.declare")
            self.lose_power(number, before)
        accepted = len(self.events("declaration_stored"))
        self.assertGreater(accepted, 0)
        self.start_kiosk()  # what lies in the outbox is sent now
        until(lambda: len(self.declarations()) >= accepted, 30, f"the arrival of {accepted} declarations")
        until(self.nothing_waits, 60, "an empty outbox")
        arrived = self.declarations()
        self.assertEqual(len(arrived), len(set(arrived)), f"seed {self.seed}")
        self.assertTrue(accepted <= len(arrived) <= ROUNDS, f"seed {self.seed}: {accepted} accepted, {len(arrived)} arrived")

    def nothing_waits(self):
        """Only a kiosk that has ended lets others look into its outbox."""
        self.end_kiosk()
        if self.backlog() == 0:
            return True
        self.start_kiosk()
        self.kiosk.wait("attract")
        return False


journey.main()
