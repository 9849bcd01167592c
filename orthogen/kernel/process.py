"""Process. a process of its own -> what its arrays leave stays with it, and it uses as many cores as it is given.

For programs: where orthogen is a guest in another process, memory and cores are the host's business.
"""

from orthogen.kernel import _native


def keep_freed() -> bool:
    """Let this process keep what it frees, up to 512 MB; return whether its C library can be told so (glibc).

    Else each array of some megabytes is mapped, cleared by the system and unmapped again: a twentieth of a build.
    """
    return _native.keep_freed()


def fetch_memory(mebibytes: int) -> None:
    """Fetch memory in the background for the arrays to come, after `keep_freed` and where there is a core to spare.

    The system clears each page when it is first touched, 2 to 3 µs a page; here another core waits for that.
    """
    if cores() > 1:
        _native.fetch_memory(mebibytes << 20)


def cores() -> int:
    """Return how many cores this process may keep busy."""
    return _native.cores()


def use_cores(count: int) -> None:
    """Let this process keep so many cores busy, at least 1, where a call names no number of threads.

    Several workers on one machine do more with a core each than all with all. Results do not depend on it.
    """
    _native.use_cores(count)
