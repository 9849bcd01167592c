"""Outermost. points of a smooth skin -> how far they reach in strips, where they turn back, how their ends close.

Points (n, 3) with unit normals (n, 3) that look outward.
"""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass


def extents(points: FloatArray) -> FloatArray:
    """Return how far points (n, k) spread along each axis, (k,); raises ValueError without points."""
    return np.array(_native.extents(_floats(points)))


def reach(
    points: FloatArray, start: float, end: float, *, axis: int, outermost: int, top: float = np.inf
) -> tuple[float, float]:
    """Return the lowest and highest coordinate along `axis`, x or y, of points (n, 2 or 3) in an open strip across it.

    The strip runs from start to end along the other plan axis. Each is the mean of the `outermost` lowest or highest;
    NaN where fewer points lie. top: points whose z is not below it are left out.
    """
    return _native.reach(_floats(points), start, end, axis, outermost, top)


class Rows:
    """Points (n, 2 or 3) in order along x, ready to be asked for their reach in many strips across it."""

    def __init__(self, points: FloatArray) -> None:
        self._rows = _native.Rows(_floats(points))

    def reaches(self, strips: FloatArray, *, outermost: int) -> FloatArray:
        """Return the lowest and highest y (k, 2), as `reach`, in strips (k, 2) from start to end along x."""
        return self._rows.reaches(_floats(strips), outermost)


def summit(
    points: FloatArray, normals: FloatArray, *, axis: int, sign: int, radius: float
) -> tuple[float, float, float, float] | None:
    """Return where a skin reaches farthest along sign × axis, or None with fewer than a dozen points that face there.

    Two coordinates across in their order, how far it reaches along, and the scatter of the points about the patch: a
    quadratic, fitted with outliers cut at 3σ to all points within `radius` across the direction. It starts where the
    outermost forty points stand closest together, since a spike has no company, and moves to its own summit.
    """
    return _native.summit(_floats(points), _floats(normals), axis, float(sign), radius)


@dataclass(frozen=True, kw_only=True)
class EndRule:
    """How an end is measured, lengths in one unit.

    depth: of the section whose width counts, taken in a strip of ± half_strip; depths count from the place that
    `stray` points lie beyond. middle: the height that parts lower and upper half. steps (s,): where sheets of
    thickness `sheet` begin. leeway: how deep the points lie whose mean is the end's place. least: points of a section.
    """

    depth: float
    half_strip: float
    middle: float
    steps: FloatArray
    sheet: float
    leeway: float
    stray: int
    least: int


@dataclass(frozen=True, kw_only=True)
class Ends:
    """What closes the ends of a skin towards k directions, in its lower and upper half. All but span: points per width.

    width (k, 2): of the section behind the end, by the flux of its sides. walls (k, 2): the same if none of them faced
    inward. closed (k, 2): what the skin of the end closes of it. backward (k, 2): how much of that skin looks back.
    flat (k, 2, s): how much lies in one thin sheet, at growing depths. span (k, 2): from one side of the section to
    the other. places (k, 3): the middle of each end.
    """

    width: FloatArray
    walls: FloatArray
    closed: FloatArray
    backward: FloatArray
    span: FloatArray
    flat: FloatArray
    places: FloatArray


def ends(points: FloatArray, normals: FloatArray, directions: FloatArray, *, rule: EndRule) -> Ends:
    """Return how the skin ends towards directions (k, 3), none upright: the divergence theorem on horizontal sections.

    A half without a section is all zeros. Raises ValueError without points.
    """
    halves, places = _native.ends(
        _floats(points), _floats(normals), _floats(directions), rule.depth, rule.half_strip, rule.middle,
        rule.steps.tolist(), rule.sheet, rule.leeway, rule.stray, rule.least,
    )  # fmt: skip
    table = halves.reshape(len(directions), 2, -1)
    width, walls, closed, backward, span = np.moveaxis(table[:, :, :5], 2, 0)
    return Ends(
        width=width, walls=walls, closed=closed, backward=backward, span=span, flat=table[:, :, 5:], places=places
    )


def _floats(values: FloatArray) -> FloatArray:
    return np.ascontiguousarray(values, dtype=np.float64)
