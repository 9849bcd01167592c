"""Find. demo and shared feet in any pose, unit and winding come out as they are."""

import json
import math

import numpy as np
import pytest

from orthogen.anatomy import find_feet
from orthogen.anatomy.surface import Surface
from orthogen.intake import read_scan
from orthogen.kernel.frame import inverse, moved
from orthogen.records.foot import LANDMARKS
from tests.feet import SHARED, need_shared
from tests.findings import plain
from tests.unit.anatomy.shapes import DEMO_FEET, demo, joined, posed, scan_of, sphere, upright, without

WHOLE_FEET = (
    "adult_left_planus.ply", "adult_right_normal.stl", "adult_left_cavus.stl", "child_right_flexible_flat.obj",
    "adult_right_hallux_valgus.ply", "adult_left_wide_with_leg.glb", "adult_right_floor_attached.stl",
    "adult_left_inch_inverted.stl",
)  # fmt: skip


def _frame_gap_mm(foot, truth):
    """Distance, rms, between the found and the true frame over five points of the foot."""
    length = truth["foot_length_mm"]
    points = np.array([[0.15, 0, 0], [0.73, 0.07, 0], [0.64, -0.15, 0], [0.46, 0.06, 0.04], [1, 0, 0.04]]) * length
    there = moved(foot.foot_from_file, moved(inverse(np.array(truth["canonical_from_file"])), points))
    return float(np.sqrt(((there - points) ** 2).sum(axis=1).mean()))


def _agrees(foot, truth, arch_mm):
    assert foot.side == truth["side"]
    assert foot.unit == {"inch": "in"}.get(truth["unit"], truth["unit"])
    assert foot.load == ("standing" if truth["weight_bearing"] else "unloaded")
    assert foot.foot_length_mm == pytest.approx(truth["foot_length_mm"], abs=1.0)
    assert foot.ball_width_mm == pytest.approx(truth["ball_width_mm"], abs=1.0)
    assert foot.heel_width_mm == pytest.approx(truth["heel_width_mm"], abs=1.0)
    assert foot.arch_height_mm == pytest.approx(arch_mm, abs=1.2)
    assert not foot.sole_flattened
    for name in ("mth1", "mth5"):
        mark = foot.landmarks[name]
        assert math.hypot(mark.x_mm - truth[f"{name}_mm"][0], mark.y_mm - truth[f"{name}_mm"][1]) < 5
    assert _frame_gap_mm(foot, truth) < 3


@pytest.mark.parametrize("name", DEMO_FEET)
def test_a_demo_foot_is_what_its_truth_says(name):
    scan, truth = demo(name)
    (foot,) = find_feet(scan)
    _agrees(foot, truth, truth["arch_height_mm"])
    assert tuple(foot.landmarks) == LANDMARKS
    assert foot.landmarks["arch_apex"].z_mm == foot.arch_height_mm


@pytest.mark.parametrize("file", WHOLE_FEET)
def test_a_shared_foot_is_what_its_truth_says(file):
    need_shared()
    truth = json.loads((SHARED / "scans" / "truth" / f"{file.split('.')[0]}.json").read_text())
    (foot,) = find_feet(read_scan(SHARED / "scans" / file))
    _agrees(foot, truth, truth["arch_apex_mm"][2])


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_real_sole_pressed_flat_is_known_as_such(side):
    need_shared()
    (foot,) = find_feet(read_scan(SHARED / "scans" / f"dupont_{side}_foot_metre_Zup.stl"))
    assert (foot.side, foot.unit, foot.sole_flattened) == (side, "m", True)
    assert foot.foot_length_mm == pytest.approx(275, abs=2)
    assert "sole_flattened" in [item.check for item in foot.findings]


@pytest.mark.parametrize(("seed", "mirrored", "per_unit", "unit"), [(1, False, 25.4, "in"), (2, True, 1000.0, "m"),
                                                                  (3, True, 10.0, "cm")])  # fmt: skip
def test_pose_unit_and_winding_make_no_difference(seed, mirrored, per_unit, unit):
    scan, _ = demo("left_normal")
    (plain,) = find_feet(scan)
    points = posed(scan.points, seed=seed, mirrored=mirrored, per_unit=per_unit)
    (other,) = find_feet(scan_of(points, scan.faces[:, :: -1 if seed == 2 else 1]))
    assert other.unit == unit and other.unit_source == "inferred"
    assert other.side == ("right" if mirrored else "left")
    assert other.foot_length_mm == pytest.approx(plain.foot_length_mm, abs=0.2)
    assert other.ball_width_mm == pytest.approx(plain.ball_width_mm, abs=0.2)
    assert other.arch_height_mm == pytest.approx(plain.arch_height_mm, abs=0.2)
    assert other.landmarks["mth1"].y_mm == pytest.approx(plain.landmarks["mth1"].y_mm, abs=0.3)


def test_the_same_scan_gives_the_same_foot_to_the_last_bit():
    scan, _ = demo("child_right")
    (one,), (two,) = find_feet(scan), find_feet(scan)
    assert one.foot_from_file.tobytes() == two.foot_from_file.tobytes()
    assert one.plantar.z_mm.tobytes() == two.plantar.z_mm.tobytes()
    assert one.landmarks == two.landmarks and one.findings == two.findings


def test_a_given_side_wins_and_a_contradiction_is_a_warning():
    scan, _ = demo("right_normal")
    (agreed,), (against,) = find_feet(scan, side="right"), find_feet(scan, side="left")
    assert "side-contradicts" not in [item.check for item in agreed.findings]
    (finding,) = [item for item in against.findings if item.check == "side-contradicts"]
    assert against.side == "left" and against.side_confidence == 0 and finding.level == "warning"


def test_given_landmarks_win_and_the_arch_line_follows():
    scan, _ = demo("right_normal")
    (found,) = find_feet(scan)
    (told,) = find_feet(scan, landmarks={"mth1": (190.0, 30.0), "cuboid": (100.0, -20.0)})
    assert (told.landmarks["mth1"].x_mm, told.landmarks["mth1"].y_mm) == (190.0, 30.0)
    assert told.landmarks["mth1"].source == told.landmarks["cuboid"].source == "given"
    assert told.landmarks["mth5"] == found.landmarks["mth5"]
    assert told.arch_height_mm > found.arch_height_mm + 0.5


def test_what_was_done_to_the_scan_is_told():
    foot, truth = upright("right_normal")
    ball = sphere(6, rings=12)
    heel = without(foot, lambda c: np.linalg.norm(c - [0, 3, 25], axis=1) < 13)
    holed = without(heel, lambda c: np.hypot(c[:, 0] - 100, c[:, 1] + 15) < 10)
    messy = joined(holed, Surface(ball.points + np.array([60, 140, 40]), ball.faces))
    (found,) = find_feet(scan_of(messy.points, messy.faces[:, ::-1]))
    told = {item.check: item for item in plain(found.findings)}
    assert {"winding_inverted", "islands_dropped", "heel_extrapolated", "skin_missing", "unit_inferred"} <= told.keys()
    assert told["heel_extrapolated"].unit == "mm" and told["skin_missing"].level == "warning"
    assert told["skin_missing"].where_mm == pytest.approx((100, -15, 0), abs=3)
    assert found.foot_length_mm == pytest.approx(truth["foot_length_mm"], abs=1.0)
