"""Variants. a thinned run of `make variants`: no wrong side, unit, kind or pose, no crash, and no crop accepted."""

import pytest

from tests.damage_mix import GROUPS
from tests.feet import need_shared
from tests.variants import Outcome, outcomes

SEED = 11
MOST_FACES = 60_000


@pytest.fixture(scope="module")
def small() -> list[Outcome]:
    """The outcome of 30 variants of groups in turn: all groups once, then crops and kinds again."""
    need_shared()
    groups = len(GROUPS)
    return list(outcomes(SEED, [*range(groups), *range(groups + 10, 2 * groups)], drawn=False, most_faces=MOST_FACES))


def test_nothing_is_taken_for_what_it_is_not(small: list[Outcome]) -> None:
    wrong = [(one.made.name, one.faults, one.sentence) for one in small if set(one.faults) - {"crop accepted"}]
    assert not wrong


def test_every_crop_of_more_than_5_percent_is_refused(small: list[Outcome]) -> None:
    accepted = [(one.made.name, one.made.done) for one in small if one.lost_ratio > 0.05 and one.answer == "accepted"]
    assert not accepted


def test_the_measures_are_close(small: list[Outcome]) -> None:
    seen = [one for one in small if not one.cropped and one.answer == "accepted"]
    assert len(seen) >= 12
    off = [abs(error) for one in seen for error in one.errors_mm.get("length", [])]
    assert sorted(off)[len(off) // 2] < 1.0
