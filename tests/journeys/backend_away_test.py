#!/usr/bin/python3
"""The backend is away, dies while it is asked, or takes its time: the passenger leaves with a receipt all the same."""

import journey
from journey import Journey, until, verify


class BackendAway(Journey):
    def provisional_receipt(self):
        self.kiosk.wait("receipt", 20000)
        self.assertIn("receipt.provisional", [control["id"] for control in self.kiosk.controls()])
        self.kiosk.wait_for("receipt.paper", "ready")
        verdict = verify(self.receipt(), self.work / "pki/keys")  # all keys that this border publishes
        self.assertEqual(verdict["receipt"]["outcome"], "provisional")

    def arrived_once(self):
        until(lambda: self.events("declaration_sent"), 60, "the declaration's arrival")
        self.assertEqual([revision for _, revision in self.declarations()], [1])
        self.end_kiosk()
        self.assertEqual(self.backlog(), 0)

    def test_and_comes_back_after_the_passenger_has_left(self):
        self.start_backend()
        self.kill_backend()  # from now on its port refuses
        self.start_kiosk()
        self.to_review()
        self.kiosk.touch("review.declare")
        self.provisional_receipt()
        self.finish()
        self.start_backend()
        self.arrived_once()

    def test_and_dies_while_it_is_asked(self):
        self.start()
        self.to_review()
        self.backend.send_signal(journey.signal.SIGSTOP)  # it takes the bytes and does not answer
        self.kiosk.touch("review.declare")
        until(lambda: self.events("declaration_stored"), 15, "the kiosk's commit")
        self.kill_backend()
        self.start_backend()
        self.kiosk.wait("receipt", 20000)
        self.kiosk.wait_for("receipt.paper", "ready")
        self.finish()
        self.arrived_once()

    def test_and_answers_only_after_the_receipt(self):
        self.start()
        self.to_review()
        self.backend.send_signal(journey.signal.SIGSTOP)
        self.kiosk.touch("review.declare")
        self.provisional_receipt()
        self.backend.send_signal(journey.signal.SIGCONT)
        self.kiosk.wait("receipt")  # the late answer takes the receipt from nobody
        self.arrived_once()


journey.main()
