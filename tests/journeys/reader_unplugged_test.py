#!/usr/bin/python3
"""The passport reader's cable comes off, before and during a visit, and is plugged in again."""
import journey
from journey import PASSPORT, Journey, SerialReader


class ReaderUnplugged(Journey):
    def unplug(self):
        self.reader.close()

    def plug_in(self):
        self.reader = SerialReader(self.work / "reader")

    def test_before_a_visit_the_lane_closes_and_opens_again(self):
        self.start()
        self.kiosk.wait("attract")
        self.unplug()
        self.kiosk.wait("closed")
        self.assertTrue(self.kiosk.control("closed.why")["text"])
        self.plug_in()
        self.kiosk.wait("attract", 20000)
        self.to_review()

    def test_during_a_visit_the_passenger_goes_on_by_touch(self):
        self.start()
        self.begin()
        self.unplug()
        self.kiosk.touch("document.type")
        self.kiosk.wait("typing.number")
        self.kiosk.touch("bar.leave")
        self.kiosk.touch("leave.go")
        self.kiosk.wait("goodbye")
        self.kiosk.wait("closed")
        self.plug_in()
        self.kiosk.wait("attract", 20000)

    def test_plugged_in_again_during_a_visit_it_reads(self):
        self.start()
        self.begin()
        self.unplug()
        self.plug_in()
        self.reader.swipe(PASSPORT)
        self.kiosk.wait("confirm")


journey.main()
