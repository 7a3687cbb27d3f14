#!/usr/bin/python3
"""What a passenger has shown and typed is gone after goodbye: from the kiosk's memory, its files and its log."""
import os

import journey
from journey import Journey, with_check_digits

# Nothing of a program looks like these. Texts up to 15 bytes live inside std::string itself, longer ones on the heap.
MRZ = ["P<UTOQXZWVKJ<<ZYQXUH<WQOVJZ<<<<<<<<<<<<<<<<<", "XQ7Z9W4K<?UTO7408122F3404159<<<<<<<<<<<<<<<?"]
SHORT = {"surname": "QXZWVKJ", "given name": "ZYQXUH", "number": "XQ7Z9W4K"}
TYPED = {"short typed text": "JQXZKWV", "long typed text": "VXQJ ZWQXK YQJXZ WKQZX PVZQJ"}
CANARIES = SHORT | TYPED
TYPING = {"surname": SHORT["surname"], "number": SHORT["number"], "given names": TYPED["long typed text"]}
FORMS = {"UTF-8": "utf-8", "UTF-16": "utf-16-le", "UTF-32": "utf-32-le"}


class Memory:
    """All that a process may read of itself."""

    def __init__(self, pid):
        self.pid = pid

    def regions(self):
        with open(f"/proc/{self.pid}/maps") as maps:
            for line in maps:
                span, rights, _, _, _, *name = line.split(None, 5)
                begin, end = (int(part, 16) for part in span.split("-"))
                if rights[0] == "r" and not (name and name[0].startswith(("[vvar", "[vsyscall"))):
                    yield begin, end, name[0].strip() if name else "anonymous"

    def find(self, canaries):
        """(what, form, where, bytes around it) for each place at which one is found."""
        found = []
        needles = [(what, form, text.encode(coding)) for what, text in canaries.items() for form, coding in FORMS.items()]
        with open(f"/proc/{self.pid}/mem", "rb", buffering=0) as memory:
            for begin, end, name in self.regions():
                content = b""
                memory.seek(begin)
                while len(content) < end - begin:  # a device's pages can't be read: what is before them counts
                    try:
                        part = memory.read(end - begin - len(content))
                    except OSError:
                        break
                    if not part:
                        break
                    content += part
                for what, form, needle in needles:
                    at = content.find(needle)
                    while at >= 0:
                        found.append((what, form, f"{name} {begin + at:x}", content[max(0, at - 48) : at + 80]))
                        at = content.find(needle, at + 1)
        return found


class NothingStays(Journey):
    pictures = False  # they would hold what they show

    def setUp(self):
        super().setUp()
        # The kiosk forbids its own user to look into it (PR_SET_DUMPABLE); only root can play the thief here.
        if os.geteuid() != 0:
            self.skipTest("only root may read the kiosk's memory")

    def assert_nowhere(self, canaries):
        """One line for each place, so that whoever reads the failure sees what to mend."""
        left = Memory(self.process.pid).find(canaries)
        for what, form, where, around in left:
            print(f"{what} as {form} at {where}: {around!r}")
        self.assertEqual([(what, where) for what, _, where, _ in left], [])
        for file in self.work.rglob("*"):
            mine = "outbox" in file.name or file.name == "kiosk.log"
            if mine and file.is_file():
                content = file.read_bytes()
                for what, text in canaries.items():
                    for form, coding in FORMS.items():
                        self.assertNotIn(text.encode(coding), content, f"{what} as {form} in {file.name}")

    def leave_traces(self):
        self.begin()
        self.show_passport(with_check_digits(MRZ))
        self.give_flight()
        self.kiosk.answer({"symptoms": ["yes"], "symptom-list": ["diagnosed"], "symptom-since": ["today"],
                           "disease": ["=" + TYPED["short typed text"]], "declare": ["radio-other"],
                           "restricted-kind": ["other"], "restricted-what": ["=" + TYPED["long typed text"]]})

    def assert_there(self, canaries):
        """Or the search itself would be blind."""
        self.assertEqual({what for what, *_ in Memory(self.process.pid).find(canaries)}, set(canaries))

    def test_after_a_declaration(self):
        self.start()
        self.leave_traces()
        self.assert_there(CANARIES)
        self.kiosk.touch("review.declare")
        while (screen := self.kiosk.wait("verdict.*")) == "verdict.mend":  # nobody of that name is on the manifest
            while self.kiosk.tree()["screen"] == screen:
                self.kiosk.touch([one for one in self.kiosk.touchable() if one.endswith(".keep")][0])
        self.kiosk.touch("verdict.receipt")
        self.kiosk.wait("receipt")
        self.kiosk.wait_for("receipt.paper", "ready")
        self.kiosk.touch("receipt.finish")
        self.kiosk.wait("goodbye")
        self.assert_nowhere(CANARIES)

    def test_after_leaving_in_the_middle_without_a_backend(self):
        self.start_kiosk()
        self.leave_traces()
        self.kiosk.touch("bar.language")
        self.kiosk.touch("language.ar")
        self.assert_there(CANARIES)
        self.kiosk.touch("bar.leave")
        self.kiosk.touch("leave.go")
        self.kiosk.wait("goodbye")
        self.assert_nowhere(CANARIES)

    def test_while_a_sealed_declaration_waits_for_the_backend(self):
        self.start_kiosk()
        self.leave_traces()
        self.kiosk.touch("review.declare")
        self.kiosk.wait("receipt", 20000)
        self.kiosk.wait_for("receipt.paper", "ready")
        self.kiosk.touch("receipt.finish")
        self.kiosk.wait("goodbye")
        self.assert_nowhere(CANARIES)
        self.end_kiosk()
        self.assertEqual(self.backlog(), 1)

    def test_after_a_typed_document(self):
        self.start_kiosk()
        self.begin()
        self.kiosk.touch("document.type")
        self.kiosk.wait("typing.number")
        self.kiosk.type("XQ7Z9W4K<" + with_check_digits(MRZ)[1][9])
        self.kiosk.touch("typing.continue")
        for country in ("issuer", "nationality"):
            self.kiosk.wait(f"typing.{country}")
            self.kiosk.type("CHINA")
            self.kiosk.touch("country.CHN")
        self.kiosk.wait("typing.surname")
        self.kiosk.type(SHORT["surname"])
        self.kiosk.touch("typing.continue")
        self.kiosk.type(TYPED["long typed text"])
        self.assert_there(TYPING)
        self.kiosk.touch("typing.continue")
        self.kiosk.touch("bar.leave")
        self.kiosk.touch("leave.go")
        self.kiosk.wait("goodbye")
        self.assert_nowhere(TYPING)


journey.main()
