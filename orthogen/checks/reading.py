"""Reading. exported bytes -> the device as it was really made, back in the foot frame."""

import numpy as np

from orthogen.errors import GeometryError
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.frame import inverse, moved
from orthogen.kernel.grid import Grid
from orthogen.kernel.mesh import Edges, Mesh, border, edges, triangle_height_mm, welded
from orthogen.kernel.raster import highest, lowest
from orthogen.lazyclass import dataclass
from orthogen.records.device import Design
from orthogen.records.site import bevelled_edge

_FLAT = 1e-8  # of the greatest coordinate: less than a float32 resolves
_ON_NODE_MM = 1e-4  # a few steps of a float32 at 500 mm
_BEVEL_MM = 15.0  # 14 mm of bevel and a lattice cell


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A mesh as read: whole without faces of fewer than three points; solid without faces that have no area.

    without_area (n,): faces of `mesh` that have none. half: the edges of `whole`.
    """

    mesh: Mesh
    whole: Mesh
    solid: Mesh
    without_area: BoolArray
    half: Edges


@dataclass(frozen=True, kw_only=True)
class Device:
    """The device in the foot frame on the design's grid: fields (nx, ny), NaN outside, and its rim line (k, 3).

    All three are unbent: without the height of the shoe's inner sole, as the foot was scanned and the bed designed.
    sheets: foot bed and underside alone, STL frame. on_land, on_bevel (v,): its vertices on the land along the rim
    and on the bevel of a shortened device, the edges that are thin by design. rim (k,): the vertices of the rim line.
    corners (nx, ny): the nodes at which a corner of the upper side stands.
    """

    top_mm: FloatArray
    bottom_mm: FloatArray
    rim_mm: FloatArray
    sheets: Mesh
    rim: IntArray
    on_land: BoolArray
    on_bevel: BoolArray
    corners: BoolArray


def read(triangles_mm: FloatArray) -> Reading:
    """Return the mesh of triangles (n, 3, 3), finite, and what of it each check may look at."""
    mesh = welded(triangles_mm)
    a, b, c = mesh.faces.T
    whole = _some(mesh, (a != b) & (b != c) & (c != a))
    flat = triangle_height_mm(mesh) <= _FLAT * float(np.abs(mesh.points_mm).max(initial=0.0))
    return Reading(mesh=mesh, whole=whole, solid=_some(mesh, ~flat), without_area=flat, half=edges(whole))


def _some(mesh: Mesh, keep: BoolArray) -> Mesh:
    """Return the mesh with some of its faces; the same one where that is all of them."""
    return mesh if keep.all() else Mesh(points_mm=mesh.points_mm, faces=mesh.faces[keep])


def device(reading: Reading, stl_from_foot: FloatArray, design: Design) -> Device:
    """Return what a device's mesh says in the foot frame; raises GeometryError where it has no upper rim."""
    upwards = reading.whole.area_normals_mm2[:, 2]
    rim = border(reading.half, upwards > 0)
    if len(rim) == 0:
        raise GeometryError(
            "the exported device has no rim line: its upper side is not a bordered surface",
            "report this as a defect with the scan and the prescription",
        )
    sheets = Mesh(points_mm=reading.whole.points_mm, faces=reading.whole.faces[upwards != 0])
    points = moved(inverse(stl_from_foot), sheets.points_mm)
    faces, sole_mm = reading.whole.faces, design.sole_mm
    upper = np.zeros(len(points), dtype=bool)
    upper[faces[upwards > 0]] = True
    rim_mm = points[rim]
    rim_mm[:, 2] -= np.interp(rim_mm[:, 0], design.grid.x_mm[:, 0], sole_mm[:, 0])
    return Device(
        top_mm=highest(np.take(points, faces[upwards > 0], axis=0), design.grid) - sole_mm,
        bottom_mm=lowest(np.take(points, faces[upwards < 0], axis=0), design.grid) - sole_mm,
        rim_mm=rim_mm,
        sheets=sheets,
        rim=rim,
        on_land=design.grid.sample_linear(design.inset_mm, points[:, 0], points[:, 1]) < design.settled.land_mm,
        on_bevel=_on_bevel(design, points),
        corners=_corners(points[upper], design.grid),
    )


def _corners(points: FloatArray, grid: Grid) -> BoolArray:
    """Return at which nodes (nx, ny) one of the points (n, 3) stands, as near as numbers of a file can say."""
    place = (points[:, :2] - [grid.x0_mm, grid.y0_mm]) / grid.step_mm
    node = np.rint(place)
    on = (np.abs(place - node) * grid.step_mm < _ON_NODE_MM) & (node >= 0) & (node < grid.shape)
    i, j = node[on[:, 0] & on[:, 1]].astype(np.int64).T
    marked = np.zeros(grid.shape, dtype=bool)
    marked[i, j] = True
    return marked


def _on_bevel(design: Design, points: FloatArray) -> BoolArray:
    """Return which points (v, 3) lie within 15 mm of a bevelled edge, distal or behind a notch."""
    line = design.outline_mm
    edge = line[bevelled_edge(line, design.settled.length)]
    if len(edge) == 0:
        return np.zeros(len(points), dtype=bool)
    near = np.flatnonzero(points[:, 0] > edge[:, 0].min() - _BEVEL_MM)
    apart = (points[near, 0, None] - edge[:, 0]) ** 2 + (points[near, 1, None] - edge[:, 1]) ** 2
    out = np.zeros(len(points), dtype=bool)
    out[near] = apart.min(1) < _BEVEL_MM**2
    return out
