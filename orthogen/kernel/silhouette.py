"""Silhouette. triangles -> an outline around them as seen from above, one piece without holes, never inside them."""

import numpy as np

from orthogen.kernel.arrays import FloatArray


def silhouette(triangles: FloatArray, *, pitch: float) -> FloatArray:
    """Return a loop (m, 2), counter-clockwise, that holds all triangles (n, 3, 3) of one long thing along x.

    At stations `pitch` apart it is as wide as the triangles are anywhere on either side of the station: too wide by
    what they widen over a pitch. Hollows that open towards +x or −x are filled. The unit is that of the triangles.
    """
    x, y = triangles[..., 0], triangles[..., 1]
    count = max(1, int(np.ceil(np.ptp(x) / pitch)))
    stations = np.linspace(x.min(), x.max(), count + 1)
    cell = np.clip(np.searchsorted(stations, x.ravel(), side="right") - 1, 0, count - 1)
    low, high = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(low, cell, y.ravel())
    np.maximum.at(high, cell, y.ravel())
    for a, b in ((0, 1), (1, 2), (2, 0)):
        place, across = _crossings(triangles[:, a, :2], triangles[:, b, :2], stations)
        for side in (np.maximum(place - 1, 0), np.minimum(place, count - 1)):
            np.minimum.at(low, side, across)
            np.maximum.at(high, side, across)
    left = np.maximum(np.append(high, -np.inf), np.append(-np.inf, high))
    right = np.minimum(np.append(low, np.inf), np.append(np.inf, low))
    return np.concatenate([np.column_stack([stations, right]), np.column_stack([stations, left])[::-1]])


def _crossings(
    begin: FloatArray, end: FloatArray, stations: FloatArray
) -> tuple["np.ndarray[tuple[int], np.dtype[np.intp]]", FloatArray]:
    """Return the station index and the y of every place where an edge passes a station."""
    swap = begin[:, 0] > end[:, 0]
    first, last = np.where(swap[:, None], end, begin), np.where(swap[:, None], begin, end)
    low = np.searchsorted(stations, first[:, 0], side="left")
    passed = np.searchsorted(stations, last[:, 0], side="right") - low
    edge = np.repeat(np.arange(len(first)), passed)
    place = np.arange(len(edge)) - np.repeat(np.cumsum(passed) - passed, passed) + low[edge]
    run = last[edge, 0] - first[edge, 0]
    share = np.where(run > 0.0, (stations[place] - first[edge, 0]) / np.where(run > 0.0, run, 1.0), 0.0)
    return place, first[edge, 1] + share * (last[edge, 1] - first[edge, 1])
