"""Floor. a surface standing upright on z = 0 -> the same without the floor that was scanned with it."""

import numpy as np

from orthogen.anatomy.mask import grown, labelled
from orthogen.anatomy.surface import Surface, face_normals, face_pieces
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.grid import covering
from orthogen.kernel.raster import highest

FLOOR_MM = 2.0
RAGGED_MM = 4.0
UPWARD = 0.3
LEAST_CM2 = 5.0
COLUMN_MM = 2.5
GAP_MM = 15.0


def outward_sign(surface: Surface) -> float:
    """Return +1 if the faces of an upright foot are wound outward, −1 if they are inside out.

    Judged by what lies more than 8 mm above the support, where skin that faces up outweighs skin that faces down
    (back of the foot against arch) even if ankle or sole are open; a floor below has no vote.
    """
    corners = surface.corners
    normals, areas = face_normals(corners)
    high = corners[:, :, 2].mean(axis=1) > 8.0
    return 1.0 if float((areas[high] * normals[high, 2]).sum()) >= 0 else -1.0


def without_floor(surface: Surface) -> tuple[Surface, float]:
    """Return an outward-wound upright foot without attached floor, and the removed area in cm² (0 if there was none).

    Floor lies low where nothing stands above it out to the edge of the scan, or faces up where skin that low faces
    down (under the overhang of the foot; pose.md 2.6).
    """
    corners = surface.corners
    normals, areas = face_normals(corners)
    top = corners[:, :, 2].max(axis=1)
    beside = (top < RAGGED_MM) & _beside_the_foot(corners)
    floor = beside | ((top < FLOOR_MM) & (normals[:, 2] > UPWARD))
    area_cm2 = float(areas[floor].sum()) / 100
    if area_cm2 < LEAST_CM2 or floor.all():
        return surface, 0.0
    rest = surface.of_faces(~floor)
    piece = face_pieces(rest)
    _, areas = face_normals(rest.corners)
    weight = np.bincount(piece, weights=areas)
    return rest.of_faces(piece == int(np.argmax(weight))), area_cm2


def _beside_the_foot(corners: FloatArray) -> BoolArray:
    """Return which triangles (m, 3, 3) lie where nothing is higher than 4 mm, joined to the outside by such places.

    Ways narrower than 30 mm count as closed: through a hole in the heel nothing leads to the sole.
    """
    points = corners.reshape(-1, 3)
    grid = covering(points[:, 0], points[:, 1], step_mm=COLUMN_MM, margin_mm=2 * GAP_MM)
    tall = np.nan_to_num(highest(corners, grid), nan=0.0) >= RAGGED_MM
    wide = round(GAP_MM / COLUMN_MM)
    free = labelled(~grown(tall, wide))
    outside = grown(free == free[0, 0], wide) & ~grown(tall, 1)
    centre = corners.mean(axis=1)
    ix = np.rint((centre[:, 0] - grid.x0_mm) / grid.step_mm).astype(np.int64)
    iy = np.rint((centre[:, 1] - grid.y0_mm) / grid.step_mm).astype(np.int64)
    beside: BoolArray = outside[ix, iy]
    return beside
