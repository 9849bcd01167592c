"""Self-intersection against a brute-force oracle in rational numbers, and on meshes with known answers."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.intersect import crossing_pairs
from orthogen.kernel.mesh import Mesh, arrays, triangle_height_mm, welded
from tests.solids import box, sheets, sphere

Vector = tuple[Fraction, Fraction, Fraction]


def minus(a: Vector, b: Vector) -> Vector:
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vector, b: Vector) -> Fraction:
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def clipped(polygon: list[Vector], normal: Vector, origin: Vector) -> list[Vector]:
    """Return the part of a convex polygon where normal · (p − origin) ≥ 0."""
    out: list[Vector] = []
    for p, q in zip(polygon, polygon[1:] + polygon[:1], strict=True):
        at_p, at_q = dot(normal, minus(p, origin)), dot(normal, minus(q, origin))
        if at_p >= 0:
            out.append(p)
        if at_p * at_q < 0:
            t = at_p / (at_p - at_q)
            out.append(tuple(a + t * (b - a) for a, b in zip(p, q, strict=True)))  # type: ignore[arg-type]
    return out


def oracle(mesh: Mesh) -> set[tuple[int, int]]:
    """All pairs of faces whose common part, by clipping in rational numbers, is more than the points they share."""
    points: list[Vector] = [tuple(Fraction(v) for v in p) for p in mesh.points_mm.tolist()]  # type: ignore[misc]
    found = set()
    for i, j in combinations(range(len(mesh.faces)), 2):
        a, b, c = (points[k] for k in mesh.faces[j])
        normal = cross(minus(b, a), minus(c, a))
        common = [points[k] for k in mesh.faces[i]]
        for sign in (1, -1):
            common = clipped(common, tuple(sign * v for v in normal), a)  # type: ignore[arg-type]
        for p, q in ((a, b), (b, c), (c, a)):
            common = clipped(common, cross(normal, minus(q, p)), p)
        shared = {points[k] for k in set(mesh.faces[i]) & set(mesh.faces[j])}
        if len(shared) == 3 or set(common) - shared:
            found.add((i, j))
    return found


def found_pairs(mesh: Mesh) -> set[tuple[int, int]]:
    return {(min(i, j), max(i, j)) for i, j in crossing_pairs(mesh, most=10**9).tolist()}


def with_area(points: FloatArray, faces: FloatArray) -> Mesh:
    mesh = Mesh(points_mm=points, faces=faces)
    return Mesh(points_mm=points, faces=faces[triangle_height_mm(mesh) > 0])


@pytest.mark.parametrize("seed", range(12))
def test_agrees_with_rational_numbers_on_lattice_soups(seed: int) -> None:
    """Points on a small lattice: every kind of touching, folding and coplanar overlap occurs."""
    rng = np.random.default_rng(seed)
    side = 2 + seed % 3
    points = np.unique(rng.integers(0, side + 1, (10, 3)).astype(float), axis=0)
    faces = np.array([rng.permutation(len(points))[:3] for _ in range(24)])
    mesh = with_area(points, faces)
    assert found_pairs(mesh) == oracle(mesh)


@pytest.mark.parametrize("seed", range(12))
def test_agrees_with_rational_numbers_in_a_tilted_plane(seed: int) -> None:
    """The same under an affine map with dyadic numbers: planes lie askew and signs of zero need whole numbers."""
    rng = np.random.default_rng(100 + seed)
    lattice = np.unique(rng.integers(0, 4, (9, 3)), axis=0).astype(float)
    lattice[:, 2] *= seed % 2
    points = lattice @ (rng.integers(-(2**20), 2**20, (3, 3)) / 2.0**22) + rng.integers(-9, 9, 3) / 64
    faces = np.array([rng.permutation(len(points))[:3] for _ in range(20)])
    mesh = with_area(points, faces)
    assert found_pairs(mesh) == oracle(mesh)


@pytest.mark.parametrize("seed", range(6))
def test_agrees_with_rational_numbers_on_crumpled_sheets(seed: int) -> None:
    """Closed meshes with noise: tame and wild points side by side, both orientations."""
    rng = np.random.default_rng(seed)
    mesh = welded(sphere(radius=1.0, rings=4, sectors=5))
    points = mesh.points_mm + rng.normal(0, 0.25, mesh.points_mm.shape)
    faces = mesh.faces[:, ::-1] if seed % 2 else mesh.faces
    mesh = Mesh(points_mm=points.astype(np.float32).astype(float), faces=faces)
    assert found_pairs(mesh) == oracle(mesh)


@pytest.mark.parametrize("solid", [box(), sphere(), sheets(lambda x, y: 4 + np.sin(x), lambda x, y: 0 * x)])
def test_sound_solids_have_none(solid: FloatArray) -> None:
    assert len(crossing_pairs(welded(solid), most=10)) == 0


def test_two_cones_that_touch_tip_to_tip_share_that_point_only() -> None:
    cone = box(size=(2, 2, 2)) - 1.0
    mesh = welded(np.concatenate([cone + 1.0, cone - 1.0]))
    assert len(crossing_pairs(mesh, most=10)) == 0


def test_two_boxes_that_cross() -> None:
    """A bar through a slab: each of its four walls pierces top and bottom."""
    slab, bar = box(size=(10, 10, 2)), box(size=(2, 2, 10)) + np.array([4.0, 4.0, -4.0])
    mesh = welded(np.concatenate([slab, bar]))
    assert len(oracle(mesh)) == len(found_pairs(mesh)) > 0


def test_the_top_pushed_through_the_bottom() -> None:
    dent = sheets(lambda x, y: 3 - 5 * np.exp(-(x**2 + y**2) / 4), lambda x, y: 0 * x, count=25)
    mesh = welded(dent)
    assert len(found_pairs(mesh)) > 20


def test_a_vertex_that_only_touches_a_face_counts() -> None:
    floor = np.array([[[0, 0, 0], [4, 0, 0], [0, 4, 0]]], dtype=float)
    above = np.array([[[1, 1, 0], [2, 1, 3], [1, 2, 3]]], dtype=float)
    assert len(crossing_pairs(welded(np.concatenate([floor, above])), most=10)) == 1
    lifted = above.copy()
    lifted[0, 0, 2] = 1e-30
    assert len(crossing_pairs(welded(np.concatenate([floor, lifted])), most=10)) == 0


def test_the_search_ends_once_enough_is_found() -> None:
    rng = np.random.default_rng(1)
    soup = welded(rng.random((20_000, 3, 3)))
    assert 1000 <= len(crossing_pairs(soup, most=1000)) < 20_000**2 / 4


def test_an_empty_mesh_has_none() -> None:
    assert len(crossing_pairs(Mesh(points_mm=np.zeros((0, 3)), faces=np.zeros((0, 3), dtype=np.int64)), most=1)) == 0


ONE = np.array([[0.0, 0, 0], [4, 0, 0], [0, 4, 0]])
MEETINGS = {
    "a corner on a side": ([[2, 0, 0], [2, -3, 1], [3, -3, 1]], True),
    "a corner on a corner": ([[4, 0, 0], [6, -3, 1], [7, 0, 1]], False),  # welded: the point that they share
    "a corner inside": ([[1, 1, 0], [2, 1, 3], [1, 2, 3]], True),
    "a side across a side": ([[2, -1, -1], [2, 1, 1], [9, 0, 9]], True),
    "a side through the face": ([[1, 1, -1], [1, 1, 1], [9, 9, 0]], True),
    "a side along a side": ([[1, 0, 0], [3, 0, 0], [2, -2, 5]], True),
    "the same side, folded away": ([[0, 0, 0], [4, 0, 0], [0, -4, 0]], False),
    "the same side, folded onto it": ([[0, 0, 0], [4, 0, 0], [3, 3, 0]], True),
    "the same side, standing on it": ([[0, 0, 0], [4, 0, 0], [1, 1, 2]], False),
    "one corner, the rest inside": ([[0, 0, 0], [2, 1, 0], [1, 2, 0]], True),
    "one corner, wedges apart": ([[0, 0, 0], [-2, 1, 0], [-1, -2, 0]], False),
    "one corner, a side along a side": ([[0, 0, 0], [2, 0, 0], [2, -1, 3]], True),
    "one corner, through the face": ([[0, 0, 0], [2, 2, -1], [2, 2, 1]], True),
    "coplanar, inside": ([[1, 1, 0], [2, 1, 0], [1, 2, 0]], True),
    "coplanar, around": ([[-9, -9, 0], [30, -9, 0], [-9, 30, 0]], True),
    "coplanar, sides crossing": ([[3, 3, 0], [-1, 1, 0], [3, -1, 0]], True),
    "coplanar, beside": ([[3, 3, 0], [5, 3, 0], [3, 5, 0]], False),
    "parallel": ([[0, 0, 1], [4, 0, 1], [0, 4, 1]], False),
    "the plane only": ([[5, 5, -1], [5, 5, 1], [9, 9, 0]], False),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("name", MEETINGS)
def test_every_way_in_which_two_faces_can_meet(name: str, turned: bool) -> None:
    other, meet = MEETINGS[name]
    soup = np.stack([ONE, np.array(other, dtype=float)])
    mesh = welded(soup[:, ::-1] if turned else soup)
    assert (len(crossing_pairs(mesh, most=9)) == 1) is meet
    assert oracle(mesh) == found_pairs(mesh)


@settings(max_examples=150, deadline=None)
@given(
    spokes=st.lists(st.tuples(*[st.integers(-2, 2)] * 3), min_size=3, max_size=9, unique=True),
    flat=st.booleans(), closed=st.booleans(), turned=st.booleans(),
)  # fmt: skip
def test_agrees_with_rational_numbers_on_fans(
    spokes: list[tuple[int, int, int]], flat: bool, closed: bool, turned: bool
) -> None:
    """Faces about one point in any order: stars of one turn, of several, folded, torn, with spokes in one line."""
    rim = np.array([spoke for spoke in spokes if spoke != (0, 0, 0)], dtype=float) * [1, 1, 0 if flat else 1]
    points = np.vstack([[0.0, 0, 0], np.unique(rim, axis=0) if flat else rim])
    number = np.arange(1, len(points))
    faces = np.stack([np.zeros_like(number), number, np.roll(number, -1)], axis=1)[: None if closed else -1]
    mesh = with_area(points, faces[:, ::-1] if turned else faces)
    assert found_pairs(mesh) == oracle(mesh)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**6), noise=st.sampled_from([0.0, 0.1, 0.45, 1.5]))
def test_agrees_with_rational_numbers_on_patches(seed: int, noise: float) -> None:
    """A lattice with some nodes pushed about, until neighbours fold over: whole stars beside broken ones."""
    rng = np.random.default_rng(seed)
    patch = sheets(lambda x, y: rng.integers(0, 3, x.shape) / 4, lambda x, y: 0 * x - 9, x=(0, 4), y=(0, 4), count=5)
    mesh = welded(patch[:32])
    step = rng.choice([0.0, noise], (len(mesh.points_mm), 1)) * rng.integers(-1, 2, mesh.points_mm.shape)
    mesh = with_area(mesh.points_mm + step, mesh.faces)
    assert found_pairs(mesh) == oracle(mesh)


def test_a_fan_that_goes_round_twice_meets_itself() -> None:
    """Every face stands the right way round, each ends where the next begins, and still they overlap."""
    turn = 4 * np.pi * np.arange(7) / 7
    rim = np.stack([np.cos(turn), np.sin(turn), 0.1 * turn], axis=1)
    faces = np.stack([np.zeros(7, dtype=np.int64), np.arange(1, 8), np.roll(np.arange(1, 8), -1)], axis=1)
    mesh = Mesh(points_mm=np.vstack([[0.0, 0, 0], rim]), faces=faces)
    assert found_pairs(mesh) == oracle(mesh) != set()


def test_the_number_of_threads_changes_nothing() -> None:
    rng = np.random.default_rng(4)
    mesh = welded(rng.random((800, 3, 3)))
    found = [_native.crossing_pairs(*arrays(mesh), 10**6, threads) for threads in (1, 2, 4)]
    assert len(found[0]) > 1000
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], found[2])
