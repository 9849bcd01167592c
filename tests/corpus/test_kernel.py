"""Kernel corpus. random input that once broke the compiled kernel, and a thin slice of the fuzz."""

from collections.abc import Callable

import numpy as np
import pytest

from tests.fuzz.kernel import attempt, try_offset, try_rolling

Tried = Callable[[np.random.Generator], str]

# a cell whose square is 0; a negative thickness; a fold that only rounding had parted; a field one node wide
BROKE: tuple[tuple[Tried, int], ...] = (
    (try_offset, 51),
    (try_rolling, 52),
    (try_offset, 651),
    (try_rolling, 936),
)
ENDS = {"made", "refused", "rolled", "answered", "placed", "reduced", "read", "scanned", "fitted", "previewed"}


@pytest.mark.parametrize(("tried", "number"), BROKE)
def test_what_once_broke_it(tried: Tried, number: int) -> None:
    assert tried(np.random.default_rng(number)) in ENDS


@pytest.mark.parametrize("number", range(1000, 1040))
def test_a_random_case_is_made_soundly_or_refused_by_name(number: int) -> None:
    assert attempt(number) in ENDS
