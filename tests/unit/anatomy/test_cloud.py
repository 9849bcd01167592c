"""Cloud. the surface laid through bare points: where it lies, where it ends, what it leaves open and out."""

import json

import numpy as np
import pytest

from orthogen.anatomy.cloud import surface_of
from orthogen.anatomy.plantar import plantar_map, plantar_skin
from orthogen.anatomy.surface import Surface, crossed_edges, face_pieces, spread, wound
from orthogen.errors import NotAFoot
from orthogen.intake import read_scan
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.frame import moved
from tests.feet import SHARED, need_shared
from tests.unit.anatomy.shapes import DEMO_FEET, posed, upright


def scattered(count: int, *spans: tuple[float, float], seed: int = 0) -> FloatArray:
    """Return points evenly at random in a box."""
    return np.random.default_rng(seed).uniform(*np.array(spans).T, size=(count, len(spans)))


def tube(radius: float, spacing: float, *, length: float = 260.0, noise: float = 0.0) -> FloatArray:
    """Return points on an open cylinder along x."""
    x, turn = scattered(int(2 * np.pi * radius * length / spacing**2), (0, length), (0, 2 * np.pi)).T
    r = radius + noise * np.random.default_rng(1).standard_normal(len(x))
    return np.stack([x, r * np.cos(turn), r * np.sin(turn)], axis=1)


def plate(spacing: float, *, z: float = 0.0, seed: int = 0) -> FloatArray:
    """Return points on a plate of 260 × 100, one at random in each square."""
    x, y = np.meshgrid(np.arange(0, 260, spacing), np.arange(0, 100, spacing), indexing="ij")
    shift = spacing * np.random.default_rng(seed).uniform(size=(2, *x.shape))
    return np.stack([x + shift[0], y + shift[1], np.full(x.shape, z)], axis=-1).reshape(-1, 3)


def edge_uses(faces: IntArray) -> tuple[IntArray, IntArray]:
    """Return the edges (k, 2) and how many faces each has."""
    pairs = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), axis=1)
    edges, uses = np.unique(pairs, axis=0, return_counts=True)
    return edges, uses


def holes(surface: Surface) -> list[float]:
    """Return the length of each closed border, the longest first."""
    edges, uses = edge_uses(surface.faces)
    rim = edges[uses == 1]
    label = {int(point): int(point) for point in rim.ravel()}

    def root(point: int) -> int:
        while label[point] != point:
            point = label[point]
        return point

    for a, b in rim.tolist():
        label[root(a)] = root(b)
    total: dict[int, float] = {}
    lengths = np.linalg.norm(surface.points[rim[:, 0]] - surface.points[rim[:, 1]], axis=1)
    for (a, _), length in zip(rim.tolist(), lengths.tolist(), strict=True):
        total[root(a)] = total.get(root(a), 0.0) + length
    return sorted(total.values(), reverse=True)


def assert_sound(surface: Surface) -> None:
    assert edge_uses(surface.faces)[1].max() == 2
    assert crossed_edges(surface) == 0


def map_errors(surface: Surface, truth: Surface) -> tuple[FloatArray, float]:
    """Return the differences of two plantar maps over the contact area, and the share of it that is missing."""
    true, got = (plantar_map(plantar_skin(skin)) for skin in (truth, surface))
    ix, iy = np.nonzero(np.isfinite(true.z_mm) & (np.nan_to_num(true.z_mm, nan=99.0) < 4))
    x, y = true.grid.x_mm[ix, 0], true.grid.y_mm[0, iy]
    behind = x < 0.8 * truth.points[:, 0].max()
    found = got.grid.sample_linear(got.z_mm, x[behind], y[behind])
    there = np.isfinite(found)
    return (found - true.z_mm[ix, iy][behind])[there], float(np.mean(~there))


@pytest.mark.parametrize("spacing", [0.5, 1.4])
@pytest.mark.parametrize("radius", [10.0, 20.0])
def test_bend_keeps_its_radius(radius: float, spacing: float) -> None:
    surface, _ = surface_of(tube(radius, spacing))
    inner = (surface.points[:, 0] > 5) & (surface.points[:, 0] < 255)
    off = np.hypot(surface.points[inner, 1], surface.points[inner, 2]) - radius
    assert abs(off.mean()) < 0.03
    assert np.sqrt(np.mean(off**2)) < 0.06


def test_tube_is_sound_looks_out_and_ends_where_its_points_end() -> None:
    surface, _ = surface_of(tube(20.0, 1.0))
    assert_sound(surface)
    radial = surface.corners.mean(axis=1)[:, 1:]
    assert np.mean(np.einsum("ni,ni->n", radial, surface.normals[:, 1:]) > 0) > 0.999
    assert len(holes(surface)) == 2
    assert surface.areas.sum() == pytest.approx(2 * np.pi * 20 * 260, rel=0.02)
    assert surface.points[:, 0].min() > -2.0
    assert surface.points[:, 0].max() < 262.0


def test_unit_and_order_of_coordinates_do_not_matter() -> None:
    points = tube(20.0, 1.0)
    surface, _ = surface_of(points)
    in_metres, _ = surface_of(points / 1024)
    again, _ = surface_of(points)
    np.testing.assert_array_equal(in_metres.faces, surface.faces)
    np.testing.assert_allclose(in_metres.points * 1024, surface.points, atol=1e-9)
    np.testing.assert_array_equal(again.points, surface.points)
    turned, _ = surface_of(posed(points, seed=3))
    assert turned.areas.sum() == pytest.approx(surface.areas.sum(), rel=0.01)


def test_noise_is_calmed_without_holes() -> None:
    surface, _ = surface_of(tube(40.0, 0.8, noise=0.6))
    assert_sound(surface)
    inner = (surface.points[:, 0] > 5) & (surface.points[:, 0] < 255)
    off = np.hypot(surface.points[inner, 1], surface.points[inner, 2]) - 40
    assert np.sqrt(np.mean(off**2)) < 0.3
    assert len(holes(surface)) == 2


@pytest.mark.parametrize("radius", [1.0, 5.0, 12.0])
def test_holes_stay_and_gaps_of_a_spacing_do_not(radius: float) -> None:
    points = plate(0.8)
    centres = np.array([[40.0, 30.0], [130.0, 60.0], [220.0, 40.0]])
    open_mm = np.linalg.norm(points[:, None, :2] - centres, axis=2).min(axis=1)
    surface, _ = surface_of(points[open_mm > radius])
    found = holes(surface)[1:]
    assert len(found) == (3 if radius > 2 else 0)
    for rim in found:
        assert rim == pytest.approx(2 * np.pi * radius, rel=0.35)


def test_scan_lines_are_no_gaps() -> None:
    x, y = np.meshgrid(np.arange(0, 260, 2.0), np.arange(0, 100, 0.3), indexing="ij")
    z = 8 * np.sin(x / 30) * np.cos(y / 25)
    surface, _ = surface_of(np.stack([x, y, z], axis=-1).reshape(-1, 3))
    assert len(holes(surface)) == 1
    off = surface.points[:, 2] - 8 * np.sin(surface.points[:, 0] / 30) * np.cos(surface.points[:, 1] / 25)
    assert np.sqrt(np.mean(off**2)) < 0.1


def test_thin_half_is_coarser_not_full_of_holes() -> None:
    fine, thin = plate(0.9), plate(1.8)
    surface, _ = surface_of(np.concatenate([fine[fine[:, 0] < 130], thin[thin[:, 0] > 130]]))
    assert len(holes(surface)) == 1
    assert surface.areas.sum() == pytest.approx(26_000, rel=0.03)


def test_skins_that_face_each_other_stay_apart() -> None:
    gap = 3.0
    surface, _ = surface_of(np.concatenate([plate(0.6), plate(0.6, z=gap, seed=1)]))
    assert_sound(surface)
    assert surface.areas.sum() == pytest.approx(52_000, rel=0.04)
    off = np.minimum(np.abs(surface.points[:, 2]), np.abs(surface.points[:, 2] - gap))
    assert np.sqrt(np.mean(off**2)) < 0.1
    up = surface.normals[:, 2] > 0
    low = surface.corners[:, :, 2].mean(axis=1) < gap / 2
    assert min(np.mean(up[low]), 1 - np.mean(up[low])) < 0.02
    assert min(np.mean(up[~low]), 1 - np.mean(up[~low])) < 0.02


def test_stray_points_are_left_out_and_counted() -> None:
    clean = tube(30.0, 0.9)
    stray = scattered(60, (-60, 320), (-150, 150), (-150, 150), seed=4)
    far = scattered(5, (-5000, 5000), (-5000, 5000), (-5000, 5000), seed=5)
    off = np.abs(np.hypot(stray[:, 1], stray[:, 2]) - 30)
    surface, findings = surface_of(np.concatenate([clean, stray[off > 8], far, np.full((2, 3), np.nan)]))
    found = {finding.check: finding for finding in findings}
    assert found["cloud_meshed"].measured == len(clean) + np.count_nonzero(off > 8) + 7
    assert found["stray_points_dropped"].measured == pytest.approx(np.count_nonzero(off > 8) + 7, abs=3)
    assert np.abs(np.hypot(surface.points[:, 1], surface.points[:, 2]) - 30).max() < 2
    assert len(np.unique(face_pieces(surface))) == 1


def test_clean_cloud_has_no_stray_points() -> None:
    _, findings = surface_of(tube(30.0, 0.9))
    assert [finding.check for finding in findings] == ["cloud_meshed"]


@pytest.mark.parametrize(
    "points",
    [
        np.zeros((0, 3)),
        np.zeros((9000, 3)),
        np.full((9000, 3), np.nan),
        plate(10.0)[:400],
        np.linspace(0, 1, 9000)[:, None] * np.array([250.0, 0.0, 0.0]),
        np.repeat(plate(30.0), 300, axis=0),
        scattered(9000, (0, 1e-300), (0, 1e-300), (0, 1e-300)),
        scattered(9000, (0, 1e300), (0, 1e300), (0, 1e300)),
        scattered(900_000, (0, 100), (0, 100), (0, 100)),
    ],
    ids=["none", "one place", "not numbers", "few", "a line", "few places", "tiny", "huge", "a room full"],
)
def test_points_without_a_surface_are_refused(points: FloatArray) -> None:
    with pytest.raises(NotAFoot):
        surface_of(points)


@pytest.mark.parametrize("name", DEMO_FEET)
def test_map_of_a_demo_foot_survives_the_loss_of_its_faces(name: str) -> None:
    foot, _ = upright(name)
    samples = spread(foot, 60_000)
    chance = np.random.default_rng(7).standard_normal(len(samples))
    surface, _ = surface_of(samples.points + 0.1 * chance[:, None] * samples.normals)
    assert_sound(surface)
    off, missing = map_errors(surface, foot)
    assert np.sqrt(np.mean(off**2)) < 0.25
    assert abs(off.mean()) < 0.05
    assert missing < 0.01
    assert surface.areas.sum() == pytest.approx(foot.areas.sum(), rel=0.02)


def test_map_of_a_real_cloud_with_floor() -> None:
    need_shared()
    folder = SHARED / "scans"
    truth = json.loads((folder / "truth" / "adult_left_points_floor.json").read_text())
    surface, _ = surface_of(read_scan(folder / "adult_left_points_floor.ply").points)
    assert_sound(surface)
    plane = np.load(folder / "truth" / truth["plantar_map"])
    standing = surface.in_frame(np.array(truth["canonical_from_file"]))
    got = plantar_map(plantar_skin(standing))
    ix, iy = np.nonzero(plane["z"] < 4)
    x, y = plane["x0"] + plane["step"] * ix, plane["y0"] + plane["step"] * iy
    off = (got.grid.sample_linear(got.z_mm, x, y) - plane["z"][ix, iy])[x < 0.8 * truth["foot_length_mm"]]
    assert np.mean(~np.isfinite(off)) < 0.01
    assert np.sqrt(np.nanmean(off**2)) < 0.25


def test_winding_agrees_with_the_mesh_that_the_points_come_from() -> None:
    need_shared()
    scan = read_scan(SHARED / "scans" / "adult_left_planus.ply")
    truth = json.loads((SHARED / "scans" / "truth" / "adult_left_planus.json").read_text())
    frame = np.array(truth["canonical_from_file"])
    surface, _ = surface_of(scan.points)
    standing = surface.in_frame(frame)
    mesh = wound(Surface(moved(frame, scan.points), scan.faces))
    for skin in (standing, mesh):
        sole = skin.corners[:, :, 2].max(axis=1) < 1.0
        assert np.mean(np.sign(skin.normals[sole, 2]) == np.sign(np.median(skin.normals[sole, 2]))) > 0.99
    sole = standing.corners[:, :, 2].max(axis=1) < 1.0
    assert np.median(standing.normals[sole, 2]) < -0.9
