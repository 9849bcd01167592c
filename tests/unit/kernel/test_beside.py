"""Beside. the work is done meanwhile; what it raises is raised where its result is asked for."""

from threading import Event, get_ident

import pytest

from orthogen.errors import GeometryError
from orthogen.kernel.beside import Beside


def use(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orthogen.kernel.beside.cores", lambda: count)


def test_the_work_goes_on_while_its_maker_does_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    use(2, monkeypatch)
    met = Event()

    def work() -> tuple[bool, int]:
        return met.wait(60.0), get_ident()

    begun = Beside(work)
    met.set()  # never reached if the work were done first
    waited, where = begun.result()
    assert waited and where != get_ident()
    assert begun.result() == (waited, where), "asked twice, done once"


def test_on_one_core_it_is_done_once_by_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    use(1, monkeypatch)
    done: list[int] = []

    def work() -> int:
        done.append(get_ident())
        return 7

    begun = Beside(work)
    assert not done
    assert begun.result() == begun.result() == 7 and done == [get_ident()]


@pytest.mark.parametrize("count", [1, 2])
def test_what_it_raises_is_raised_by_asking(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    use(count, monkeypatch)

    def work() -> int:
        raise GeometryError("no such solid", "order another")

    begun = Beside(work)
    for _ in range(2):
        with pytest.raises(GeometryError, match="no such solid"):
            begun.result()
