"""Floor. a surface standing upright on z = 0 -> the same without the floor that was scanned with it."""

import numpy as np

from orthogen.anatomy.mask import grown, labelled
from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import BoolArray
from orthogen.kernel.grid import covering
from orthogen.kernel.raster import highest

FLOOR_MM = 2.0
RAGGED_MM = 4.0
HIGH_MM = 8.0
UPWARD = 0.3
LEAST_CM2 = 5.0
COLUMN_MM = 2.5
GAP_MM = 15.0


def outward_sign(surface: Surface) -> float:
    """Return +1 if the faces of an upright foot are wound outward, −1 if they are inside out.

    Judged by what lies more than 8 mm above the support, where skin that faces up outweighs skin that faces down
    (back of the foot against arch) even if ankle or sole are open; a floor below has no vote.
    """
    high = surface.edge_of_faces(np.minimum) > HIGH_MM
    return 1.0 if float((surface.areas * surface.normals[:, 2])[high].sum()) >= 0 else -1.0


def without_floor(surface: Surface) -> tuple[Surface, float]:
    """Return outward-wound upright feet without attached floor, and the removed area in cm² (0 if there was none).

    Floor lies low where nothing stands above it out to the edge of the scan, or faces up where skin that low faces
    down (under the overhang of the foot; pose.md 2.6).
    """
    top = surface.edge_of_faces(np.maximum)
    beside = (top < RAGGED_MM) & _beside_the_foot(surface)
    floor = beside | ((top < FLOOR_MM) & (surface.normals[:, 2] > UPWARD))
    area_cm2 = float(surface.areas[floor].sum()) / 100
    if area_cm2 < LEAST_CM2 or floor.all():
        return surface, 0.0
    return surface.of_faces(~floor), area_cm2


def _beside_the_foot(surface: Surface) -> BoolArray:
    """Return which faces (m,) lie where nothing is higher than 4 mm, joined to the outside by such places.

    Ways narrower than 30 mm count as closed: through a hole in the heel nothing leads to the sole.
    """
    grid = covering(surface.points[:, 0], surface.points[:, 1], step_mm=COLUMN_MM, margin_mm=2 * GAP_MM)
    tall = np.nan_to_num(highest(surface.corners, grid), nan=0.0) >= RAGGED_MM
    wide = round(GAP_MM / COLUMN_MM)
    free = labelled(~grown(tall, wide))
    outside = grown(free == free[0, 0], wide) & ~grown(tall, 1)
    x, y = (surface.corners[:, 0, k] + surface.corners[:, 1, k] + surface.corners[:, 2, k] for k in (0, 1))
    ix = np.rint((x / 3 - grid.x0_mm) / grid.step_mm).astype(np.int64)
    iy = np.rint((y / 3 - grid.y0_mm) / grid.step_mm).astype(np.int64)
    beside: BoolArray = outside[ix, iy]
    return beside
