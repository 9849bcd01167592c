"""Outline. samples in a walking frame -> how far the foot reaches to either side and to both ends."""

import numpy as np

from orthogen.kernel import outermost
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.outermost import Rows

OUTERMOST = 5


def reach(points: FloatArray, start: float, end: float, *, axis: int = 1, top: float = np.inf) -> tuple[float, float]:
    """Return the lowest and highest y of points (n, 3) with start < x < end, each the mean of the five outermost.

    With axis = 0 the roles of x and y change. top: how high points count. NaN where fewer than five lie in the strip.
    """
    return outermost.reach(points, start, end, axis=axis, outermost=OUTERMOST, top=top)


def edges(rows: Rows, stations: FloatArray, half: float) -> FloatArray:
    """Return the lowest and highest y (k, 2) of points in rows within `half` of stations (k,) along x, as `reach`."""
    return rows.reaches(np.stack([stations - half, stations + half], axis=1), outermost=OUTERMOST)


def width(points: FloatArray, start: float, end: float) -> float:
    """Return the y extent of points with start < x < end; 0 where there is next to nothing."""
    low, high = reach(points, start, end)
    return high - low if np.isfinite(high) else 0.0
