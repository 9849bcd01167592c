"""Sheets match. exported surfaces, designed fields -> whether what was written is what was designed."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.records.device import Insole
from orthogen.records.finding import Finding

_CLEAR_OF_RIM_MM = 1.0  # nearer than a lattice diagonal, nodes are moved onto the trim line
_TOLERANCE_MM = 0.02


def check(insole: Insole, top_mm: FloatArray, bottom_mm: FloatArray) -> Finding:
    """Return the greatest distance between file and fields (nx, ny), foot frame, at nodes more than 1 mm inside."""
    inside = insole.inset_mm > _CLEAR_OF_RIM_MM
    off = np.maximum(np.abs(top_mm - insole.top_mm), np.abs(bottom_mm - insole.bottom_mm))
    bare = int((inside & np.isnan(off)).sum())
    ix, iy = np.unravel_index(int(np.where(inside, np.nan_to_num(off, nan=np.inf), -1.0).argmax()), off.shape)
    worst = None if bare else float(off[ix, iy])
    good = worst is not None and worst <= _TOLERANCE_MM
    note = (
        f"The file has no surface at {bare} points of the design."
        if bare
        else f"The file is nowhere more than {worst:.3f} mm off the design."
    )
    return Finding(
        check="sheets_match",
        note=note,
        measured=worst,
        unit="mm",
        high=_TOLERANCE_MM,
        level="note" if good else "fault",
        where_mm=(float(insole.grid.x_mm[ix, 0]), float(insole.grid.y_mm[0, iy]), float(insole.top_mm[ix, iy])),
    )
