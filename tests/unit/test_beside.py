"""Beside. the work is done meanwhile; what it raises is raised where its result is asked for."""

from threading import Event, get_ident

import pytest

from orthogen.beside import Beside
from orthogen.errors import GeometryError


def test_the_work_goes_on_while_its_maker_does_something_else() -> None:
    met = Event()

    def work() -> tuple[bool, int]:
        return met.wait(60.0), get_ident()

    begun = Beside(work)
    met.set()  # never reached if the work were done first
    waited, where = begun.result()
    assert waited and where != get_ident()
    assert begun.result() == (waited, where), "asked twice, done once"


def test_what_it_raises_is_raised_by_asking() -> None:
    def work() -> int:
        raise GeometryError("no such solid", "order another")

    begun = Beside(work)
    for _ in range(2):
        with pytest.raises(GeometryError, match="no such solid"):
            begun.result()
