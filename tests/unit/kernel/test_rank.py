"""Ranks are those of numpy, to the bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orthogen.kernel.rank import among, distinct, median, percentile

numbers = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=60)


@given(numbers, st.floats(0, 100))
def test_a_percentile_is_numpys(values: list[float], percent: float) -> None:
    """At any share of any numbers."""
    assert percentile(np.array(values), percent) == np.percentile(values, percent)


@pytest.mark.parametrize("percent", [0, 2, 25, 50, 75, 80, 95, 98, 99.5, 100])
def test_of_many_numbers_too(percent: float) -> None:
    """At the shares that are asked for, of some thousand numbers, none of them moved."""
    values = np.random.default_rng(3).normal(size=4999)
    before = values.copy()
    assert percentile(values, percent) == np.percentile(values, percent)
    assert np.array_equal(values, before)


def test_a_number_that_is_none_is_not_ranked() -> None:
    """One NaN makes every percentile NaN."""
    assert np.isnan(percentile(np.array([1.0, np.nan, 2.0]), 10))


@given(st.lists(st.integers(-50, 50), max_size=60))
def test_distinct_numbers_are_numpys(values: list[int]) -> None:
    """Ascending, each once, also of none."""
    assert np.array_equal(distinct(np.array(values, dtype=np.int64)), np.unique(np.array(values, dtype=np.int64)))


@given(numbers)
def test_a_median_is_numpys(values: list[float]) -> None:
    """Of an odd and an even number of any numbers; of none, or with a NaN, it is NaN."""
    assert median(np.array(values)) == np.median(values)
    assert np.isnan(median(np.array([*values, np.nan]))) and np.isnan(median(np.empty(0)))


@given(st.lists(st.integers(-9, 9), max_size=30), st.lists(st.integers(-9, 9), max_size=30))
def test_known_numbers_are_numpys(values: list[int], known: list[int]) -> None:
    """Also of none and among none."""
    here, there = np.array(values, dtype=np.int64), np.array(known, dtype=np.int64)
    assert np.array_equal(among(here, there), np.isin(here, there))
