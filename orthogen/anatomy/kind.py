"""Kind. samples of a scan on a support -> whether it is only a sheet of skin, and how high that sheet reaches."""

import numpy as np

from orthogen.anatomy.surface import Samples
from orthogen.kernel.outermost import extents

LOW_RATIO = 0.17
ONE_SIDED = 0.5
STEEP = ((0.15, 0.02), (0.35, 0.18))  # normals this far from level, and the share of them on a height map


def is_sheet(upright: Samples) -> bool:
    """Return True for a scan on z = 0 that shows a sole and nothing above it (pose.md 2.5).

    A sheet is lower than 0.17 of its length and its faces look one way, up or down; a low whole foot looks both ways.
    """
    upward = upright.normals[:, 2]
    low_ratio = float(upright.points[:, 2].max()) / float(np.hypot(*extents(upright.points)[:2]))
    one_sided = abs(float(upward.sum())) / max(float(np.abs(upward).sum()), 1e-9)
    return low_ratio <= LOW_RATIO and one_sided >= ONE_SIDED


def seen_from_below(sheet: Samples) -> bool:
    """Return True for a sole that shows little steep skin: a height map, whose sides a scanner under glass cannot see.

    Where such a sole ends, skin is missing all around: what is cut off shows in its outline alone. Of height maps at
    0.5 mm at most 0.013 is steeper than 81° and 0.13 steeper than 70°; of a sole that was scanned from all sides 0.1
    and 0.23, of a hollow in foam, whose walls lean, nothing and 0.27.
    """
    level = np.abs(sheet.normals[:, 2])
    return all(float(np.mean(level < limit)) < share for limit, share in STEEP)
