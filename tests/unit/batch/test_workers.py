"""Workers. a death costs one item one more try; the second death sets it aside; nothing is left running."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from orthogen.batch.workers import worked


def double(item: int) -> int:
    return 2 * item


def fragile(item: tuple[Path, str]) -> str:
    """Die each time, or only once, or hang, as the item says."""
    marks, fate = item
    if fate == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if fate == "exit":
        os._exit(7)
    if fate == "hang":
        time.sleep(60.0)
    if fate.startswith("once") and not (marks / fate).exists():
        (marks / fate).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return fate


def aside(item: object, why: str) -> str:
    return f"lost: {why}"


def test_every_item_is_answered_once() -> None:
    answers: list[tuple[int, int]] = []
    worked(double, range(20), workers=2, lost=lambda item, why: -1, tell=lambda k, got: answers.append((k, got)))
    assert sorted(answers) == [(k, 2 * k) for k in range(20)]
    assert not multiprocessing.active_children()


def test_a_death_costs_one_try_and_two_set_the_item_aside(tmp_path: Path) -> None:
    fates = ["a", "once-1", "b", "die", "c", "exit", "once-2", "d"]
    answers: dict[int, str] = {}
    worked(
        fragile,
        [(tmp_path, fate) for fate in fates],
        workers=2,
        lost=aside,
        tell=lambda k, got: answers.update({k: got}),
    )
    told = [answers[k] for k in range(len(fates))]
    assert told == ["a", "once-1", "b", "lost: its worker process was killed by signal 9", "c",
                    "lost: its worker process ended with exit code 7", "once-2", "d"]  # fmt: skip
    assert not multiprocessing.active_children()


def test_an_item_that_hangs_is_set_aside(tmp_path: Path) -> None:
    answers: dict[int, str] = {}
    worked(
        fragile, [(tmp_path, "hang"), (tmp_path, "a")], workers=2, lost=aside,
        tell=lambda k, got: answers.update({k: got}), longest_s=3.0,
    )  # fmt: skip
    assert answers[1] == "a" and answers[0].startswith("lost: it took longer than 3")


def test_an_interrupt_leaves_no_process(tmp_path: Path) -> None:
    def interrupt(index: int, got: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        worked(fragile, [(tmp_path, "a"), (tmp_path, "hang")], workers=2, lost=aside, tell=interrupt)
    assert not multiprocessing.active_children()


def test_nothing_to_do_starts_nothing() -> None:
    worked(double, [], workers=2, lost=lambda item, why: -1, tell=lambda k, got: pytest.fail("no item"))
