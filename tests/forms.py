"""Forms for tests. a field that is positive inside, or a row of sections -> a closed surface, in mm."""

from collections.abc import Callable, Sequence
from functools import reduce

import numpy as np

from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import FloatArray

Field = Callable[[FloatArray], FloatArray]


def drawn(field: Field, low: Sequence[float], high: Sequence[float], *, edge_mm: float = 4.0) -> Surface:
    """Return the surface where the field (n, 3) → (n,) mm is zero, inside a box, as triangles of about `edge_mm`.

    The mesher asks for one value at a time: a first pass only notes the places, so that all are computed at once.
    """
    from manifold3d import Manifold

    box, places = [*low, *high], []

    def note(x: float, y: float, z: float) -> float:
        places.append((x, y, z))
        return -1.0

    Manifold.level_set(note, box, edge_mm)
    values = iter(field(np.array(places)).tolist())
    return of_solid(Manifold.level_set(lambda x, y, z: next(values), box, edge_mm))


def of_solid(solid: object) -> Surface:
    """Return the surface of a manifold3d solid."""
    mesh = solid.to_mesh64()  # type: ignore[attr-defined]
    return Surface(np.array(mesh.vert_properties)[:, :3], np.array(mesh.tri_verts, dtype=np.int64))


def solid_of(surface: Surface) -> object:
    """Return a closed surface as a manifold3d solid, for cuts and unions."""
    from manifold3d import Manifold, Mesh64

    return Manifold(Mesh64(np.ascontiguousarray(surface.points), surface.faces.astype(np.uint64)))


def refined(surface: Surface, *, edge_mm: float = 5.0) -> Surface:
    """Return the same shape with no edge longer than `edge_mm`: scanners give no triangle the size of a hand."""
    return of_solid(solid_of(surface).refine_to_length(edge_mm))  # type: ignore[attr-defined]


def capsule(a: Sequence[float], b: Sequence[float], ra: float, rb: float | None = None) -> Field:
    """Return a rod with round ends between two points, tapering from ra to rb."""
    start, along = np.array(a, dtype=float), np.array(b, dtype=float) - np.array(a, dtype=float)
    end = ra if rb is None else rb

    def field(p: FloatArray) -> FloatArray:
        share = np.clip((p - start) @ along / (along @ along), 0, 1)
        gap: FloatArray = np.linalg.norm(p - start - share[:, None] * along, axis=1)
        return ra + share * (end - ra) - gap

    return field


def ellipsoid(centre: Sequence[float], radii: Sequence[float], power: float = 2.0) -> Field:
    """Return a superellipsoid: an egg for power 2, a box with round edges for a high one."""
    c, r = np.array(centre, dtype=float), np.array(radii, dtype=float)

    def field(p: FloatArray) -> FloatArray:
        level: FloatArray = (np.abs((p - c) / r) ** power).sum(axis=1) ** (1 / power)
        return (1 - level) * r.min()

    return field


def block(centre: Sequence[float], half: Sequence[float], round_mm: float = 0.0) -> Field:
    """Return a box with edges of this radius."""
    c, h = np.array(centre, dtype=float), np.array(half, dtype=float) - round_mm

    def field(p: FloatArray) -> FloatArray:
        off = np.abs(p - c) - h
        gap: FloatArray = np.linalg.norm(np.clip(off, 0, None), axis=1) + np.minimum(off.max(axis=1), 0)
        return round_mm - gap

    return field


def blended(*fields: Field, soft_mm: float = 8.0) -> Field:
    """Return the union of fields with seams filled to about this radius."""

    def two(a: FloatArray, b: FloatArray) -> FloatArray:
        over = np.clip(soft_mm - np.abs(a - b), 0, None) / soft_mm
        joined: FloatArray = np.maximum(a, b) + soft_mm * over**2 / 4
        return joined

    return lambda p: reduce(two, (field(p) for field in fields))


def carved(body: Field, *holes: Field) -> Field:
    """Return the body without the holes."""
    return lambda p: reduce(np.minimum, (-hole(p) for hole in holes), body(p))


def loft(rings: FloatArray) -> Surface:
    """Return the closed surface through rings (k, m, 3), each seen counter-clockwise from the next ring's side."""
    count, around = rings.shape[:2]
    k = np.arange(count * around).reshape(count, around)
    a, b = k[:-1], k[1:]
    c, d = np.roll(b, -1, axis=1), np.roll(a, -1, axis=1)
    sides = [np.stack(t, -1).reshape(-1, 3) for t in ((a, d, b), (d, c, b))]
    points = np.concatenate([rings.reshape(-1, 3), rings[[0, -1]].mean(axis=1)])
    first, last = count * around, count * around + 1
    ends = [
        np.stack([np.full(around, first), np.roll(k[0], -1), k[0]], -1),
        np.stack([np.full(around, last), k[-1], np.roll(k[-1], -1)], -1),
    ]
    return Surface(points, np.concatenate([*sides, *ends]))


def joined(surfaces: Sequence[Surface]) -> Surface:
    """Return several surfaces in one, not connected."""
    start = np.cumsum([0, *(len(surface.points) for surface in surfaces)])
    faces = [surface.faces + k for surface, k in zip(surfaces, start, strict=False)]
    return Surface(np.concatenate([surface.points for surface in surfaces]), np.concatenate(faces))
