#!/usr/bin/python3
"""No paper, an open cover, a jam, no printer: a plain screen, and never a lost declaration."""
import journey
from journey import Journey, until

FAULTS = ["paper out", "cover open", "jam", "unplug"]


class PrinterRunsOut(Journey):
    def test_before_a_visit_the_lane_closes_and_opens_again_when_mended(self):
        self.start()
        self.kiosk.wait("attract")
        said = set()
        for fault in FAULTS:
            self.kiosk.pull("printer", fault)
            self.kiosk.wait("closed")
            why = until(lambda: {self.kiosk.control("closed.why")["text"]} - said, 5, f"a word of its own for {fault}")
            said |= why
        self.kiosk.pull("printer", "mend")
        self.kiosk.wait("attract")
        self.assertTrue(self.events("back_in_service"))

    def test_during_a_visit_the_declaration_is_kept_and_the_paper_comes_when_mended(self):
        self.start()
        self.to_review()
        self.kiosk.pull("printer", FAULTS[0])
        self.kiosk.touch("review.declare")
        self.kiosk.wait("receipt")
        said = set()
        for fault in FAULTS:
            self.kiosk.pull("printer", fault)
            if said:
                self.kiosk.touch("receipt.again")
            self.kiosk.wait_for("receipt.again")
            said |= until(lambda: {self.kiosk.control("receipt.paper")["text"]} - said, 5, f"a word of its own for {fault}")
            self.assertEqual(len(self.declarations()), 1)
        self.assertTrue(self.receipt())  # the glass shows it all the while
        self.kiosk.pull("printer", "mend")
        self.kiosk.touch("receipt.again")
        self.kiosk.wait_for("receipt.paper", "ready")
        self.assertEqual(len(list((self.work / "papers").glob("*.pdf"))), 1)
        self.finish()

    def test_a_fault_that_stays_closes_the_lane_after_the_visit(self):
        self.start()
        self.to_review()
        self.kiosk.pull("printer", "jam")
        self.kiosk.touch("review.declare")
        self.kiosk.wait_for("receipt.again")
        self.kiosk.touch("receipt.finish")
        self.kiosk.wait("goodbye")
        self.kiosk.wait("closed")
        self.assertEqual(len(self.declarations()), 1)


journey.main()
