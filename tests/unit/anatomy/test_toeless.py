"""Toeless. feet without toes are refused, or used for devices that end behind the ball, and say so."""

import pytest

from orthogen.anatomy import find_feet
from orthogen.errors import NotAFoot, ScanIncomplete
from tests.unit.anatomy.shapes import posed, scan_of, upright, without


def _cut(name, share):
    foot, truth = upright(name)
    cut = without(foot, lambda c: c[:, 0] > share * truth["foot_length_mm"])
    return scan_of(posed(cut.points, seed=4, mirrored=truth["side"] == "left"), cut.faces), truth


@pytest.mark.parametrize("name", ["right_normal", "left_high_arch", "child_right"])
@pytest.mark.parametrize("share", [0.96, 0.9, 0.84])
def test_a_foot_without_toes_serves_a_device_that_needs_none(name, share):
    scan, truth = _cut(name, share)
    with pytest.raises(ScanIncomplete, match="toes are cut off"):
        find_feet(scan)
    (found,) = find_feet(scan, toes_needed=False)
    assert found.side == truth["side"]
    assert found.foot_length_mm == pytest.approx(truth["foot_length_mm"], rel=0.08)
    assert found.ball_width_mm == pytest.approx(truth["ball_width_mm"], abs=1.5)
    assert found.arch_height_mm == pytest.approx(truth["arch_height_mm"], abs=1.0)
    assert "hallux_tip" not in found.landmarks and found.landmarks["mth1"].sd_mm > 8
    (told,) = [item for item in found.findings if item.check == "toes_cut_off"]
    assert told.level == "warning" and told.measured == pytest.approx(share * truth["foot_length_mm"], abs=3)


def test_a_foot_that_ends_in_its_ball_serves_none():
    scan, _ = _cut("right_normal", 0.70)
    with pytest.raises((NotAFoot, ScanIncomplete)):
        find_feet(scan, toes_needed=False)


def test_a_heel_is_always_needed():
    foot, truth = upright("right_normal")
    cut = without(foot, lambda c: c[:, 0] < 0.1 * truth["foot_length_mm"])
    with pytest.raises(ScanIncomplete, match="heel"):
        find_feet(scan_of(cut.points, cut.faces), toes_needed=False)


def test_a_whole_foot_is_the_same_foot_whether_or_not_toes_are_needed():
    foot, _ = upright("right_normal")
    scan = scan_of(foot.points, foot.faces)
    (one,), (other,) = find_feet(scan), find_feet(scan, toes_needed=False)
    assert one.foot_length_mm == other.foot_length_mm and one.landmarks == other.landmarks
