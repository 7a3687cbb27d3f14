#!/usr/bin/python3
"""The measuring itself is held to what can be known beforehand. Nothing here depends on how fast the machine is."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).parent))
import measure  # noqa: E402

SPEND = """
import sys, time
size = int(sys.argv[1])
block = b"x" * size
while time.process_time() < float(sys.argv[2]): pass
print(time.process_time(), flush=True)
sys.stdin.read()
"""


class Measuring(unittest.TestCase):
    def spend(self, size, seconds):
        process = subprocess.Popen([sys.executable, "-c", SPEND, str(size), str(seconds)], text=True,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(process.wait)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stdin.close)
        return process, float(process.stdout.readline())

    def test_cpu_time_is_what_the_process_says_of_itself(self):
        process, own = self.spend(0, 0.3)
        self.assertAlmostEqual(measure.cpu_seconds(process.pid), own, delta=0.05)

    def test_a_process_that_waits_uses_nothing(self):
        process, _ = self.spend(0, 0.05)
        self.assertLess(measure.cpu_share([process.pid], 0.2), 0.05)

    def test_memory_that_is_written_shows(self):
        small, _ = self.spend(0, 0)
        large, _ = self.spend(64 << 20, 0)
        self.assertAlmostEqual(measure.pss(large.pid) - measure.pss(small.pid), 64 << 20, delta=8 << 20)

    def test_a_family_has_its_grandchildren(self):
        command = ["sh", "-c", "sh -c 'cat; :'; :"]
        with measure.running(command, stdin=subprocess.PIPE) as process:
            members = measure.wait_for(lambda: len(measure.family(process.pid)) == 3 and measure.family(process.pid), 10,
                                       "three processes")
            self.assertEqual(members[0], process.pid)
            self.assertGreater(measure.total(measure.pss, members), 0)
            process.stdin.close()

    def test_waiting_ends(self):
        with self.assertRaises(TimeoutError):
            measure.wait_for(lambda: False, 0.02, "what never comes")
        with measure.running(["false"]) as process, self.assertRaises(OSError):
            measure.time_to(lambda: False, process, 10, "a process that ends")

    def test_the_disk_answers(self):
        with tempfile.TemporaryDirectory() as folder:
            samples = measure.fsync_seconds(folder, times=5)
        self.assertEqual(len(samples), 5)
        self.assertEqual(samples, sorted(samples))
        self.assertGreater(samples[0], 0)

    def test_a_percentile_is_a_sample(self):
        self.assertEqual(measure.percentile(range(1, 101), 99), 99)
        self.assertEqual(measure.percentile(range(1, 101), 50), 50)
        self.assertEqual(measure.percentile([7], 99), 7)
        self.assertEqual(measure.percentile([3, 1, 2], 100), 3)


if __name__ == "__main__":
    unittest.main()
