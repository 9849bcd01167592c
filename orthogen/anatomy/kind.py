"""Kind. samples of a scan on a support -> whether it is only a sheet of skin, and how high that sheet reaches."""

import numpy as np

from orthogen.anatomy.surface import Samples

LOW_RATIO = 0.17
ONE_SIDED = 0.5
UPRIGHT = 0.35
SEEN_RATIO = 0.18


def is_sheet(upright: Samples) -> bool:
    """Return True for a scan on z = 0 that shows a sole and nothing above it (pose.md 2.5).

    A sheet is lower than 0.17 of its length and its faces look one way, up or down; a low whole foot looks both ways.
    """
    upward = upright.normals[:, 2]
    low_ratio = float(upright.points[:, 2].max()) / float(np.hypot(*np.ptp(upright.points[:, :2], axis=0)))
    one_sided = abs(float(upward.sum())) / max(float(np.abs(upward).sum()), 1e-9)
    return low_ratio <= LOW_RATIO and one_sided >= ONE_SIDED


def seen_from_below(sheet: Samples) -> bool:
    """Return True for a sole that shows little steep skin: a height map, whose sides a scanner under glass cannot see.

    Where such a sole ends, skin is missing all around: what is cut off shows in its outline alone. Steeper than 70° is
    up to 0.13 of a height map at 0.5 mm, and from 0.23 on of a sole that was scanned from all sides.
    """
    return bool(np.mean(np.abs(sheet.normals[:, 2]) < UPRIGHT) < SEEN_RATIO)
