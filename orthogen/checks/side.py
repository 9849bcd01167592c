"""Side. exported rim, ordered foot -> whether the device is for this foot and not its mirror image."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.records.device import Design
from orthogen.records.finding import Finding

_STATION = 0.43


def check(design: Design, stl_from_foot: FloatArray, rim_stl_mm: FloatArray) -> Finding:
    """Return by how much the arch flange stands above the outer rim in the file, at .43 of the foot's length.

    In the file (x anterior, z up) medial is +y for a right foot and −y for a left one. Declared posts are subtracted.
    A fault if the flange is the lower one, or if the frame mirrors a right foot or does not mirror a left one: a
    wrong-sided insole is the worst failure of all (geometry.md 1.4).
    """
    foot, grid = design.site.foot, design.grid
    medial = -1.0 if foot.side == "left" else 1.0
    x = _STATION * foot.foot_length_mm
    near = rim_stl_mm[np.abs(rim_stl_mm[:, 0] - stl_from_foot[0, 3] - x) < 2.0]
    tilt = grid.sample_linear(design.tilt_mm, near[:, 0] - stl_from_foot[0, 3], medial * near[:, 1])
    height, across = near[:, 2] - tilt, medial * near[:, 1]
    middle = 0.5 * (across.max() + across.min())
    above = float(height[across > middle].mean() - height[across < middle].mean())
    proper = bool(np.linalg.det(stl_from_foot[:3, :3]) * medial > 0)
    good = above > 0 and proper
    note = f"the arch flange stands {above:.1f} mm above the outer rim on the medial side of a {foot.side} foot"
    if not good:
        note = f"the device is mirrored: it is not for a {foot.side} foot"
    return Finding(
        check="side",
        note=note,
        measured=above,
        unit="mm",
        low=0.0,
        level="note" if good else "fault",
    )
