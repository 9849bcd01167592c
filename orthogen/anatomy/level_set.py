"""Level set. oriented points -> the surface where the distance that their planes define is zero.

Field. Implicit moving least squares (Kolluri 2008) on a sparse lattice of step 1: at a node x, with quadratic B-spline
weights, f = mean n · x − ½ (mean n · mean p + mean n·p). This is the mean of the distance of x to the planes of the
points and of the points to the plane of x; their errors from curvature are opposite and equal, so f is exact to second
order where the plain mean of planes lies outside a bend and the plain mean of points inside it.
Surface. Surface nets (Gibson 1998): one vertex per cell that the zero level crosses, one quad per edge.
"""

from dataclasses import replace
from itertools import product

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.rank import median
from orthogen.lazyclass import dataclass

MARGIN = 2.0
_REACH = 3
_WEIGHTLESS = 1e-300
_VAGUE = 0.25
_LONGEST_STEP = 0.5


@dataclass(frozen=True)
class Nodes:
    """The lattice nodes within reach of points: key (m,) rising, number: key → row or −1, field (m,).

    sums (m + 1, 8): n, p, n·p and 1 of the points near each node, weighted; the last row, of unknown nodes, is 0.
    """

    shape: tuple[int, int, int]
    key: IntArray
    number: IntArray
    field: FloatArray
    sums: FloatArray

    @property
    def support(self) -> FloatArray:
        """(m,): the sum of weights."""
        return self.sums[:-1, 7]

    @property
    def stride(self) -> IntArray:
        """(3,): what one step along each axis adds to the key."""
        return np.array([self.shape[1] * self.shape[2], self.shape[2], 1])

    def place(self, key: IntArray) -> FloatArray:
        """Return the lattice coordinates (k, 3) of keys (k,)."""
        return np.stack(np.unravel_index(key, self.shape), axis=1).astype(float)


@dataclass(frozen=True)
class Crossings:
    """Lattice edges (k,) along `axis` on which the field changes sign: lower key, share of the edge, rising or not."""

    axis: int
    key: IntArray
    share: FloatArray
    rising: BoolArray
    support: FloatArray


def level_set(
    points: FloatArray, normals: FloatArray, trust: FloatArray, *, least_support: float
) -> tuple[FloatArray, IntArray]:
    """Return vertices (v, 3) and quads (q, 4), wound along the normals, of the surface through points (n, 3).

    points: in lattice steps, all coordinates at least 2. trust (n,): how much each point weighs. The surface ends
    where the sum of weights falls below least_support times its median.
    """
    nodes = _unambiguous(_nodes(points, normals, trust))
    found = [_crossings(nodes, axis) for axis in range(3)]
    support = np.concatenate([edges.support for edges in found])
    enough = least_support * median(support) if len(support) else 0.0
    cells, spots = zip(*(_quads(nodes, edges, enough) for edges in found), strict=True)
    names, corner = np.unique(np.concatenate(cells), return_inverse=True)
    quads = corner.reshape(-1, 4)
    spot, count = np.concatenate(spots), np.bincount(quads.ravel(), minlength=len(names))
    middle = np.stack(
        [np.bincount(quads.ravel(), np.repeat(spot[:, k], 4), minlength=len(names)) / count for k in range(3)], axis=1
    )
    return _on_level(middle, names, nodes), quads


def _nodes(points: FloatArray, normals: FloatArray, trust: FloatArray) -> Nodes:
    """Return the lattice with the field at all nodes that a point's 3 × 3 × 3 weights reach."""
    wide, deep, tall = (int(extent) + 4 for extent in points.max(axis=0))
    shape = (wide, deep, tall)
    stride = np.array([deep * tall, tall, 1])
    base = np.rint(points).astype(np.int64)
    off = points - base
    spline = np.stack([0.5 * (0.5 - off) ** 2, 0.75 - off**2, 0.5 * (0.5 + off) ** 2])
    across = (spline[:, None, :, 1] * spline[None, :, :, 2]).reshape(_REACH**2, -1)
    weight = trust * (spline[:, None, :, 0] * across[None]).reshape(_REACH**3, -1)
    step = np.stack(np.meshgrid(*[np.arange(-1, 2)] * 3, indexing="ij"), axis=-1).reshape(-1, 3) @ stride
    keys = step[:, None] + (base @ stride)[None]
    number = np.full(wide * deep * tall, -1)
    number[keys.ravel()] = 0
    key = np.flatnonzero(number == 0)
    number[key] = np.arange(len(key))
    row = number[keys].ravel()
    height = np.einsum("ni,ni->n", points, normals)
    channels = [np.bincount(row, (weight * of).ravel()) for of in (*normals.T, *points.T, height, 1.0)]
    sums: FloatArray = np.append(np.stack(channels, axis=1), np.zeros((1, 8)), axis=0).astype(float)
    field = _distance(sums[:-1], np.stack(np.unravel_index(key, shape), axis=1))
    return Nodes(shape, key, number, field, sums)


def _distance(sums: FloatArray, places: FloatArray) -> FloatArray:
    """Return f (k,) at places (k, 3), given the sums (k, 8) of the points around them; 0 where no point weighs."""
    mean = sums[:, :7] / np.maximum(sums[:, 7:], _WEIGHTLESS)
    distance: FloatArray = np.einsum("ki,ki->k", mean[:, :3], places - 0.5 * mean[:, 3:6]) - 0.5 * mean[:, 6]
    return distance


def _unambiguous(nodes: Nodes) -> Nodes:
    """Return the lattice without chequered faces (inside, outside, inside, outside), where four quads share an edge.

    The inner corner nearest to the surface is moved onto it, until no such face is left: a gap that is too narrow to
    tell stays open.
    """
    field = nodes.field.copy()
    faces = np.concatenate([_faces(nodes, axis) for axis in range(3)], axis=1)
    while True:
        below = field[faces] < 0
        chequered = (below[0] == below[2]) & (below[1] == below[3]) & (below[0] != below[1])
        if not chequered.any():
            return replace(nodes, field=field)
        face, inner = faces[:, chequered], below[:, chequered]
        nearest = np.where(inner, field[face], -np.inf).argmax(axis=0)
        field[face[nearest, np.arange(len(nearest))]] = 0.0


def _faces(nodes: Nodes, axis: int) -> IntArray:
    """Return the lattice faces (4, k) across an axis, as rows in a circle, that have two opposite corners inside."""
    b, c = nodes.stride[(axis + 1) % 3], nodes.stride[(axis + 2) % 3]
    one, opposite, other = (nodes.number[nodes.key + step] for step in (b, b + c, c))
    below = nodes.field < 0
    known = (one >= 0) & (opposite >= 0) & (other >= 0)
    first = np.flatnonzero(known & ((below & below[opposite]) | (below[one] & below[other])))
    return np.stack([first, one[first], opposite[first], other[first]])


def _crossings(nodes: Nodes, axis: int) -> Crossings:
    """Return the edges along an axis on whose ends the field is known and of different sign."""
    other = nodes.number[nodes.key + nodes.stride[axis]]
    below = nodes.field < 0
    low = np.flatnonzero((other >= 0) & (below != below[other]))
    high = other[low]
    share = nodes.field[low] / (nodes.field[low] - nodes.field[high])
    support = nodes.support[low] * (1 - share) + nodes.support[high] * share
    return Crossings(axis, nodes.key[low], share, below[low], support)


def _quads(nodes: Nodes, edges: Crossings, enough: float) -> tuple[IntArray, FloatArray]:
    """Return for each edge with enough support the cells around it (q, 4), by lowest node, and its place (q, 3)."""
    kept = edges.support >= enough
    key, axis = edges.key[kept], edges.axis
    spot = nodes.place(key)
    spot[:, axis] += edges.share[kept]
    b, c = nodes.stride[(axis + 1) % 3], nodes.stride[(axis + 2) % 3]
    around = np.stack([key - b - c, key - c, key, key - b], axis=1)
    return np.where(edges.rising[kept, None], around, around[:, ::-1]), spot


def _on_level(vertices: FloatArray, cells: IntArray, nodes: Nodes) -> FloatArray:
    """Return vertices (v, 3) moved along the mean normal onto f = 0: the middle of crossings lies inside every bend.

    Here f is that of the sums between the nodes, not between the values of f at the nodes, which bend themselves.
    """
    high = vertices - nodes.place(cells)
    share = (1.0 - high, high)
    sums = np.zeros((len(vertices), 8))
    for a, b, c in product((0, 1), repeat=3):
        weight = share[a][:, 0] * share[b][:, 1] * share[c][:, 2]
        sums += weight[:, None] * nodes.sums[nodes.number[cells + np.array([a, b, c]) @ nodes.stride]]
    normal = sums[:, :3] / np.maximum(sums[:, 7:], _WEIGHTLESS)
    step = -(_distance(sums, vertices) / np.maximum(np.square(normal).sum(axis=1), _VAGUE))[:, None] * normal
    moved: FloatArray = vertices + step.clip(-_LONGEST_STEP, _LONGEST_STEP)
    return moved
