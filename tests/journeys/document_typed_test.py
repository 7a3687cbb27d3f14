#!/usr/bin/python3
"""The reader can't read the passport: the passenger types what it says, and is told of a letter that is wrong."""
import journey
from journey import PASSPORT, Journey


class DocumentTyped(Journey):
    def test_after_two_bad_swipes_with_a_wrong_check_digit_at_first(self):
        self.start()
        kiosk = self.kiosk
        self.begin()
        self.reader.send(b"\x02" + PASSPORT[0].encode() + b"\r\x03")  # half a document
        kiosk.wait_for("document.fault")
        kiosk.ask(do="tree")
        self.reader.send(b"\x02NOISE\rNOISE\r\x03")
        kiosk.wait_for("document.fault")
        kiosk.touch("document.type")
        kiosk.wait("typing.number")
        kiosk.type("L898902C<4")  # the digit is 6: Doc 9303-4, appendix A, has L898902C3
        kiosk.touch("typing.continue")
        self.assertIn("typing.wrong", [control["id"] for control in kiosk.controls()])
        for _ in range(2):
            kiosk.touch("key.erase")
        kiosk.type("36")
        kiosk.touch("typing.continue")
        for country in ("issuer", "nationality"):
            kiosk.wait(f"typing.{country}")
            kiosk.type("CHINA")
            kiosk.touch("country.CHN")
        self.typed("surname", "ERIKSSON")
        self.typed("given_names", "ANNA MARIA")
        self.typed("birth_date", "31021974", "12081974")  # no such day
        kiosk.wait("typing.sex")
        kiosk.touch("sex.F")
        self.typed("expiry_date", "15042034")
        kiosk.wait("confirm")
        self.assertEqual(kiosk.control("confirm.number")["detail"], "L898902C3")
        kiosk.touch("confirm.yes")
        self.give_flight()
        kiosk.answer()
        kiosk.touch("review.declare")
        # Typed by hand, so the airline's word may be taken: its nationality is another.
        kiosk.wait("verdict.mend")
        kiosk.touch("mismatch.nationality.take")
        self.take_paper()
        self.finish()
        self.assertEqual(len(self.declarations()), 2)

    def typed(self, field, *tries):
        kiosk = self.kiosk
        kiosk.wait(f"typing.{field}")
        for number, text in enumerate(tries):
            if number:
                self.assertIn("typing.wrong", [control["id"] for control in kiosk.controls()])
                for _ in tries[number - 1]:
                    kiosk.touch("key.erase")
            kiosk.type(text)
            kiosk.touch("typing.continue")


journey.main()
