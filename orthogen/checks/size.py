"""Size. mesh -> its box, against the bed of a printer and against what any insole can be."""

import numpy as np

from orthogen.kernel.mesh import Mesh
from orthogen.records.finding import Finding, Level

_BED_MM = (356.0, 280.0, 356.0)  # usable build of HP MJF (formats.md 4.3)
_LEAST_MM, _MOST_MM = 20.0, 1000.0


def check(mesh: Mesh) -> Finding:
    """Return the longest side of the box. A fault outside 20–1000 mm (no part in mm), a warning above the print bed."""
    sides = np.ptp(mesh.points_mm, axis=0)
    longest = float(sides.max())
    box = " × ".join(f"{side:.1f}" for side in sides)
    note = f"Length, width and height are {box} mm."
    level: Level = "note"
    if not _LEAST_MM <= longest <= _MOST_MM:
        level, note = "fault", f"{box} mm is no size of an insole: the file's unit is probably not millimetres."
    elif (np.sort(sides) > np.sort(_BED_MM)).any():
        bed = " × ".join(f"{side:.0f}" for side in _BED_MM)
        level, note = "warning", f"{box} mm does not fit a print bed of {bed} mm."
    return Finding(check="size", note=note, measured=longest, unit="mm", low=_LEAST_MM, high=max(_BED_MM), level=level)
