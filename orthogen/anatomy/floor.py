"""Floor. a surface standing upright on z = 0 -> the same without the floor that was scanned with it."""

import numpy as np

from orthogen.anatomy.mask import grown, labelled
from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import BoolArray
from orthogen.kernel.grid import Grid, covering
from orthogen.kernel.raster import of_faces
from orthogen.kernel.sheet import face_middles

FLOOR_MM = 2.0
RAGGED_MM = 4.0
HIGH_MM = 8.0
OVERHANG_MM = 5.0
UPWARD = 0.3
LEVEL_COS = 0.95
LEAST_CM2 = 5.0
COLUMN_MM = 2.5
GAP_MM = 15.0


def outward_sign(surface: Surface) -> float:
    """Return +1 if the faces of an upright foot are wound outward, −1 if they are inside out.

    Judged by what lies more than 8 mm above the support, where skin that faces up outweighs skin that faces down
    (back of the foot against arch) even if ankle or sole are open; a floor below has no vote.
    """
    high = surface.heights[0] > HIGH_MM
    return 1.0 if float((surface.areas * surface.upward)[high].sum()) >= 0 else -1.0


def without_floor(surface: Surface) -> tuple[Surface, float]:
    """Return outward-wound upright feet without attached floor, and the removed area in cm² (0 if there was none).

    Floor is what lies low where nothing stands above it out to the edge of the scan, what lies level under the
    overhang of the foot, and what faces up where skin that low faces down (pose.md 2.6).
    """
    top, grid = surface.heights[1], _columns(surface)
    level = (top < FLOOR_MM) & (np.abs(surface.upward) > LEVEL_COS)
    highest = of_faces(surface.points, surface.faces, top >= RAGGED_MM, grid, lowest=False)
    lowest = of_faces(surface.points, surface.faces, ~level & (surface.heights[0] < OVERHANG_MM), grid, lowest=True)
    stands = np.nan_to_num(highest, nan=0.0) >= RAGGED_MM
    comes_down = np.nan_to_num(lowest, nan=np.inf) < OVERHANG_MM
    floor = _outside(surface, grid, stands, top < RAGGED_MM)
    floor |= _outside(surface, grid, comes_down, level)
    floor |= (top < FLOOR_MM) & (surface.upward > UPWARD)
    area_cm2 = float(surface.areas[floor].sum()) / 100
    if area_cm2 < LEAST_CM2 or floor.all():
        return surface, 0.0
    return surface.of_faces(~floor), area_cm2


def _columns(surface: Surface) -> Grid:
    """Return the grid of columns over a scan, with room all around."""
    return covering(surface.points[:, 0], surface.points[:, 1], step_mm=COLUMN_MM, margin_mm=2 * GAP_MM)


def _outside(surface: Surface, grid: Grid, walls: BoolArray, asked: BoolArray) -> BoolArray:
    """Return which of the asked faces (m,) can be reached from outside without passing a wall (nx, ny).

    Ways narrower than 30 mm count as closed: through a hole in the heel nothing leads to the sole.
    """
    wide = round(GAP_MM / COLUMN_MM)
    free = labelled(~grown(walls, wide))
    outside = grown(free == free[0, 0], wide) & ~grown(walls, 1)
    middle, reached = face_middles(surface.points, np.take(surface.faces, np.flatnonzero(asked), axis=0)), asked.copy()
    ix = np.rint((middle[:, 0] - grid.x0_mm) / grid.step_mm).astype(np.int64)
    iy = np.rint((middle[:, 1] - grid.y0_mm) / grid.step_mm).astype(np.int64)
    reached[asked] = outside[ix, iy]
    return reached
