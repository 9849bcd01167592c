"""Process. one that keeps what it frees gets the same pages again; as many threads work as it has cores."""

import json
import subprocess
import sys

import pytest

from orthogen.kernel.process import cores, use_cores

PAGES_TAKEN = """
import json, resource, sys
import numpy as np
from orthogen.kernel.process import keep_freed
can = keep_freed() if sys.argv[1] == "keep" else False
def pages():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
big = [np.ones(500_000) for _ in range(4)]
del big
before = pages()
for _ in range(20):
    pair = np.ones(500_000), np.ones(500_000)
    del pair
print(json.dumps([can, pages() - before]))
"""


def taken(how: str) -> tuple[bool, int]:
    done = subprocess.run([sys.executable, "-c", PAGES_TAKEN, how], check=True, capture_output=True, text=True)
    can, pages = json.loads(done.stdout)
    return can, pages


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be told, and only there are pages counted")
def test_arrays_get_the_pages_of_those_before() -> None:
    can, kept = taken("keep")
    if not can:
        pytest.skip("this C library cannot be told to keep memory")
    _, plain = taken("plain")
    assert kept < 1000 < 10_000 < plain, "20 pairs of 4 MB are 40,000 pages of 4 KB"


FETCHED = """
import resource, time
import numpy as np
from orthogen.kernel.process import fetch_memory, keep_freed, use_cores
use_cores(2)
def pages():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
def threads():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("Threads:"))
kept, alone = keep_freed(), threads()
fetch_memory(64)
while threads() > alone:  # the one that fetches frees it all before it ends
    time.sleep(0.01)
before = pages()
arrays = [np.ones(250_000) for _ in range(16)]
print(int(kept), pages() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be told, and only there are pages counted")
def test_memory_that_was_fetched_is_there() -> None:
    done = subprocess.run([sys.executable, "-c", FETCHED], check=True, capture_output=True, text=True)
    kept, pages = map(int, done.stdout.split())
    if not kept:
        pytest.skip("this C library cannot be told to keep memory")
    assert pages < 500, "16 arrays of 2 MB are 8,000 pages"


THREADS_TAKEN = """
import sys, threading
import numpy as np
from orthogen.kernel import _native
from orthogen.kernel.process import use_cores
use_cores(int(sys.argv[1]))
segments = np.random.default_rng(1).uniform(0.0, 100.0, (2000, 4))
def threads():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("Threads:"))
idle = most = threads()
asking = threading.Thread(target=lambda: _native.distances(segments, 0.0, 0.0, 0.1, 1000, 1000, 0))
asking.start()
while asking.is_alive():
    most = max(most, threads())
print(most - idle)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how many threads a process has")
def test_as_many_threads_work_as_cores_are_given() -> None:
    def most(count: int) -> int:
        command = [sys.executable, "-c", THREADS_TAKEN, str(count)]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    assert [most(count) for count in (1, 2, 4)] == [1, 2, 4]


def test_a_process_needs_a_core() -> None:
    with pytest.raises(ValueError, match="core"):
        use_cores(0)
    assert cores() >= 1
