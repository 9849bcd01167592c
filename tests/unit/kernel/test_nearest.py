"""Least wall: on bodies whose thinnest place is known by geometry."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.mesh import Mesh, arrays, triangle_height_mm, welded
from orthogen.kernel.nearest import Wall, least_walls
from tests.solids import box, sheets, sphere


def wall(soup: FloatArray, facing_deg: float = 160.0) -> Wall:
    mesh = welded(soup)
    mesh = Mesh(points_mm=mesh.points_mm, faces=mesh.faces[triangle_height_mm(mesh) > 0])
    (least,) = least_walls(mesh, (np.ones(len(mesh.points_mm), dtype=bool),), facing_deg=facing_deg)
    return least


@pytest.mark.parametrize("size", [(100, 60, 10), (100, 3, 60), (0.25, 50, 50), (7, 7, 7)])
def test_a_box_is_as_thin_as_its_shortest_side(size: tuple[float, float, float]) -> None:
    assert wall(box(size=size)).thickness_mm == pytest.approx(min(size), rel=1e-12)


def test_the_wall_is_measured_at_right_angles() -> None:
    """A plate tilted by 40°, 5 mm thick along z, is 5·cos 40° thick."""
    tilt = np.tan(np.radians(40.0))
    plate = sheets(lambda x, y: tilt * x + 5, lambda x, y: tilt * x, x=(-40, 40), y=(-40, 40), count=60)
    assert wall(plate).thickness_mm == pytest.approx(5 * np.cos(np.radians(40.0)), rel=1e-9)


def test_a_curved_shell_has_its_thickness() -> None:
    """Between cylinders of 50 and 47 mm: 3 mm, less the sag of the facets."""
    shell = sheets(
        lambda x, y: np.sqrt(50**2 - y**2), lambda x, y: np.sqrt(47**2 - y**2), x=(0, 60), y=(-30, 30), count=90
    )
    assert wall(shell).thickness_mm == pytest.approx(3.0, abs=0.01)


def test_a_ball_is_read_a_little_thin_as_documented() -> None:
    assert wall(sphere(radius=10, rings=60, sectors=120)).thickness_mm == pytest.approx(
        20 * np.sin(np.radians(80)), rel=0.01
    )


def test_a_dent_is_found_and_placed() -> None:
    dent = sheets(lambda x, y: 4 - 3 * np.exp(-((x - 2) ** 2 + (y + 1) ** 2)), lambda x, y: 0 * x, count=81)
    thin = wall(dent)
    assert thin.thickness_mm == pytest.approx(1.0, abs=1e-9)
    assert thin.where_mm[:2] == pytest.approx([2.0, -1.0])


def test_a_knife_edge_is_no_wall_and_a_blunt_one_is_no_edge() -> None:
    sharp, blunt = np.tan(np.radians(10.0)), np.tan(np.radians(35.0))
    assert wall(sheets(lambda x, y: sharp * (x + 10), lambda x, y: 0 * x)).thickness_mm == 0.0
    assert wall(sheets(lambda x, y: blunt * (x + 10), lambda x, y: 0 * x)).thickness_mm > 5.0


def test_air_is_no_wall() -> None:
    """A channel 1 mm wide between blocks 8 mm thick: the gap does not count."""
    pair = np.concatenate([box(size=(8, 40, 40)), box(size=(8, 40, 40)) + np.array([9.0, 0.0, 0.0])])
    assert wall(pair).thickness_mm == pytest.approx(8.0)


def test_only_the_chosen_vertices_look() -> None:
    wedge = welded(sheets(lambda x, y: 6 + 0.1 * x, lambda x, y: 0 * x, count=21))
    far = wedge.points_mm[:, 0] > 4.9
    nobody = np.zeros(len(far), dtype=bool)
    thin, none, rest = least_walls(wedge, (far, nobody, ~far))
    assert thin.thickness_mm == pytest.approx(6.5 * np.cos(np.arctan(0.1)), abs=1e-9)
    assert none.thickness_mm == np.inf
    assert rest.thickness_mm < thin.thickness_mm
    assert least_walls(wedge, (far,))[0].thickness_mm == thin.thickness_mm


def test_a_single_sheet_has_no_wall() -> None:
    assert wall(box()[:2]).thickness_mm == np.inf


def test_agrees_with_brute_force_between_rough_sheets() -> None:
    rng = np.random.default_rng(5)
    rough = sheets(lambda x, y: 5 + rng.normal(0, 0.3, x.shape), lambda x, y: rng.normal(0, 0.3, x.shape), count=15)
    mesh = welded(rough)
    upwards = mesh.area_normals_mm2[:, 2]
    least = np.inf
    for one, other in ((upwards > 0, upwards < 0), (upwards < 0, upwards > 0)):
        share = rng.dirichlet([0.5, 0.5, 0.5], size=300)
        samples = np.einsum("sk,fkj->fsj", share, mesh.corners_mm[other])
        for p in mesh.points_mm[np.unique(mesh.faces[one])]:
            least = min(least, float(np.linalg.norm(samples - p, axis=2).min()))
    open_sheets = Mesh(points_mm=mesh.points_mm, faces=mesh.faces[upwards != 0])
    (wide,) = least_walls(open_sheets, (np.ones(len(mesh.points_mm), dtype=bool),), facing_deg=120.0)
    found = wide.thickness_mm
    assert least - 0.02 < found <= least


def views(mesh: Mesh) -> list[tuple[int, FloatArray]]:
    """Vertices and unit normals to look against, as the definition says: the mean one, and one for each axis."""
    normal = mesh.area_normals_mm2 / np.linalg.norm(mesh.area_normals_mm2, axis=1)[:, None]
    axis = [(int(np.abs(n).argmax()), bool(n[np.abs(n).argmax()] < 0)) for n in normal]
    found = []
    for v in range(len(mesh.points_mm)):
        around = np.flatnonzero((mesh.faces == v).any(1))
        parts = {a: normal[[f for f in around if axis[f] == a]].sum(0) for a in {axis[f] for f in around}}
        for look in [normal[around].sum(0), *(parts.values() if len(parts) > 1 else ())]:
            if np.linalg.norm(look) > 1e-9:
                found.append((v, look / np.linalg.norm(look)))
    return found


def to_triangle(p: FloatArray, corners: FloatArray) -> FloatArray:
    """The nearest point of a triangle: the foot of the plumb line if it lies inside, else the nearest on its sides."""
    a, b, c = corners
    weights = np.linalg.lstsq(np.stack([b - a, c - a], 1), p - a, rcond=None)[0]
    if weights.min() >= 0 and weights.sum() <= 1:
        return np.asarray(a + weights @ np.stack([b - a, c - a]))
    sides = [(u, v, np.clip((p - u) @ (v - u) / ((v - u) @ (v - u)), 0, 1)) for u, v in ((a, b), (b, c), (c, a))]
    return min((u + t * (v - u) for u, v, t in sides), key=lambda q: float(np.linalg.norm(q - p)))


def brute_force(mesh: Mesh, facing_deg: float) -> float:
    """The definition, every view against every face."""
    normal = mesh.area_normals_mm2 / np.linalg.norm(mesh.area_normals_mm2, axis=1)[:, None]
    least = np.inf
    for v, look in views(mesh):
        p = mesh.points_mm[v]
        for f in np.flatnonzero(normal @ look <= np.cos(np.radians(facing_deg))):
            q = to_triangle(p, mesh.corners_mm[f])
            thickness = float(np.linalg.norm(q - p))
            inward = q - p if thickness > 1e-12 else mesh.corners_mm[f].mean(0) - p
            if (p - mesh.corners_mm[f, 0]) @ normal[f] <= 1e-9 and inward @ look < 0:
                least = min(least, thickness)
    return least


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), facing_deg=st.sampled_from([120.0, 135.0, 160.0]))
def test_agrees_with_the_definition_applied_to_every_view_and_face(seed: int, facing_deg: float) -> None:
    rng = np.random.default_rng(seed)
    soup = sphere(radius=4, rings=5, sectors=7) if seed % 2 else box(size=tuple(rng.uniform(1, 6, 3)))
    mesh = welded(soup * rng.uniform(0.2, 2.0, 3) + rng.normal(0, 50, 3))
    mesh = Mesh(points_mm=mesh.points_mm + rng.normal(0, 0.2, mesh.points_mm.shape), faces=mesh.faces)
    (found,) = least_walls(mesh, (np.ones(len(mesh.points_mm), dtype=bool),), facing_deg=facing_deg)
    expected = brute_force(mesh, facing_deg)
    assert found.thickness_mm == expected or abs(found.thickness_mm - expected) < 1e-9


@pytest.mark.parametrize("solid", [sphere(rings=60, sectors=120), box()])
def test_the_number_of_threads_changes_nothing(solid: FloatArray) -> None:
    mesh = welded(solid)
    everybody = np.zeros(len(mesh.points_mm), dtype=np.uint8)
    found = [_native.least_walls(*arrays(mesh), everybody, 1, -0.9, threads) for threads in (1, 2, 4)]
    assert found[0] == found[1] == found[2]


def test_many_planes_askew_are_measured_across() -> None:
    """A slab of 40,000 faces turned every way: its thickness does not depend on how it lies."""
    slab = sheets(lambda x, y: 2 + 0 * x, lambda x, y: 0 * x, count=101)
    turn = np.linalg.qr(np.random.default_rng(3).normal(size=(3, 3)))[0]
    turn *= np.sign(np.linalg.det(turn))
    assert wall(slab @ turn.T).thickness_mm == pytest.approx(2.0, abs=1e-9)
