"""Rim. foot bed, rim heights -> the foot bed cut to a fair rim line."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.kernel.grid import Grid

_ROUND_MM = 5.0
_FREE_MM = 12.0
_LIP_MM = 8.0


def cut(
    skin_mm: FloatArray, rim_mm: FloatArray, inset_mm: FloatArray, place: FloatArray, *, grid: Grid, line: FloatArray
) -> FloatArray:
    """Return the surface (nx, ny) cut to the rim height with a rounded edge; the trim line lies on `rim_mm`.

    Smooth minimum of radius min(5, .8·rim): exact a radius below the rim, so neither cup nor toe platform sinks, and
    exactly the rim a radius above, so the rim line is as fair as `rim_mm` whatever the scan (surface.md 5, where a
    one-sided exponential clip read .2 mm low). Where the skin does not reach that far at the trim line, the last 8 mm
    are lifted by the difference. Far inside the line the rim does not cut: it is an edge, not a ceiling.
    """
    edge = _below(skin_mm, rim_mm + 0.05 * np.clip(inset_mm - _FREE_MM, 0.0, None) ** 2)
    x, y = line[:, 0], line[:, 1]
    rim = grid.sample(rim_mm, x, y)
    short = rim - grid.sample(edge, x, y)
    lift: FloatArray = np.interp(place, np.arange(len(line) + 1), np.append(short, short[0]))
    return edge + lift * rise(inset_mm, _LIP_MM, 0.0)


def _below(skin_mm: FloatArray, rim_mm: FloatArray) -> FloatArray:
    radius = np.clip(0.8 * rim_mm, 1e-6, _ROUND_MM)
    h = np.clip(radius - np.abs(skin_mm - rim_mm), 0.0, None)
    value: FloatArray = np.minimum(skin_mm, rim_mm) - h * h * h / (6.0 * radius * radius)
    return value
