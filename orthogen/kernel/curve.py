"""Curve. closed planar loops (m, 2), mm, counter-clockwise, last point ≠ first; the only door to shapely."""

from typing import TYPE_CHECKING

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray

if TYPE_CHECKING:
    from shapely import Geometry


def area(loop: FloatArray) -> float:
    """Return the signed area, positive if the loop runs counter-clockwise."""
    after = np.roll(loop, -1, axis=0)
    return 0.5 * float(np.sum(loop[:, 0] * after[:, 1] - after[:, 0] * loop[:, 1]))


def arc(loop: FloatArray) -> FloatArray:
    """Return the arc length (m + 1,) from the first point to each point and back to the first."""
    step = np.diff(np.vstack([loop, loop[:1]]), axis=0)
    return np.concatenate([[0.0], np.cumsum(np.hypot(step[:, 0], step[:, 1]))])


def resampled(loop: FloatArray, chord: float) -> FloatArray:
    """Return the loop with points at equal arc length, at most `chord` apart, starting at the same point."""
    s = arc(loop)
    count = int(np.ceil(s[-1] / chord))
    at = np.arange(count) * (s[-1] / count)
    closed = np.vstack([loop, loop[:1]])
    return np.stack([np.interp(at, s, closed[:, 0]), np.interp(at, s, closed[:, 1])], axis=1)


def low_passed(values: FloatArray, spacing: float, sigma: float) -> FloatArray:
    """Return values (m, ...) along a closed line, equally spaced, freed of waves short against `sigma`.

    Transfer 2G − G² with G the Gaussian exp(−σ²ω²/2): a loop keeps its size (surface.md 2), unlike with G alone.
    """
    count = len(values)
    omega = 2.0 * np.pi * np.fft.rfftfreq(count, spacing)
    gauss = np.exp(-0.5 * (sigma * omega) ** 2)
    transfer = (gauss * (2.0 - gauss)).reshape(-1, *[1] * (values.ndim - 1))
    smooth: FloatArray = np.fft.irfft(np.fft.rfft(values, axis=0) * transfer, count, axis=0)
    return smooth


def hull(points: FloatArray) -> FloatArray:
    """Return the convex hull of points (n, 2) as a loop without points on its edges, the lowest one last; exact."""
    return points[_native.hull(_flat(points)).ravel()]


def common(loop: FloatArray, other: FloatArray) -> FloatArray:
    """Return the largest piece that two loops have in common."""
    import shapely

    return _loop(shapely.intersection(shapely.Polygon(loop), shapely.Polygon(other)))


def distance(loop: FloatArray, other: FloatArray) -> float:
    """Return how far two loops are apart at least; 0 where they touch or overlap."""
    import shapely

    return float(shapely.distance(shapely.Polygon(loop), shapely.Polygon(other)))


def without(loop: FloatArray, hole: FloatArray) -> FloatArray:
    """Return the largest part of a loop outside another, counter-clockwise; no points where nothing is left."""
    import shapely

    return _loop(shapely.difference(shapely.Polygon(loop), shapely.Polygon(hole)))


def opened(loop: FloatArray, radius: float) -> FloatArray:
    """Return the loop with its outward corners rounded to `radius` (inset, then outset by it)."""
    import shapely

    return _loop(shapely.buffer(shapely.buffer(shapely.Polygon(loop), -radius), radius, quad_segs=24))


def grown(loop: FloatArray, by: float) -> FloatArray:
    """Return the loop moved outwards by a distance, its corners round; holes that this leaves are filled."""
    import shapely

    return _loop(shapely.buffer(shapely.Polygon(loop), by, quad_segs=24))


def front(loop: FloatArray, within_deg: float) -> BoolArray:
    """Return which points (m,) stand around the foremost one (+x), as far as the normal keeps that near to +x."""
    ahead = facing_forward(loop, within_deg)
    count, tip = len(loop), int(loop[:, 0].argmax())
    marked = np.zeros(count, dtype=bool)
    marked[tip] = True
    for way in (1, -1):
        turn = (tip + way * np.arange(count)) % count
        marked[turn[: int(np.argmin(ahead[turn]))]] = True
    return marked


def reach(loop: FloatArray, stations: FloatArray, sign: float) -> FloatArray:
    """Return the outermost y of a loop at each station x (k,) on the side of `sign`, −sign·∞ where it does not go."""
    after = np.roll(loop, -1, axis=0)
    x0, x1 = loop[:, 0][None, :], after[:, 0][None, :]
    t = (stations[:, None] - x0) / np.where(x1 == x0, 1.0, x1 - x0)
    y = loop[:, 1][None, :] + t * (after[:, 1] - loop[:, 1])[None, :]
    hit = (np.minimum(x0, x1) <= stations[:, None]) & (np.maximum(x0, x1) >= stations[:, None]) & (x0 != x1)
    outermost: FloatArray = sign * np.where(hit, sign * y, -np.inf).max(axis=1)
    return outermost


def inset_by(loop: FloatArray, distance: float) -> FloatArray:
    """Return the loop moved inwards by a distance; of several pieces the largest."""
    import shapely

    return _loop(shapely.buffer(shapely.Polygon(loop), -distance, quad_segs=16))


def united(rings: FloatArray) -> list[FloatArray]:
    """Return the outer lines, counter-clockwise, of all that rings (k, n, 2) cover together, the largest first."""
    import shapely

    whole = shapely.get_parts(shapely.union_all(shapely.make_valid(shapely.polygons(rings))))
    outer = [shapely.Polygon(piece.exterior) for piece in whole if piece.geom_type == "Polygon"]
    return [_loop(piece) for piece in sorted(outer, key=lambda piece: -piece.area)]


def facing_forward(loop: FloatArray, within_deg: float) -> BoolArray:
    """Return at which points (m,) the outward normal, that of the chord over four points either way, is near to +x."""
    along = np.roll(loop, -4, axis=0) - np.roll(loop, 4, axis=0)
    ahead: BoolArray = along[:, 1] > np.cos(np.radians(within_deg)) * np.hypot(along[:, 0], along[:, 1])
    return ahead


def is_simple(loop: FloatArray) -> bool:
    """Return whether the loop neither crosses nor touches itself, exactly; equal neighbours count as one point."""
    distinct = loop[(loop != np.roll(loop, 1, axis=0)).any(axis=1)]
    return len(distinct) > 2 and _native.is_simple(_flat(distinct))


def _flat(points: FloatArray) -> FloatArray:
    return np.column_stack([points, np.zeros(len(points))])


def _loop(shape: "Geometry") -> FloatArray:
    import shapely

    parts = shapely.get_parts(shape)
    polygons = parts[shapely.get_type_id(parts) == 3]
    if len(polygons) == 0:
        return np.zeros((0, 2))
    largest = polygons[int(np.argmax(shapely.area(polygons)))]
    points: FloatArray = shapely.get_coordinates(shapely.get_exterior_ring(largest))[:-1]
    return points if area(points) > 0 else points[::-1]
