#!/usr/bin/python3
"""A passenger with nothing to declare, from the first touch to the paper, in three scripts and two directions."""
import journey
from journey import Journey, published_keys, verify


class NothingToDeclare(Journey):
    def visit(self, language, right_to_left=False):
        self.start()
        self.to_review(language, flight=False)  # no keyboard on the whole way
        tree = self.kiosk.tree()
        self.assertEqual((tree["language"], tree["right_to_left"]), (language, right_to_left))
        self.declare()
        verdict = verify(self.receipt(), published_keys(self.work, self.port))
        self.assertEqual(verdict["receipt"]["outcome"], "clear")
        self.finish()
        self.assertEqual(len(self.declarations()), 1)
        self.assertEqual(self.kiosk.tree()["language"], "en")  # the next passenger finds the kiosk as this one did
        self.end_kiosk()
        self.assertEqual(self.backlog(), 0)

    def test_in_english(self):
        self.visit("en")

    def test_in_arabic_from_right_to_left(self):
        self.visit("ar", right_to_left=True)

    def test_in_chinese(self):
        self.visit("zh-Hans")

    def test_every_screen_of_the_visit_offers_language_help_and_leaving(self):
        self.start()
        seen = set()

        def look():
            tree = self.kiosk.tree()
            seen.add(tree["screen"])
            for control in ("bar.language", "bar.help", "bar.leave"):
                self.assertIn(control, self.kiosk.touchable(), tree["screen"])
            self.kiosk.touch("bar.help")
            self.kiosk.wait_for("help.close")
            self.kiosk.touch("help.close")
            self.kiosk.touch("bar.leave")
            self.kiosk.wait_for("leave.go")
            self.kiosk.touch("leave.stay")
            self.assertEqual(self.kiosk.tree()["screen"], tree["screen"])

        kiosk = self.kiosk
        kiosk.wait("attract")
        kiosk.touch("start")
        kiosk.wait("language")
        look()
        kiosk.touch("language.en")
        look()
        kiosk.touch("document.type")
        look()
        self.reader.forget()
        kiosk.touch("typing.read")
        self.reader.swipe(journey.PASSPORT)
        kiosk.wait("confirm")
        look()
        kiosk.touch("confirm.yes")
        look()
        kiosk.type("CA981")
        kiosk.touch("flight.continue")
        look()
        kiosk.touch("flight.skip")
        while (screen := kiosk.tree()["screen"]) != "review":
            look()
            kiosk.say_no(screen)
            if kiosk.tree()["screen"] == screen:
                kiosk.touch("question.continue")
        look()
        kiosk.answer()
        self.declare()
        look()
        self.assertTrue({"language", "document", "typing.number", "confirm", "flight", "seat", "review", "receipt"} <= seen, seen)
        self.assertGreaterEqual(len([one for one in seen if one.startswith("question.")]), 2)

    def test_another_language_in_the_middle_loses_no_answer(self):
        self.start()
        self.to_review("en")
        before = [control["id"] for control in self.kiosk.controls()]
        self.kiosk.touch("bar.language")
        self.kiosk.touch("language.ar")
        tree = self.kiosk.tree()
        self.assertEqual((tree["screen"], tree["language"], tree["right_to_left"]), ("review", "ar", True))
        self.assertEqual([control["id"] for control in tree["controls"] + tree["dialog"]], before)
        self.kiosk.touch("bar.language")
        self.kiosk.touch("language.fr")
        self.declare()
        self.assertEqual(self.kiosk.tree()["language"], "fr")

    def test_who_leaves_in_the_middle_has_declared_nothing(self):
        self.start()
        self.to_review()
        self.kiosk.touch("bar.leave")
        self.kiosk.touch("leave.go")
        self.kiosk.wait("goodbye")
        self.kiosk.wait("attract")
        self.assertEqual(self.declarations(), [])
        self.assertEqual(self.events("declaration_stored"), [])


journey.main()
