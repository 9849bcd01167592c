"""Caps. a mesh with open rims -> the same closed, where a rim is small or nearly flat.

A cap is a fan around the middle of its rim: right for the cut through a leg, for the rim of a sole that stands in one
plane, and for gaps so small that nobody will look for anatomy there. Everything else is refused with numbers.
"""

from collections.abc import Iterator

import numpy as np

from orthogen.errors import OffsetFailed
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.mesh import Mesh, cross, edges
from orthogen.lazyclass import dataclass

SMALL_RATIO = 0.01
"""A hole of at most this share of the surface is closed whatever its shape."""
FLAT_RATIO = 0.15
"""A larger one must keep this near to its plane, as a share of the root of its area."""
FOLDED_RATIO = 0.02
"""And no more than this share of its fan may lie folded over the rest."""


@dataclass(frozen=True, kw_only=True)
class Cap:
    """A hole that was closed: the area of its rim seen along its axis, and the middle of the rim."""

    area_mm2: float
    middle_mm: FloatArray


def capped(mesh: Mesh) -> tuple[Mesh, tuple[Cap, ...]]:
    """Return the mesh with every open rim closed by a fan around its middle, and the caps, the largest first.

    The mesh must be consistently wound. Raises OffsetFailed where rims touch one another in a point, and where one is
    neither small nor nearly flat, or would be capped by a fan that folds over itself.
    """
    surface = 0.5 * float(np.sqrt(np.einsum("ij,ij->i", mesh.area_normals_mm2, mesh.area_normals_mm2)).sum())
    points, faces, caps = [mesh.points_mm], [mesh.faces], []
    for count, rim in enumerate(_rims(mesh)):
        middle = mesh.points_mm[rim].mean(axis=0)
        area = _area_to_close_mm2(mesh.points_mm[rim] - middle, middle, surface)
        points.append(middle[None])
        new = np.full(len(rim), len(mesh.points_mm) + count)
        faces.append(np.stack([np.roll(rim, -1), rim, new], axis=1))
        caps.append(Cap(area_mm2=area, middle_mm=middle))
    closed = Mesh(points_mm=np.concatenate(points), faces=np.concatenate(faces))
    return closed, tuple(sorted(caps, key=lambda cap: -cap.area_mm2))


def _rims(mesh: Mesh) -> Iterator[IntArray]:
    """Yield the points of each open rim, in the order in which its faces run along it."""
    half = edges(mesh)
    free = half.uses == 1
    start, end = half.start[free], half.end[free]
    touched = np.bincount(start, minlength=1).max(initial=0)
    if touched > 1 or len(np.setxor1d(start, end)) > 0:
        raise OffsetFailed(
            f"the mesh is not closed: {len(start)} open edges, and its rims touch one another",
            "close it first; an open scan has no inside to offset from",
        )
    after = dict(zip(start.tolist(), end.tolist(), strict=True))
    while after:
        first, point = next(iter(after.items()))
        rim = [first]
        while point != first:
            rim.append(point)
            point = after.pop(point)
        del after[first]
        yield np.array(rim)


def _area_to_close_mm2(rim: FloatArray, middle: FloatArray, surface_mm2: float) -> float:
    """Return the area of a rim (k, 3) around the origin seen along its axis; raises OffsetFailed if no cap fits it."""
    fan = 0.5 * cross(rim, np.roll(rim, -1, axis=0))
    area = float(np.linalg.norm(fan.sum(axis=0)))
    if area <= SMALL_RATIO * surface_mm2 and len(rim) > 2:
        return area
    axis = fan.sum(axis=0) / max(area, np.finfo(float).tiny)
    off = float(np.abs(rim @ axis).max())
    folded = -float(np.minimum(fan @ axis, 0.0).sum())
    if off <= FLAT_RATIO * area**0.5 and folded <= FOLDED_RATIO * area:
        return area
    x, y, z = middle
    raise OffsetFailed(
        f"the mesh is not closed: a rim of {len(rim)} open edges around ({x:.4g}, {y:.4g}, {z:.4g}) spans "
        f"{area:.4g} mm², leaves its plane by {off:.3g} mm and folds over itself by {folded:.3g} mm²",
        "close it first; only small holes and nearly flat rims are closed here",
    )
