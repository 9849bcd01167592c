"""Memory. a process that keeps what it frees gets the same pages again, not new ones."""

import json
import subprocess
import sys

import pytest

PAGES_TAKEN = """
import json, resource, sys
import numpy as np
from orthogen.kernel.memory import keep_freed
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
