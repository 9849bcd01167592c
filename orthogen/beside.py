"""Beside. work that needs nothing of what comes next -> its result, found in a thread of its own meanwhile."""

from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Generic, TypeVar

from orthogen.errors import OrthogenError

Result = TypeVar("Result")


class Beside(Generic[Result]):
    """The result of work() that begins now, on another core where there is one.

    numpy and the kernel work without Python's lock. work: depends on nothing that changes. If it fails, it is done once
    more by whoever asks for the result, so that it fails there. The standard library's executors do the same and take
    6 ms to import.
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        self._work, self._found = work, list[Result]()
        self._thread = Thread(target=self._begin)
        self._thread.start()

    def _begin(self) -> None:
        with suppress(OrthogenError):
            self._found.append(self._work())

    def result(self) -> Result:
        """Wait for the end of the work and return what it found; raises what it raised."""
        self._thread.join()
        return self._found[0] if self._found else self._work()
