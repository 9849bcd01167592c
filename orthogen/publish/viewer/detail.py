"""Detail. a surface -> the same with few enough faces for a preview."""

import numpy as np

from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.mesh import cross
from orthogen.kernel.sheet import clustered

_SAMPLED_FACES = 10_000  # are enough to know the area of a surface
_CROSSED = 1.5  # cells of a grid that a surface crosses, over its area in cells


def thinned(points_mm: FloatArray, faces: IntArray, *, most_faces: int) -> tuple[FloatArray, IntArray]:
    """Return a preview of a surface with at most so many faces: the points of each cell of a grid become their mean.

    The cell is the smallest of a growing row (by a fifth each) that is coarse enough. A surface that has few
    enough faces comes back as it is. For looking only: nothing is measured on it.
    """
    if len(faces) <= most_faces:
        return points_mm, faces
    every = max(1, len(faces) // _SAMPLED_FACES)
    corners = np.take(points_mm, faces[::every], axis=0)
    double_areas = np.linalg.norm(cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    cell_mm = float(np.sqrt(_CROSSED * every * double_areas.sum() / most_faces))
    while True:
        points, kept = clustered(points_mm, faces, cell=cell_mm)
        if len(kept) <= most_faces:
            return points, kept
        cell_mm *= 1.2
