"""Standing. a finished shell -> how far the block under its heel stands below the bare shell."""

import numpy as np

from orthogen.kernel import plane
from orthogen.kernel.rolling import rolled_below
from orthogen.records.site import Block, Made

CLEAR_MM = 0.3
HEEL_RATIO, HEEL_INSET_MM = 0.30, 5.0
_LEVEL_RATIO, _HALF_RATIO = (0.08, 0.28), 0.056


def clear_mm(block: Block) -> float:
    """Return how far below the lowest point of the bare shell a block begins: 0.3 mm, but nothing for a lift alone.

    A lift alone is told by how much higher the heel stands, and without it there is no block.
    """
    return CLEAR_MM if block.tilt_deg or block.raise_mm or not block.lift_mm else 0.0


def below_shell_mm(made: Made) -> float:
    """Return how far the block's plane under the heel centre lies below one that touches the bare shell there, mm.

    The plane is that of the underside, .08–.28 FL, ±.056 FL. The bare shell is rolled anew under the exported top, as
    thick as ordered; what touches it has the block's tilt and no pitch, before .30 FL and 5 mm inside the trim line.
    """
    site, length = made.site, made.site.foot.foot_length_mm
    there = np.isfinite(made.bottom_mm) & np.isfinite(made.top_mm)
    centre = site.foot.landmarks["heel_centre"]
    heel = there & (site.x_mm > _LEVEL_RATIO[0] * length) & (site.x_mm < _LEVEL_RATIO[1] * length)
    ix, iy = np.nonzero(heel & (np.abs(site.y_mm - centre.y_mm) < _HALF_RATIO * length))
    x, y = site.x_mm[ix, 0], site.y_mm[0, iy]
    level, along, across = plane.trimmed(x, y, made.bottom_mm[ix, iy], residual=0.02)
    part = made.top_mm + made.cover_mm
    top = np.where(there, part, float(part[there].max()))
    thickness = np.broadcast_to(site.thickness_mm + made.thicker_mm, top.shape)
    shell = rolled_below(top, thickness, step_mm=site.grid.step_mm, where=site.inset_mm > 0.0)
    under = there & (site.x_mm <= HEEL_RATIO * length) & (site.inset_mm >= HEEL_INSET_MM)
    touching = float((shell - across * site.y_mm)[under].min())
    return touching - float(level + along * centre.x_mm)
