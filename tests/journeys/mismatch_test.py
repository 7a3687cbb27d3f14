#!/usr/bin/python3
"""The manifest says something else: mended by one touch, or insisted on, and then an officer looks."""
import json

import journey
from journey import PASSPORT, Journey, with_check_digits


class Mismatch(Journey):
    def test_the_airline_is_right_about_the_seat(self):
        self.start()
        self.begin()
        self.show_passport()
        self.give_flight(seat="12A")
        self.kiosk.answer()
        self.kiosk.touch("review.declare")
        self.kiosk.wait("verdict.mend")
        both = self.kiosk.control("mismatch.seat")["detail"]
        self.assertIn("12A", both)
        self.assertIn("14C", both)
        self.kiosk.touch("mismatch.seat.take")
        self.take_paper()
        self.assertNotIn("verdict.officer", self.kiosk.screens)
        self.finish()
        [(one, first), (other, second)] = self.declarations()
        self.assertEqual((one, first, second), (other, 1, 2))  # one declaration, made twice

    def test_the_passenger_insists_on_who_they_are_and_an_officer_looks(self):
        self.start()
        self.begin()
        self.show_passport(with_check_digits([line.replace("740812", "740813") for line in PASSPORT]))
        self.give_flight()
        self.kiosk.answer()
        self.kiosk.touch("review.declare")
        self.kiosk.wait("verdict.mend")
        self.assertNotIn("mismatch.birth_date.take", self.kiosk.touchable())  # what a machine has read stands
        self.kiosk.touch("mismatch.birth_date.keep")
        self.take_paper()
        self.assertIn("verdict.officer", self.kiosk.screens)
        self.finish()
        verdicts = [json.loads(verdict) for (verdict,) in self.rows("SELECT verdict FROM declarations ORDER BY revision")]
        self.assertEqual([verdict["verdict"]["officer"] for verdict in verdicts], [False, True])


journey.main()
