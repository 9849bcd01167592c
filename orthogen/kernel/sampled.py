"""Sampled. mesh -> points spread evenly over it, with normals; points -> the same without the floor they stand on."""

import numpy as np

from orthogen.kernel import curve
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.mesh import Mesh
from orthogen.kernel.rank import median
from orthogen.kernel.skin import Skin

# the plastic number's powers spread points evenly in a square (Roberts 2018, R2 sequence)
_R2 = (0.7548776662466927, 0.5698402909980532)
_FLOOR_MM, _PARALLEL = 0.8, 0.98
_TRIED, _USED = 300, 4000
_LEAST_RATIO, _WIDER = 0.1, 1.25


def sampled(mesh: Mesh, spacing: float) -> Skin:
    """Return points on the mesh, one for each spacing² of its area, and the normals of their faces; always the same."""
    double = mesh.area_normals_mm2
    length: FloatArray = np.sqrt(np.einsum("ij,ij->i", double, double))
    up_to = np.cumsum(length / 2.0)
    count = int(up_to[-1] / spacing**2)
    face = np.minimum(np.searchsorted(up_to, (np.arange(count) + 0.5) * spacing**2), len(length) - 1)
    u, v = (np.mod(0.5 + step * np.arange(count), 1.0) for step in _R2)
    root = np.sqrt(u)
    share = np.stack([1.0 - root, root * (1.0 - v), root * v], axis=1)
    points: FloatArray = np.einsum("nk,nkj->nj", share, mesh.corners_mm[face])
    return Skin(points, double[face] / np.maximum(length[face], 1e-12)[:, None])


def without_floor(skin: Skin) -> Skin:
    """Return the skin without the plane it was scanned on, and without what lies below that; as it is if on none.

    The plane that most points lie on, within 0.8 mm and parallel, is a floor if it reaches beyond everything else: its
    outline is a quarter larger than that of the rest seen along it. The flat underside of a part is not.
    """
    few = skin.thinned(_USED)
    tried = few.thinned(_TRIED)
    best, normal, height = 0, np.zeros(3), 0.0
    for point, along in zip(tried.points, tried.normals, strict=True):
        on = _on_plane(few, along, float(along @ point))
        if int(on.sum()) > best:
            best, normal, height = int(on.sum()), along, float(along @ point)
    if best < _LEAST_RATIO * len(few.points):
        return skin
    on = _on_plane(few, normal, height)
    normal = few.normals[on].mean(axis=0)
    normal = normal / np.sqrt(normal @ normal)
    height = median(few.points[on] @ normal)
    above = few.points @ normal > height + _FLOOR_MM
    if above.sum() < 3 or _outline_area(few.points[on], normal) < _WIDER * _outline_area(few.points[above], normal):
        return skin
    return skin.where(skin.points @ normal > height + _FLOOR_MM)


def _on_plane(skin: Skin, normal: FloatArray, height: float) -> BoolArray:
    on: BoolArray = (np.abs(skin.points @ normal - height) < _FLOOR_MM) & (skin.normals @ normal > _PARALLEL)
    return on


def _outline_area(points: FloatArray, normal: FloatArray) -> float:
    """Return the area of the convex outline of points seen along a normal."""
    across = np.eye(3)[int(np.argmin(np.abs(normal)))]
    one = np.cross(normal, across)
    one = one / np.sqrt(one @ one)
    flat = np.stack([points @ one, points @ np.cross(normal, one)], axis=1)
    return abs(curve.area(curve.hull(flat)))
