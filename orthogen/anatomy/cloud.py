"""Cloud. bare points of feet -> a consistently wound surface through them, with the holes that they have."""

import numpy as np

from orthogen.anatomy.level_set import MARGIN, level_set
from orthogen.anatomy.oriented import one_sided, tangent_planes
from orthogen.anatomy.pin_holes import without_pin_holes
from orthogen.anatomy.surface import Surface, face_pieces
from orthogen.errors import NotAFoot
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.mesh import cross
from orthogen.kernel.neighbours import PointTree
from orthogen.kernel.rank import median
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding, Level

CELLS = 200
NEIGHBOURS = 12
FEWEST_POINTS = 500
FEWEST_CELLS, MOST_CELLS = 100, 400_000
SMALLEST, LARGEST = 1e-12, 1e12
BOX_POINTS = 100_000
FAR = 0.8
ROUGH = 0.2
COARSEST = 2.2
LONELY = 2.5
SPARSE, SPARSEST = 1.2, 3.0
LEAST_SUPPORT = 0.15
PIN_HOLE_EDGES = 10
LEAST_SHARE = 0.0005
STRAY_RATIO = 0.02


@dataclass(frozen=True)
class Means:
    """One point per occupied cell of side `cell`: points (m, 3), owner (n,): the cell of each point of the scan.

    far, near (m, 12): distances and numbers of the nearest others, the nearest first. trust (m,), at most 1: how many
    points stand in the cell compared with the cells around it, so that the fringe of a noisy skin weighs little.
    """

    cell: float
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
    open, smaller ones are closed. The points are thinned to one mean per cell, each mean gets the plane of its
    neighbours, and the mesh is the zero level of the distance that these planes define (`level_set`). All lengths
    follow from the extent, the spacing and the noise of the cloud. Findings: what was done, and how many stray points
    were left out. Raises NotAFoot if the points make no surface.
    """
    near = _without_far(points)
    means, normals, cell = _skin(near)
    kept = means.far[:, 2] < LONELY * cell
    if np.count_nonzero(kept) < FEWEST_CELLS:
        raise _no_skin(points)
    places, facing, trust = _denser(means.points[kept], normals[kept], means.trust[kept], means.spacing[kept], cell)
    origin = places.min(axis=0) - MARGIN * cell
    corners, quads = level_set((places - origin) / cell, facing, trust, least_support=LEAST_SUPPORT)
    if len(quads) == 0:
        raise _no_skin(points)
    surface = without_pin_holes(Surface(corners * cell + origin, _halved(corners, quads)), longest=PIN_HOLE_EDGES)
    return _outward(surface), _findings(len(points), int(np.count_nonzero(kept[means.owner])), cell)


def _no_skin(points: FloatArray) -> NotAFoot:
    """Return the refusal of points that are no skin."""
    return NotAFoot(f"{len(points)} points do not make a surface", "scan again; a foot takes 10,000 points or more")


def _box(points: FloatArray) -> tuple[FloatArray, float]:
    """Return the middle (3,) and the diagonal of the box around all but the outermost hundredth on each side.

    Raises NotAFoot for points in one place.
    """
    low, high = np.quantile(points[:: len(points) // BOX_POINTS + 1], (0.01, 0.99), axis=0)
    diagonal = float(np.linalg.norm(high - low))
    if diagonal < SMALLEST:
        raise _no_skin(points)
    return (low + high) / 2, diagonal


def _without_far(points: FloatArray) -> FloatArray:
    """Return the points that are numbers, without those so far out that nothing of a foot joins them to the rest."""
    finite = points[(np.abs(points) < LARGEST).all(axis=1)]
    if len(finite) < FEWEST_POINTS:
        raise _no_skin(finite)
    middle, diagonal = _box(finite)
    near: FloatArray = finite[(np.abs(finite - middle) <= FAR * diagonal).all(axis=1)]
    return near


def _skin(points: FloatArray) -> tuple[Means, FloatArray, float]:
    """Return the points thinned to a skin one layer thick, its normals, all to one side, and the lattice step for it.

    Noise of more than a fifth of a cell piles cells up on each other: then the cells are made that much wider.
    """
    _, diagonal = _box(points)
    means = _thinned(points, diagonal / CELLS)
    normals, thickness = tangent_planes(means.points, means.near, means.trust)
    rough = median(thickness) / ROUGH
    if rough > 1:
        means = _thinned(points, min(rough, COARSEST) * means.cell)
        normals, _ = tangent_planes(means.points, means.near, means.trust)
    return means, one_sided(means.points, normals, means.near), max(means.cell, median(means.spacing))


def _thinned(points: FloatArray, cell: float) -> Means:
    """Return the mean of the points (n, 3) in each occupied cell.

    Raises NotAFoot if there are fewer cells than a skin takes, or so many that the points fill a room.
    """
    place = np.floor((points - points.min(axis=0)) / cell).astype(np.int64)
    _, wide, tall = place.max(axis=0) + 1
    _, owner, count = np.unique((place[:, 0] * wide + place[:, 1]) * tall + place[:, 2],
                                return_inverse=True, return_counts=True)  # fmt: skip
    mean = np.stack([np.bincount(owner, points[:, k]) / count for k in range(3)], axis=1)
    if not FEWEST_CELLS <= len(mean) <= MOST_CELLS:
        raise _no_skin(points)
    far, number = PointTree(mean).nearest(mean, most=NEIGHBOURS + 1)
    far, number = far[:, 1:], number[:, 1:]
    return Means(cell, mean, owner, far, number, np.minimum(count / count[number].mean(axis=1), 1.0))


def _denser(
    points: FloatArray, normals: FloatArray, trust: FloatArray, spacing: FloatArray, cell: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return points, normals and trust with six more around each point that stands alone, half way to the next.

    They lie in its plane. Where a scan is thinner than the lattice it becomes coarser, not full of holes.
    """
    thin = (spacing > SPARSE * cell) & (spacing < SPARSEST * cell)
    normal, share = normals[thin], ((np.square(spacing[thin] / cell) - 1.0) / 6.0).clip(0.0, 1.0)
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
        np.append(trust, np.tile(trust[thin] * share, 6)),
    )


def _outward(surface: Surface) -> Surface:
    """Return the surface with every piece turned that looks towards its own middle, without the smallest pieces."""
    piece = face_pieces(surface)
    area = np.bincount(piece, surface.areas)
    centre = surface.middles
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


def _findings(count: int, used: int, cell: float) -> tuple[Finding, ...]:
    """Return what was made of a cloud of so many points, of which `used` took part."""
    note = f"{count} points without faces: a surface was laid through them, one point per {cell:.3g} units of the file."
    found = [Finding(check="cloud_meshed", note=note, measured=float(count), unit="points")]
    stray = count - used
    if stray:
        share = stray / count
        note = f"{stray} stray points, {100 * share:.2f} %, were left out."
        level: Level = "warning" if share > STRAY_RATIO else "note"
        found.append(
            Finding(check="stray_points_dropped", note=note, measured=float(stray), unit="points", level=level)
        )
    return tuple(found)
