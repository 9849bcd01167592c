"""Scans that once were understood wrongly, each reduced to what went wrong."""

import numpy as np
import pytest
from scipy.spatial import Delaunay, cKDTree

from orthogen.anatomy import find_feet
from orthogen.anatomy.surface import Surface
from orthogen.errors import NotAFoot, ScanIncomplete
from tests.unit.anatomy.shapes import demo, joined, posed, scan_of, sheet, upright, without


def test_a_childs_foot_beside_a_square_metre_of_floor():
    """The floor outweighed the foot so far that the foot counted as an island and only a flat sheet was left."""
    foot, truth = upright("child_right")
    floor = sheet(lambda x, y: -2 + 0 * x, x=(-400, 600), y=(-500, 500), step=8.0)
    scene = joined(foot, floor)
    (found,) = find_feet(scan_of(posed(scene.points, seed=6), scene.faces))
    assert "floor_dropped" in [item.check for item in found.findings]
    assert found.foot_length_mm == pytest.approx(truth["foot_length_mm"], abs=1)


def test_a_small_foot_in_centimetres():
    """14 was nearer to 250 mm as inches (356 mm, no foot) than as centimetres (140 mm, a child's)."""
    scan, truth = demo("child_right")
    shrink = 140 / truth["foot_length_mm"] / 10
    (found,) = find_feet(scan_of(scan.points * shrink, scan.faces))
    assert found.unit == "cm"
    assert "unit_small_foot" in [item.check for item in found.findings]


def test_a_leg_without_toes_is_not_taken_for_a_foot_lying_down():
    """With the toes cut off, the plane along the leg passed for a sole, and the side came out wrong."""
    foot, truth = upright("right_normal")
    x, y, z = foot.points.T
    taller = Surface(np.column_stack([x, y, z + 180 * np.clip((z - 60) / (z.max() - 60), 0, 1)]), foot.faces)
    cut = without(taller, lambda c: c[:, 0] > 0.75 * truth["foot_length_mm"])
    with pytest.raises((ScanIncomplete, NotAFoot)):
        find_feet(scan_of(posed(cut.points, seed=2), cut.faces))


def test_a_noisy_standing_foot_still_stands():
    """With 0.6 mm of noise the lowest points lay 1.5 mm below the contact, which then no longer looked pressed."""
    foot, truth = upright("left_high_arch")
    rng = np.random.default_rng(8)
    k = rng.normal(size=(200, 3)) / 5.0
    wave = 0.6 * np.sqrt(2 / 200) * np.cos(foot.points @ k.T + rng.uniform(0, 2 * np.pi, 200)).sum(axis=1)
    out = foot.points / np.linalg.norm(foot.points - [truth["foot_length_mm"] / 2, 0, 40], axis=1)[:, None]
    noisy = foot.points + wave[:, None] * np.column_stack(
        [np.zeros(len(wave)), np.zeros(len(wave)), np.sign(out[:, 2])]
    )
    (found,) = find_feet(scan_of(noisy, foot.faces))
    assert found.load == "standing"
    assert found.arch_height_mm == pytest.approx(truth["arch_height_mm"], abs=1.5)


def test_slivers_of_floor_at_the_border_of_the_contact_do_not_widen_the_ball():
    """A floor sewn to the sole by slivers: what was left of it after clearing widened the ball by 9 mm."""
    foot, truth = upright("right_normal")
    x, y = np.meshgrid(np.arange(-60, 310, 1.5), np.arange(-110, 110, 1.5))
    plate = np.column_stack([x.ravel(), y.ravel(), np.full(x.size, 0.2)])
    away = cKDTree(foot.points[foot.points[:, 2] < 25][:, :2]).query(plate[:, :2])[0]
    points = np.concatenate([foot.points, plate[away > 1.5]])
    low = np.concatenate([np.flatnonzero(foot.points[:, 2] < 3), np.arange(len(foot.points), len(points))])
    sewn = low[Delaunay(points[low][:, :2]).simplices]
    longest = np.linalg.norm(np.diff(points[sewn][:, [0, 1, 2, 0]], axis=1), axis=2).max(axis=1)
    sewn = sewn[(longest < 6) & (sewn >= len(foot.points)).any(axis=1)]
    (found,) = find_feet(scan_of(points, np.concatenate([foot.faces, sewn])))
    assert "floor_removed" in [item.check for item in found.findings]
    assert found.ball_width_mm == pytest.approx(truth["ball_width_mm"], abs=1)
