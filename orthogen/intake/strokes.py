"""Strokes. arcs, Bézier curves, B-splines of a drawing -> points along them; loose strokes -> closed lines."""

import math
from itertools import pairwise

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.kernel.arrays import BoolArray, FloatArray

_STEPS = 24  # per quarter turn or curve piece: a radius of 100 mm is followed to 0.06 mm
_MOST_STROKES = 5_000


def arc(centre: tuple[float, float], radius: float, start: float, sweep: float) -> FloatArray:
    """Return points (n, 2) along a circular arc; angles in radians, sweep positive counter-clockwise."""
    count = max(2, math.ceil(abs(sweep) / (math.pi / 2) * _STEPS) + 1)
    angle = start + sweep * np.linspace(0.0, 1.0, count)
    return np.column_stack([centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle)])


def bulged(start: FloatArray, end: FloatArray, bulge: float) -> FloatArray:
    """Return points from start to end along the arc of a DXF bulge, the tangent of a quarter of its angle."""
    chord = end - start
    if bulge == 0.0 or not chord.any():
        return np.stack([start, end])
    sweep = 4.0 * math.atan(bulge)
    half = np.array([-chord[1], chord[0]]) * (1.0 - bulge * bulge) / (4.0 * bulge)
    centre = 0.5 * (start + end) + half
    first = start - centre
    points = arc((centre[0], centre[1]), float(np.hypot(*first)), math.atan2(first[1], first[0]), sweep)
    points[-1] = end
    return points


def bezier(control: FloatArray) -> FloatArray:
    """Return points along a Bézier curve of any degree with control points (k, 2)."""
    t, points = np.linspace(0.0, 1.0, _STEPS + 1)[:, None, None], control[None]
    while points.shape[1] > 1:
        points = points[:, :-1] * (1.0 - t) + points[:, 1:] * t
    return points[:, 0]


def b_spline(control: FloatArray, knots: FloatArray, degree: int, weights: FloatArray) -> FloatArray:
    """Return points along a (rational) B-spline by de Boor's rule; raises CorruptFile where its numbers disagree."""
    if not 1 <= degree <= 10 or len(control) <= degree or len(knots) != len(control) + degree + 1:
        raise CorruptFile(
            f"a spline has {len(control)} control points, {len(knots)} knots and degree {degree}, which do not agree",
            "export the outline again, as a polyline",
        )
    spans = np.unique(knots[degree : len(control) + 1])
    at = np.unique(np.concatenate([np.linspace(a, b, _STEPS + 1) for a, b in pairwise(spans)]))
    span = np.clip(np.searchsorted(knots, at, side="right") - 1, degree, len(control) - 1)
    held = np.column_stack([control * weights[:, None], weights])
    points = held[span[:, None] - degree + np.arange(degree + 1)]
    for r in range(1, degree + 1):
        for j in range(degree, r - 1, -1):
            low = knots[span - degree + j]
            wide = knots[span + j - r + 1] - low
            share = np.where(wide > 0, (at - low) / np.where(wide > 0, wide, 1.0), 0.0)[:, None]
            points[:, j] = (1.0 - share) * points[:, j - 1] + share * points[:, j]
    end = points[:, degree]
    curve: FloatArray = end[:, :2] / end[:, 2:]
    return curve


def closed_lines(strokes: list[FloatArray], *, gap: float) -> tuple[list[FloatArray], list[FloatArray]]:
    """Return the closed lines that strokes (n, 2) form, ends joined within `gap`, and the lines that stay open.

    Each stroke may run either way. Of a closed line the last point is not the first again.
    """
    if len(strokes) > _MOST_STROKES:
        raise CorruptFile(
            f"the drawing has {len(strokes)} loose strokes", f"join the outline; {_MOST_STROKES} strokes are read"
        )
    lines, loose = [], []
    left = [stroke for stroke in strokes if len(stroke) > 1]
    ends = np.array([[stroke[0], stroke[-1]] for stroke in left]).reshape(-1, 2, 2)
    free = np.ones(len(left), dtype=bool)
    while free.any():
        line = _grown(left, ends, free, gap)
        if np.hypot(*(line[0] - line[-1])) <= gap and len(line) > 3:
            lines.append(line[:-1])
        else:
            loose.append(line)
    return lines, loose


def _grown(strokes: list[FloatArray], ends: FloatArray, free: BoolArray, gap: float) -> FloatArray:
    """Return the first free stroke with every one that continues its end, each the nearest; none of them stays free.

    ends (k, 2, 2): first and last point of each stroke.
    """
    first = int(free.argmax())
    free[first] = False
    pieces, end = [strokes[first]], ends[first, 1]
    while free.any() and np.hypot(*(ends[first, 0] - end)) > gap:
        away = np.where(free[:, None], np.hypot(ends[:, :, 0] - end[0], ends[:, :, 1] - end[1]), np.inf)
        nearest, turned = divmod(int(away.argmin()), 2)
        if away[nearest, turned] > gap:
            break
        free[nearest] = False
        pieces.append((strokes[nearest][::-1] if turned else strokes[nearest])[1:])
        end = ends[nearest, 1 - turned]
    return np.vstack(pieces)
