"""Rim. foot bed, rim heights -> the foot bed cut to a fair rim line."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise, smooth_min
from orthogen.kernel.grid import Grid
from orthogen.kernel.smooth import smoothed
from orthogen.lazyclass import dataclass

_ROUND_MM = 2.0
_MOST_MM = 5.0
_FREE_MM = 12.0
_CEILING_PER_MM = 0.05  # how fast the ceiling over the bed rises further inside: it cuts an edge, not the sole
_LIP_MM = 8.0
_BALL_RATIO = (0.49, 0.60)
_SOFT_MM, _SOFT_END_MM = 2.0, 24.0


@dataclass(frozen=True, kw_only=True)
class Edge:
    """The full-length trim line (m, 2) with, per node (nx, ny), the distance inside it and the nearest place on it.

    A shortened device keeps the rim of the full one: its distal edge is a cut through the foot bed, not a rim.
    """

    line_mm: FloatArray
    inset_mm: FloatArray
    place: FloatArray


def cut(skin_mm: FloatArray, rim_mm: FloatArray, *, grid: Grid, edge: Edge) -> FloatArray:
    """Return the surface (nx, ny) cut to the rim height with a rounded edge; the trim line lies on `rim_mm`.

    Smooth minimum that rounds 2 mm to either side of where skin and rim meet: exact below, so neither cup nor toe
    platform sinks, and exactly the rim above, so the rim line is as fair as `rim_mm` whatever the scan (surface.md 5,
    where a one-sided exponential clip read .2 mm low). Where the skin does not reach that far at the trim line, the
    last 8 mm are lifted by the difference, as a rule some hundredths of a millimetre. Far inside the line the rim does
    not cut: it is an edge, not a ceiling.
    """
    steep = np.hypot(*np.gradient(skin_mm, grid.step_mm))
    radius = np.clip(np.minimum(0.8 * rim_mm, _ROUND_MM * steep), 1e-6, _MOST_MM)
    ceiling = rim_mm + _CEILING_PER_MM * np.clip(edge.inset_mm - _FREE_MM, 0.0, None) ** 2
    below = smooth_min(skin_mm, ceiling, radius)
    below = _softened(below, grid=grid, edge=edge)
    x, y = edge.line_mm[:, 0], edge.line_mm[:, 1]
    short = grid.sample(rim_mm - below, x, y)
    lift: FloatArray = np.interp(edge.place, np.arange(len(short) + 1), np.append(short, short[0]))
    return below + lift * rise(edge.inset_mm, _LIP_MM, 0.0)


def _softened(bed_mm: FloatArray, *, grid: Grid, edge: Edge) -> FloatArray:
    """Return the cut bed smoothed by 2 mm around the ball, where the cut is shallow and wide and its crease shows."""
    ball = edge.line_mm[:, 0].max() * np.array(_BALL_RATIO)
    soft = smoothed(bed_mm, _SOFT_MM / grid.step_mm)
    share = rise(grid.x_mm, ball[0], ball[1]) * rise(edge.inset_mm, _SOFT_END_MM, 0.5 * _SOFT_END_MM)
    return bed_mm + share * (soft - bed_mm)
