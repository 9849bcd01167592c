"""Masks. sole -> the parts that are told of, the highest 10 mm mean pressure in each, and which of them touch.

Heads lie ± 13 mm about their line, parted half-way between neighbours; the shaft is where a metatarsal pad stands, 13
to 50 mm behind the heads of the rays 2 to 4. A peak is the mean over a square of 10 mm (1 cm², [S9]).
"""

from collections.abc import Mapping, Sequence

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.grid import Grid
from orthogen.predict.sole import TOES_AHEAD_MM, Sole

_HEEL_END, _MIDFOOT_END, _BAND_MM, _SHAFT_MM, BOX_MM = 0.30, 0.51, 13.0, 50.0, 10.0
_TOUCH_MM = 12.0


def parts_of(sole: Sole) -> dict[str, BoolArray]:
    """Return name -> cells (n,) of every part; shaft and midfoot may overlap."""
    share, ahead = sole.x_mm / sole.foot.foot_length_mm, sole.ahead_mm
    y = sole.heads_mm[:, 1]
    ray = np.searchsorted(-(y[:-1] + y[1:]) / 2, -sole.y_mm)
    heads, toes = np.abs(ahead) <= _BAND_MM, ahead > TOES_AHEAD_MM
    marks = sole.foot.landmarks
    tips = [marks[name].y_mm for name in ("hallux_tip", "toe2_tip") if name in marks]
    great = sole.y_mm >= (sum(tips) / 2 if len(tips) == 2 else 0.5 * float(y[0] + y[1]))
    found = {"heel": share < _HEEL_END, "midfoot": (share >= _HEEL_END) & (share < _MIDFOOT_END)}
    found |= {f"mth{k + 1}": heads & (ray == k) for k in range(5)}
    shaft = (ahead < -_BAND_MM) & (ahead > -_SHAFT_MM) & (ray >= 1) & (ray <= 3)
    return found | {"hallux": toes & great, "toes": toes & ~great, "shaft": shaft}


def box_mean(sole: Sole, pressure_kpa: FloatArray) -> FloatArray:
    """Return for each cell (n,) the mean pressure over a square of 10 mm around it; what is no sole counts as 0."""
    field = sole.field(pressure_kpa)
    for axis in (0, 1):
        field = _mean_along(field, axis, BOX_MM / sole.grid.step_mm)
    return field.ravel()[sole.at]


def peaks(parts: Mapping[str, BoolArray], stance: Sequence[FloatArray]) -> dict[str, float]:
    """Return name -> the highest of the pressures (n,) of all moments in that part; 0 where it has no cell."""
    highest = np.max(stance, axis=0)
    return {name: float(highest[cells].max()) if cells.any() else 0.0 for name, cells in parts.items()}


def touching(sole: Sole, parts: Mapping[str, BoolArray], target: str) -> tuple[str, ...]:
    """Return the names of the parts within 12 mm of the target: its safety ring."""
    near = near_to(sole, parts[target], _TOUCH_MM)
    return tuple(name for name, cells in parts.items() if name != target and bool((cells & near).any()))


def near_to(sole: Sole, cells: BoolArray, reach_mm: float) -> BoolArray:
    """Return which cells (n,) lie within a square of 2·reach around one of some cells."""
    field = sole.field(cells.astype(np.float64))
    for axis in (0, 1):
        field = _mean_along(field, axis, 2.0 * reach_mm / sole.grid.step_mm)
    return np.asarray(field.ravel()[sole.at] > 1e-9)


def edge_cells(grid: Grid, changed_mm: FloatArray, *, least_mm: float) -> BoolArray:
    """Return the nodes (nx, ny) at which an addition ends: it is there, and not at one of its neighbours."""
    there = np.pad(np.abs(changed_mm) > least_mm, 1)
    inner = there[2:, 1:-1] & there[:-2, 1:-1] & there[1:-1, 2:] & there[1:-1, :-2]
    return np.asarray(there[1:-1, 1:-1] & ~inner)


def _mean_along(field: FloatArray, axis: int, width: float) -> FloatArray:
    """Return the mean over `width` steps along an axis; a part of a step counts as a part, alike at both ends."""
    half = (width - 1.0) / 2.0
    whole, rest = int(half), half - int(half)
    pad = [(0, 0), (0, 0)]
    pad[axis] = (whole + 2, whole + 1)
    total = np.cumsum(np.pad(field, pad), axis=axis)
    count = field.shape[axis]

    def between(reach: int) -> FloatArray:
        first = whole + 1 - reach
        return np.asarray(np.take(total, range(first + 2 * reach + 1, first + 2 * reach + 1 + count), axis)
                          - np.take(total, range(first, first + count), axis))  # fmt: skip

    return ((1.0 - rest) * between(whole) + rest * between(whole + 1)) / width
