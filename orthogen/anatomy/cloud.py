"""Cloud. bare points of feet -> a consistently wound surface through them, with the holes that they have."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from orthogen.anatomy.level_set import MARGIN, level_set
from orthogen.anatomy.oriented import one_sided, tangent_planes
from orthogen.anatomy.pin_holes import without_pin_holes
from orthogen.anatomy.surface import Surface, face_pieces
from orthogen.errors import NotAFoot
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.mesh import cross
from orthogen.records.finding import Finding

CELLS = 220
NEIGHBOURS = 12
FEWEST_POINTS = 500
FAR = 0.8
LEAST_SHARE = 0.0005
LONELY = 2.5
LEAST_SUPPORT = 0.25
ROUGH = 0.2
SMOOTHED = 0.15
COARSEST = 2.5
PIN_HOLE_EDGES = 10
SPARSE = 1.2
SPARSEST = 3.0


@dataclass(frozen=True)
class Means:
    """One point per occupied cell: points (m, 3), owner (n,): the cell of each point of the scan.

    far, near (m, 12): distances and numbers of the nearest others, the nearest first. trust (m,), at most 1: how many
    points stand in the cell compared with the cells around it, so that the fringe of a noisy skin weighs little.
    """

    points: FloatArray
    owner: IntArray
    far: FloatArray
    near: IntArray
    trust: FloatArray

    @property
    def spacing(self) -> FloatArray:
        """(m,): the side of the square that each point has to itself, from the distance of the eighth neighbour."""
        spacing: FloatArray = self.far[:, 7] * np.sqrt(np.pi / 8)
        return spacing


def surface_of(points: FloatArray) -> tuple[Surface, tuple[Finding, ...]]:
    """Return a triangle mesh through the points (n, 3) of a scan without faces, in their own frame and unit.

    Consistently wound, each piece outside out as far as its shape tells. Holes wider than about three spacings stay
    open. The points are thinned to one mean per cell, each mean gets the plane of its neighbours, and the mesh is the
    zero level of the distance that these planes define (implicit moving least squares, Kolluri 2008).
    Stray points are left out; the findings say how many. Raises NotAFoot if there are not enough points.
    """
    near = _without_far(points)
    if len(near) < FEWEST_POINTS:
        raise NotAFoot(f"{len(near)} points are too few for a foot", "scan again; a foot takes 10,000 points or more")
    cell = _extent(near) / CELLS
    means = _thinned(near, cell)
    normals, thickness = tangent_planes(means.points, means.near, means.trust)
    rough = float(np.median(thickness))
    if rough > ROUGH:
        cell *= min(rough / SMOOTHED, COARSEST)
        means = _thinned(near, cell)
        normals, _ = tangent_planes(means.points, means.near, means.trust)
    cell = max(cell, float(np.median(means.spacing)))
    normals = one_sided(means.points, normals, means.near)
    kept = means.far[:, 2] < LONELY * cell
    places, facing, trust = _denser(means.points[kept], normals[kept], means.trust[kept], means.spacing[kept], cell)
    origin = places.min(axis=0) - MARGIN * cell
    corners, quads = level_set((places - origin) / cell, facing, trust, least_support=LEAST_SUPPORT)
    surface = Surface(corners * cell + origin, _halved(corners, quads))
    surface = _outward(without_pin_holes(surface, longest=PIN_HOLE_EDGES))
    return surface, _findings(points, int(np.count_nonzero(kept[means.owner])), cell)


def _without_far(points: FloatArray) -> FloatArray:
    """Return the finite points, without those so far out that nothing of a foot joins them to the rest."""
    finite = points[np.isfinite(points).all(axis=1)]
    if len(finite) == 0:
        return finite
    low, high = np.quantile(finite, (0.01, 0.99), axis=0)
    reach = FAR * float(np.linalg.norm(high - low))
    near: FloatArray = finite[(np.abs(finite - (low + high) / 2) <= reach).all(axis=1)]
    return near


def _extent(points: FloatArray) -> float:
    """Return the diagonal of the box that holds all but the outermost hundredth of the points on each side."""
    low, high = np.quantile(points, (0.01, 0.99), axis=0)
    return float(np.linalg.norm(high - low))


def _thinned(points: FloatArray, cell: float) -> Means:
    """Return the mean of the points (n, 3) in each occupied cell."""
    place = np.floor((points - points.min(axis=0)) / cell).astype(np.int64)
    _, wide, tall = place.max(axis=0) + 1
    _, owner, count = np.unique((place[:, 0] * wide + place[:, 1]) * tall + place[:, 2],
                                return_inverse=True, return_counts=True)  # fmt: skip
    mean = np.stack([np.bincount(owner, points[:, k]) / count for k in range(3)], axis=1)
    far, number = (np.asarray(found)[:, 1:] for found in cKDTree(mean).query(mean, k=NEIGHBOURS + 1))
    return Means(mean, owner, far, number, np.minimum(count / count[number].mean(axis=1), 1.0))


def _denser(
    points: FloatArray, normals: FloatArray, trust: FloatArray, spacing: FloatArray, cell: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return points, normals and trust with six more around each point that stands alone, half way to the next.

    They lie in its plane. Where a scan is thinner than the lattice it becomes coarser, not full of holes.
    """
    thin = (spacing > SPARSE * cell) & (spacing < SPARSEST * cell)
    normal = normals[thin]
    one = np.stack([normal[:, 1] - normal[:, 2], normal[:, 2] - normal[:, 0], normal[:, 0] - normal[:, 1]], axis=1)
    one += np.where(np.abs(one).sum(axis=1) < 0.1, 1.0, 0.0)[:, None] * (1.0, -1.0, 0.0)
    one /= np.sqrt(np.square(one).sum(axis=1))[:, None]
    other = cross(normal, one)
    turn = np.arange(6) * np.pi / 3
    ring = np.cos(turn)[:, None, None] * one + np.sin(turn)[:, None, None] * other
    around = points[thin] + 0.5 * spacing[thin, None] * ring
    return (
        np.append(points, around.reshape(-1, 3), axis=0),
        np.append(normals, np.tile(normal, (6, 1)), axis=0),
        np.append(trust, np.tile(trust[thin], 6)),
    )


def _outward(surface: Surface) -> Surface:
    """Return the surface with every piece turned that looks towards its own middle, without the smallest pieces."""
    piece = face_pieces(surface)
    area = np.bincount(piece, surface.areas)
    centre = surface.corners.mean(axis=1)
    weighted = surface.areas[:, None] * centre
    middle = np.stack([np.bincount(piece, weighted[:, k]) / np.maximum(area, 1e-300) for k in range(3)], axis=1)
    looks = np.bincount(piece, np.einsum("mi,mi,m->m", centre - middle[piece], surface.normals, surface.areas))
    turned = Surface(surface.points, np.where((looks < 0)[piece, None], surface.faces[:, ::-1], surface.faces))
    return turned.of_faces(area[piece] >= LEAST_SHARE * area.max())


def _halved(points: FloatArray, quads: IntArray) -> IntArray:
    """Return two triangles for each quad (m, 4), split along the shorter diagonal."""
    a, b, c, d = quads.T
    short = np.square(points[a] - points[c]).sum(axis=1) <= np.square(points[b] - points[d]).sum(axis=1)
    along = np.stack([np.stack([a, b, c], 1), np.stack([a, c, d], 1)], axis=1)
    across = np.stack([np.stack([a, b, d], 1), np.stack([b, c, d], 1)], axis=1)
    return np.where(short[:, None, None], along, across).reshape(-1, 3)


def _findings(points: FloatArray, used: int, cell: float) -> tuple[Finding, ...]:
    """Return what was made of the cloud."""
    stray = len(points) - used
    note = (
        f"{len(points)} points without faces: a surface with a spacing of {cell:.3g} file units was laid through them."
    )
    found = [Finding(check="cloud_meshed", note=note, measured=float(len(points)), unit="points")]
    if stray:
        note = f"{stray} stray points, {100 * stray / len(points):.2f} %, were left out."
        found.append(Finding(check="stray_points_dropped", note=note, measured=float(stray), unit="points"))
    return tuple(found)
