"""Floor. a surface standing upright on z = 0 -> the same without the floor that was scanned with it."""

import numpy as np

from orthogen.anatomy.surface import Surface, face_normals, face_pieces

FLOOR_MM = 2.0
UPWARD = 0.3
LEAST_CM2 = 5.0


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

    Floor faces up where skin that low faces down or sideways, so the rule needs no outline (pose.md 2.6).
    """
    corners = surface.corners
    normals, areas = face_normals(corners)
    floor = (corners[:, :, 2].max(axis=1) < FLOOR_MM) & (normals[:, 2] > UPWARD)
    area_cm2 = float(areas[floor].sum()) / 100
    if area_cm2 < LEAST_CM2:
        return surface, 0.0
    rest = surface.of_faces(~floor)
    piece = face_pieces(rest)
    _, areas = face_normals(rest.corners)
    weight = np.bincount(piece, weights=areas)
    return rest.of_faces(piece == int(np.argmax(weight))), area_cm2
