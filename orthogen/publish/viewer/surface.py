"""Surface. what the viewer shows: surfaces with values at their points, and the scales of those values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.records.foot import Side


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One kind of value and its colours, the same for both feet.

    title: in the words of the page. low, high: the ends of the colours, in `unit`; values beyond are still read as
    they are. two_sided: colours for both signs around zero, then low = −high. own: it belongs to one modification.
    """

    key: str
    title: str
    unit: str
    low: float
    high: float
    two_sided: bool = False
    own: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Surface:
    """points_mm (n, 3) in the STL frame; faces (m, 3), outward; values: key of a scale -> (n,), NaN where unknown."""

    points_mm: FloatArray
    faces: IntArray
    values: Mapping[str, FloatArray] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ViewedFoot:
    """One side of the viewer. stl_from_foot: 4×4, right-foot frame → STL frame, for places of findings."""

    side: Side
    device: Surface | None
    scan: Surface | None
    stl_from_foot: FloatArray


def thinned(points_mm: FloatArray, faces: IntArray, *, most_faces: int) -> tuple[FloatArray, IntArray]:
    """Return a preview of a surface with at most so many faces: the points of each cell of a grid become their mean.

    The cell is the smallest of a growing row (by a fifth each) that is coarse enough. A surface that has few
    enough faces comes back as it is. For looking only: nothing is measured on it. Rossignac and Borrel 1993.
    """
    if len(faces) <= most_faces:
        return points_mm, faces
    corners = points_mm[faces]
    double_areas = np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1)
    cell_mm = float(np.sqrt(double_areas.sum() / most_faces))
    while True:
        points, kept = _clustered(points_mm, faces, cell_mm)
        if len(kept) <= most_faces:
            return points, kept
        cell_mm *= 1.2


def _clustered(points_mm: FloatArray, faces: IntArray, cell_mm: float) -> tuple[FloatArray, IntArray]:
    """Return the surface with one point for each occupied cell of a grid, without the faces that vanish."""
    node = np.floor((points_mm - points_mm.min(0)) / cell_mm).astype(np.int64)
    code = (node[:, 0] * (node[:, 1].max() + 1) + node[:, 1]) * (node[:, 2].max() + 1) + node[:, 2]
    _, group, count = np.unique(code, return_inverse=True, return_counts=True)
    means = np.column_stack([np.bincount(group, points_mm[:, k]) / count for k in range(3)])
    merged = group[faces]
    a, b, c = merged.T
    kept = merged[(a != b) & (b != c) & (c != a)]
    used = np.zeros(len(means), dtype=bool)
    used[kept] = True
    return means[used], (np.cumsum(used) - 1)[kept]


