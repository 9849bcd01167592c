"""Beside. work that needs nothing of what comes next -> its result, found in a thread of its own meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Generic, TypeVar

from orthogen.kernel.process import cores

Result = TypeVar("Result")


class Beside(Generic[Result]):
    """The result of work() that begins now on another core; where there is none, when somebody asks for it.

    numpy and the kernel work without Python's lock, so the two overlap. work: depends on nothing that changes. Nobody
    has to ask for the result: work that turned out to be needless ends unheard, whatever it raised.
    """

    def __init__(self, work: Callable[[], Result]) -> None:
        self._found: Callable[[], Result] = cache(work)
        if cores() > 1:
            thread = ThreadPoolExecutor(1)
            self._found = thread.submit(work).result
            thread.shutdown(wait=False)  # ends after this work

    def result(self) -> Result:
        """Wait for the end of the work and return what it found; raises what it raised."""
        return self._found()
