"""Slope. what each addition changed -> how steep its flanks are."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.site import Made

_MOST_DEG = 45.0
_CLEAR_OF_RIM_MM = 4.0
_REACH_MM = 1.0  # either way: wide enough to average the 0.01 mm of the face reduction


def check(kind: str, made: Made) -> Finding:
    """Return the steepest flank of one addition, more than 4 mm inside, over 2 mm; a fault above 45°.

    The walls of a heel cup stand at 70–78° by nature, so the change is judged, not the foot bed (surface.md 4), and
    only where it makes the foot bed steeper: a skive that runs out against a wall levels it. Where others overlap it,
    the flank it would have alone counts if that is less steep: the difference of two flanks is none.
    """
    grid = made.site.grid
    steep = _steepness_squared(made.change_mm, grid.step_mm)
    if made.lost_mm.any():
        steep = np.minimum(steep, _steepness_squared(made.change_mm + made.lost_mm, grid.step_mm))
    before = _steepness_squared(made.top_mm - made.change_mm, grid.step_mm)
    steeper = _steepness_squared(made.top_mm, grid.step_mm) > before
    steep = np.where(steeper & (made.site.inset_mm > _CLEAR_OF_RIM_MM) & np.isfinite(steep), steep, 0.0)
    ix, iy = np.unravel_index(int(steep.argmax()), steep.shape)
    slope = float(np.degrees(np.arctan(np.sqrt(steep[ix, iy]))))
    good = slope <= _MOST_DEG
    return Finding(
        check=f"slope_{kind}",
        note=f"The steepest flank of the {kind.replace('_', ' ')} is {slope:.0f}°"
        + ("." if good else f", more than {_MOST_DEG:.0f}°."),
        measured=slope,
        unit="deg",
        high=_MOST_DEG,
        level="note" if good else "fault",
        where_mm=(float(grid.x_mm[ix, 0]), float(grid.y_mm[0, iy]), float(made.top_mm[ix, iy])),
    )


def _steepness_squared(field: FloatArray, step_mm: float) -> FloatArray:
    """Return |∇ field|² by central differences."""
    n = max(1, round(_REACH_MM / step_mm))
    along, across = np.full(field.shape, np.nan), np.full(field.shape, np.nan)
    np.subtract(field[2 * n :], field[: -2 * n], out=along[n:-n])
    np.subtract(field[:, 2 * n :], field[:, : -2 * n], out=across[:, n:-n])
    along *= along
    across *= across
    along += across
    along /= (2 * n * step_mm) ** 2
    return along
