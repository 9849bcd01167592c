"""Parametric foot. the mesh is closed, measures what was asked for, and is a foot; its truth is measured on it."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from orthogen.errors import OutOfRange
from orthogen.kernel import stl
from orthogen.kernel.frame import moved
from orthogen.records.foot import LANDMARKS
from scans import make, skin
from scans.measures import measures
from scans.parametric_foot import FootShape, scan_of, synthetic_foot

SHAPES = {
    "mean": FootShape(),
    "bunion": FootShape.sized(238.0, ball_width_mm=103.0, hallux_valgus_deg=28.0, arch_height_mm=9.0),
    "unloaded": FootShape.sized(272.0, side="left", heel_width_mm=60.0, arch_height_mm=24.0, load="unloaded"),
    "child": make.CAPTURES["child_right"].shape,
}
FOLDER = Path(make.__file__).parent


@pytest.fixture(params=SHAPES)
def shape(request):
    return SHAPES[request.param]


def volume_mm3(points, faces):
    a, b, c = (points[faces[:, k]] for k in range(3))
    return np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6


def test_the_mesh_is_closed_oriented_and_one_ball(shape):
    foot = synthetic_foot(shape)
    faces, n = foot.faces, len(foot.points_mm)
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    keys, back = edges[:, 0] * n + edges[:, 1], edges[:, 1] * n + edges[:, 0]
    assert len(np.unique(keys)) == len(keys)
    assert np.array_equal(np.sort(keys), np.sort(back))
    euler = n - len(keys) // 2 + len(faces)
    assert euler == 2 or shape.hallux_valgus_deg > 20  # toes that are crowded may touch and enclose a gap
    pieces, _ = connected_components(coo_array((np.ones(len(edges)), edges.T), shape=(n, n)), directed=False)
    assert pieces == 1
    assert 0.02 < volume_mm3(foot.points_mm, faces) / shape.foot_length_mm**3 < 0.08


def test_it_measures_what_was_asked_for(shape):
    got = synthetic_foot(shape).measures
    for name in ("foot_length_mm", "ball_width_mm", "heel_width_mm", "arch_height_mm"):
        assert getattr(got, name) == pytest.approx(getattr(shape, name), abs=0.05), name
    assert got.heel_centre_mm[1] == pytest.approx(0, abs=1e-6)


def test_measures_of_an_analytic_sole():
    """A sheet 250 long whose half width is 50 in the ball and 30 in the heel, under a parabolic arch of 15."""
    length = 250.0
    u, v = np.meshgrid(np.linspace(0, 1, 251), np.linspace(-1, 1, 81), indexing="ij")
    half = np.interp(u, [0.0, 0.5, 0.55, 1.0], [30.0, 30.0, 50.0, 50.0])
    z = np.clip(15 - (length * u - 110) ** 2 / 300, 0, None)
    points = np.column_stack([length * u.ravel(), (half * v).ravel(), z.ravel()])
    i = np.arange(251 * 81).reshape(251, 81)
    a, b, c, d = (q.ravel() for q in (i[:-1, :-1], i[1:, :-1], i[1:, 1:], i[:-1, 1:]))
    faces = np.concatenate([np.column_stack([a, b, c]), np.column_stack([a, c, d])])
    got = measures(points, faces, np.array([180.0, 20.0, 0.0]))
    assert got.foot_length_mm == length
    assert got.ball_width_mm == pytest.approx(100)
    assert got.heel_width_mm == pytest.approx(60)
    assert got.heel_centre_mm[:2] == pytest.approx([37.5, 0])
    assert got.arch_apex_mm == pytest.approx([110, 12 + 8 * 72.5 / 142.5, 15], abs=0.2)


def test_a_standing_sole_is_pressed_flat_and_has_a_medial_arch():
    foot = synthetic_foot(SHAPES["mean"])
    length, plantar = foot.measures.foot_length_mm, foot.plantar

    def under(name):
        mark = foot.landmarks[name]
        return float(plantar.grid.sample_linear(plantar.z_mm, np.array(mark.x_mm), np.array(mark.y_mm)))

    assert np.nanmin(plantar.z_mm) > -0.01
    for name in ("heel_centre", "mth1", "mth2", "mth5", "cuboid"):
        assert under(name) < 0.35, name
    apex = foot.landmarks["arch_apex"]
    assert apex.y_mm > 0 and 0.40 < apex.x_mm / length < 0.50
    low = foot.points_mm[foot.points_mm[:, 2] < 1.5]
    assert (low[:, 0] < 0.8 * length).sum() > 1000  # a thinned mesh must not starve the flat sole
    contact = (plantar.z_mm < 0.35) & (plantar.grid.x_mm < 0.8 * length)
    assert 0.25 < contact.sum() / np.isfinite(plantar.z_mm).sum() < 0.70


def test_an_unloaded_foot_rests_on_heel_and_two_heads():
    foot = synthetic_foot(SHAPES["unloaded"])
    length, points = foot.measures.foot_length_mm, foot.points_mm
    for name in ("heel_centre", "mth1", "mth5"):
        mark = foot.landmarks[name]
        near = np.hypot(points[:, 0] - mark.x_mm, points[:, 1] - mark.y_mm) < 0.07 * length
        assert points[near, 2].min() == pytest.approx(0, abs=0.02), name


def test_five_toes_the_hallux_first_and_medial():
    foot = synthetic_foot(SHAPES["mean"])
    x, y, z = foot.points_mm.T
    front = np.array([x[(np.abs(y - at) < 1.0) & (z < 30)].max(initial=0) for at in np.arange(-60, 50, 2.0)])
    gap = np.diff(np.sign(np.diff(front)))
    assert (gap < 0).sum() == 5
    tips = foot.landmarks
    assert tips["hallux_tip"].x_mm == pytest.approx(foot.measures.foot_length_mm, abs=0.1)
    assert tips["hallux_tip"].y_mm > tips["toe2_tip"].y_mm + 10


def test_landmarks_follow_the_layout_of_metatarsal_heads():
    foot = synthetic_foot(SHAPES["mean"])
    marks, length = foot.landmarks, foot.measures.foot_length_mm
    assert set(marks) == set(LANDMARKS)
    x = [marks[f"mth{k}"].x_mm / length for k in range(1, 6)]
    y = [marks[f"mth{k}"].y_mm for k in range(1, 6)]
    assert y == sorted(y, reverse=True) and x[1] == max(x) and x[1:] == sorted(x[1:], reverse=True)
    assert 0.71 < x[0] < 0.75 and 0.62 < x[4] < 0.66  # clinical.md A.3
    assert y[1] == pytest.approx(0, abs=1e-6)
    assert foot.ball_width_oblique_mm > foot.measures.ball_width_mm


def test_numbers_move_what_they_name():
    straight, bunion = synthetic_foot(SHAPES["mean"]), synthetic_foot(SHAPES["bunion"])
    lateral = [f.landmarks["hallux_tip"].y_mm / f.measures.foot_length_mm for f in (straight, bunion)]
    assert lateral[1] < lateral[0] - 0.04
    steep, shallow = (skin.heads(FootShape(ball_angle_deg=angle)) for angle in (18.0, 8.0))
    assert steep[4, 0] < shallow[4, 0] - 10
    with pytest.raises(OutOfRange, match="arch_height_mm = 60"):
        FootShape(arch_height_mm=60.0)


def test_a_scan_lies_in_its_pose_with_its_noise_and_side():
    pose = np.eye(4)
    pose[:3] = [[0, -1, 0, 30], [1, 0, 0, -20], [0, 0, 1, 5]]
    for name in ("mean", "unloaded"):
        foot = synthetic_foot(SHAPES[name])
        clean = scan_of(SHAPES[name], pose=pose)
        assert np.allclose(moved(clean.foot_from_file, clean.points_mm), foot.points_mm)
        assert np.linalg.det(clean.foot_from_file[:3, :3]) == pytest.approx(-1 if name == "unloaded" else 1)
        assert volume_mm3(clean.points_mm, clean.faces) > 0
        noisy, again, other = (scan_of(SHAPES[name], pose=pose, noise_mm=0.3, seed=seed) for seed in (7, 7, 8))
        off = np.linalg.norm(noisy.points_mm - clean.points_mm, axis=1)
        assert np.sqrt(np.mean(off**2)) == pytest.approx(0.3, rel=0.05)
        assert np.array_equal(noisy.points_mm, again.points_mm)
        assert not np.array_equal(noisy.points_mm, other.points_mm)


@pytest.mark.parametrize("name", make.CAPTURES)
def test_demo_files_are_small_and_agree_with_their_truth(name):
    data = (FOLDER / f"{name}.stl").read_bytes()
    truth = json.loads((FOLDER / "truth" / f"{name}.json").read_text())
    assert len(data) <= 1_000_000
    assert f"| {name}.stl |" in (FOLDER / "README.md").read_text()
    points = moved(np.array(truth["canonical_from_file"]), stl.triangles(data).reshape(-1, 3).astype(float))
    length = truth["foot_length_mm"]
    ball = points[(points[:, 0] > 0.55 * length) & (points[:, 0] < 0.80 * length), 1]
    loose = 5 * truth["capture"]["noise"]
    assert len(points) == 3 * truth["faces"]
    assert points[points[:, 2] < 0.23 * length, 0].max() == pytest.approx(length, abs=loose)
    assert np.ptp(ball) == pytest.approx(truth["ball_width_mm"], abs=2 * loose)
    assert points[:, 2].min() == pytest.approx(0, abs=loose)


def test_demo_files_can_be_made_again_and_stale_ones_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(make, "CAPTURES", {"child_right": make.CAPTURES["child_right"]})
    drawn = stl.triangles(make.files("child_right")[FOLDER / "child_right.stl"])
    kept = stl.triangles((FOLDER / "child_right.stl").read_bytes())
    assert drawn.shape == kept.shape and np.allclose(drawn, kept, atol=1e-3)
    monkeypatch.setattr(make, "_FOLDER", tmp_path)
    assert make.main(["--check"]) == 1 and "child_right.stl" in capsys.readouterr().out
    assert make.main([]) == 0 and make.main(["--check"]) == 0
    (tmp_path / "child_right.stl").write_bytes(b"old")
    assert make.main(["--check"]) == 1
