"""Rank. numbers -> the one below which a share of them lies, the middle one, the distinct ones, known ones.

As numpy's `percentile`, `median`, `unique` and `isin`, to the bit. Those load numpy's masked arrays when they are first
called, a hundredth of a whole build.
"""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray


def percentile(values: FloatArray, percent: float) -> float:
    """Return the value (of n, any order) below which `percent` of all lie; NaN if one of them is.

    Between two neighbours in proportion, at place (n − 1)·percent/100 (Hyndman & Fan 1996, type 7). n ≥ 1.
    """
    place = (len(values) - 1) * (percent / 100)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    sorted_there = np.partition(values, (low, high, -1))
    if np.isnan(sorted_there[-1]):
        return float("nan")
    below, above, share = float(sorted_there[low]), float(sorted_there[high]), place - low
    return below + (above - below) * share if share < 0.5 else above - (above - below) * (1 - share)


def distinct(values: IntArray) -> IntArray:
    """Return the different ones of whole numbers (n,), ascending."""
    ascending = np.sort(values)
    first: BoolArray = np.concatenate([np.ones(min(len(values), 1), dtype=bool), ascending[1:] != ascending[:-1]])
    return ascending[first]


def median(values: FloatArray) -> float:
    """Return the middle one of values (n,), of an even number the mean of both; NaN if one is, or of none at all."""
    count = len(values)
    if count == 0:
        return float("nan")
    sorted_there = np.partition(values, ((count - 1) // 2, count // 2, -1))
    if np.isnan(sorted_there[-1]):
        return float("nan")
    return 0.5 * (float(sorted_there[(count - 1) // 2]) + float(sorted_there[count // 2]))


def among(values: IntArray, known: IntArray) -> BoolArray:
    """Return which of the whole numbers (n,) are among the known ones (m,), in any order."""
    if len(known) == 0:
        return np.zeros(len(values), dtype=bool)
    ascending = np.sort(known)
    found: BoolArray = ascending[np.minimum(np.searchsorted(ascending, values), len(known) - 1)] == values
    return found
