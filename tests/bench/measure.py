"""What a benchmark needs to know of a process and of the machine, from /proc alone.

Units: seconds and bytes, unless a name says otherwise.
Errors: OSError or TimeoutError; a benchmark ends on them.
"""
import contextlib
import os
import pathlib
import subprocess
import tempfile
import time


def cpu_seconds(pid):
    """User and system time of all threads of a process so far, ended ones too; itself alone, not its children.

    The process's CPU clock, in nanoseconds: the id that clock_getcpuclockid(3) makes, which Python does not offer."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        raise ProcessLookupError(f"process {pid} has gone") from None


def family(pid):
    """A process and all its descendants: a browser is many."""
    members = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(FileNotFoundError):
            for child in (task / "children").read_text().split():
                members += family(int(child))
    return members


def pss(pid):
    """Proportional set size: private memory plus a fair share of what is shared."""
    for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise OSError(f"/proc/{pid}/smaps_rollup has no Pss line")


def total(measure, pids):
    """`total(pss, family(pid))`; a member that has just ended counts as nothing."""
    amount = 0
    for pid in pids:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            amount += measure(pid)
    return amount


def cpu_share(pids, seconds):
    """CPU seconds used per second while nothing but time passes."""
    pids = list(pids)
    before, began = total(cpu_seconds, pids), time.monotonic()
    time.sleep(seconds)  # this is what is measured
    return (total(cpu_seconds, pids) - before) / (time.monotonic() - began)


def wait_for(condition, seconds, what, every=0.005):
    """The first true value of `condition()`, asked again until it comes."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(every)  # between two looks


def time_to(condition, process, seconds, what):
    """Seconds until `condition()` holds, from now; fails at once if the process ends before."""
    began = time.monotonic()

    def asked():
        if process.poll() is not None:
            raise OSError(f"{what}: the process ended with status {process.returncode}")
        return condition()

    wait_for(asked, seconds, what, every=0.001)
    return time.monotonic() - began


def fsync_seconds(folder, times=50):
    """How long the disk itself takes to make one small append durable: a sorted list of `times` samples."""
    samples = []
    with tempfile.TemporaryFile(dir=folder) as file:
        for _ in range(times):
            file.write(b"x" * 4096)
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            samples.append(time.perf_counter() - began)
    return sorted(samples)


def percentile(samples, percent):
    """Nearest rank: the smallest sample that at least `percent` of all do not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


@contextlib.contextmanager
def running(command, **options):
    """A process for the length of a block: asked to end, then made to; never left behind."""
    process = subprocess.Popen(command, **options)
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def table(header, rows):
    """A Markdown table, for the README."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
