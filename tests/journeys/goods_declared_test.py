#!/usr/bin/python3
"""Goods and cash to declare: lists with several entries, an answer changed from the review, the red channel."""
import json

import journey
from journey import Journey

BAGGAGE = {
    "declare": ["goods|cash"], "resident": ["yes"],
    "goods-list": ["add", "add", ""], "goods-kind": ["watch-jewellery", "other"], "goods-what": ["=PIANO"],
    "goods-model": ["=K-300"], "goods-count": ["=1"], "goods-value": ["=30000"], "goods-receipt": ["yes"],
    "cash-list": ["add", "add", ""], "cash-amount": ["=9000", "=7000"]}


class GoodsDeclared(Journey):
    def shown(self):
        """All lines of the review, whatever page they are on."""
        return {one["id"]: one["detail"] for one in self.kiosk.controls() if one["id"].startswith("change.")}

    def turn_to(self, line):
        while line not in self.kiosk.touchable():
            self.kiosk.touch("page.previous")

    def test_through_the_red_channel(self):
        self.start()
        self.begin()
        self.show_passport()
        self.give_flight()
        self.kiosk.answer(BAGGAGE)
        lines = self.shown()
        self.assertIn("change.declare", lines)
        # The passenger remembers a cough, and that one amount was wrong.
        self.turn_to("change.symptoms")
        self.kiosk.touch("change.symptoms")
        self.kiosk.wait("question.symptoms")
        self.kiosk.touch("symptoms.yes")
        if "question.continue" in self.kiosk.touchable():
            self.kiosk.touch("question.continue")
        self.kiosk.answer({"symptom-list": ["cough"], "symptom-since": ["today"]})
        changed = self.shown()
        self.assertIn("change.symptom-list", changed)
        self.assertEqual({id: text for id, text in changed.items() if id in lines and id != "change.symptoms"},
                         {id: text for id, text in lines.items() if id != "change.symptoms"})
        self.kiosk.touch("review.declare")
        self.take_paper()
        self.finish()
        [(verdict,)] = self.rows("SELECT verdict FROM declarations")
        self.assertIs(json.loads(verdict)["verdict"]["red_channel"], True)


journey.main()
