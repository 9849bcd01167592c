"""Kinds. soles, impressions, patches and pairs made from feet whose truth is known."""

import numpy as np
import pytest

from orthogen.anatomy import find_feet
from orthogen.anatomy.impression import hollows
from orthogen.anatomy.pieces import feet_in
from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import FloatArray
from tests.unit.anatomy.shapes import box, joined, posed, scan_of, sheet, sphere, upright, without

RIM_MM = 30.0


def _sole(name: str, height_mm: float) -> tuple[Surface, dict]:
    foot, truth = upright(name)
    return without(foot, lambda c: c[:, 2] > height_mm), truth


def _foam(name: str) -> tuple[Surface, dict]:
    """A hollow 30 mm deep with a flat rim: the highest of a foot's plantar skin and, beyond it, of the rim."""
    foot, truth = upright(name)
    from orthogen.kernel.grid import covering
    from orthogen.kernel.raster import lowest

    grid = covering(foot.points[:, 0], foot.points[:, 1], step_mm=1.5, margin_mm=30.0)
    z = lowest(foot.corners, grid)
    z = np.where(np.isfinite(z), np.minimum(z, RIM_MM), RIM_MM)

    def height(x: FloatArray, y: FloatArray) -> FloatArray:
        return z

    x, y = grid.x_mm[:, 0], grid.y_mm[0]
    made = sheet(height, x=(x[0], x[-1] + 0.1), y=(y[0], y[-1] + 0.1), step=1.5)
    return made, truth


@pytest.mark.parametrize("name", ["right_normal", "left_normal", "child_right"])
@pytest.mark.parametrize("height_mm", [16.0, 24.0])
def test_a_sole_is_measured_as_the_foot_it_was_cut_from(name, height_mm):
    sole, truth = _sole(name, height_mm)
    (found,) = find_feet(scan_of(posed(sole.points, seed=5, mirrored=truth["side"] == "left"), sole.faces))
    assert (found.kind, found.side, found.unit) == ("sole", truth["side"], "mm")
    assert found.foot_length_mm == pytest.approx(truth["foot_length_mm"], abs=3)
    assert found.ball_width_mm == pytest.approx(truth["ball_width_mm"], abs=1.5)


def test_a_sole_cut_below_the_back_of_the_heel_says_how_far_it_was_continued():
    sole, _ = _sole("right_normal", 14.0)
    (found,) = find_feet(scan_of(sole.points, sole.faces))
    assert [item.unit for item in found.findings if item.check == "heel_extrapolated"] == ["mm"]


@pytest.mark.parametrize("inside_out", [False, True])
@pytest.mark.parametrize("name", ["right_normal", "left_high_arch"])
def test_an_impression_is_the_foot_that_made_it(name, inside_out):
    foam, truth = _foam(name)
    foam = foam.turned() if inside_out else foam
    (found,) = find_feet(scan_of(posed(foam.points, seed=3, mirrored=truth["side"] == "left"), foam.faces))
    assert (found.kind, found.side) == ("impression", truth["side"])
    assert found.foot_length_mm == pytest.approx(truth["foot_length_mm"], abs=3)
    assert found.arch_height_mm == pytest.approx(truth["arch_height_mm"], abs=1.5)


def test_the_walls_and_the_bottom_of_a_foam_box_are_left_out():
    foam, _ = _foam("right_normal")
    low, high = foam.points.min(axis=0), foam.points.max(axis=0)
    walls = box(*(high - low)[:2], 60.0)
    walls = Surface(walls.points - walls.points.min(axis=0) + [low[0], low[1], RIM_MM - 60.0], walls.faces)
    walls = without(walls, lambda c: c[:, 2] > RIM_MM - 0.1)
    (hollow,) = hollows(joined(foam, walls))
    (alone,) = hollows(foam)
    assert len(hollow.faces) == len(alone.faces)


@pytest.mark.parametrize(
    "solid", [sphere(60), box(280, 100, 60), sheet(lambda x, y: 0 * x, x=(0, 300), y=(0, 200), step=5.0)]
)
def test_what_is_no_impression_has_no_hollow(solid):
    assert hollows(solid) == ()


def test_a_whole_foot_on_its_floor_is_no_impression():
    foot, _ = upright("right_normal")
    floor = sheet(lambda x, y: 0.3 + 0 * x, x=(-60, 300), y=(-120, 120), step=4.0)
    assert hollows(joined(foot, floor)) == ()


def _pair(gap_mm: float) -> tuple[Surface, dict, dict]:
    right, one = upright("right_normal")
    left, other = upright("left_normal")
    left = Surface(left.points * [1, -1, 1] + [4, gap_mm, 0], left.faces[:, ::-1])
    return joined(right, left), one, other


@pytest.mark.parametrize("mirrored", [False, True])
def test_two_feet_in_one_file_are_both_found_each_with_its_side(mirrored):
    both, right, left = _pair(130.0)
    feet = find_feet(scan_of(posed(both.points, seed=8, mirrored=mirrored, per_unit=25.4), both.faces))
    truth = {"left": right, "right": left} if mirrored else {"right": right, "left": left}
    assert sorted(foot.side for foot in feet) == ["left", "right"]
    for foot in feet:
        assert foot.unit == "in"
        assert foot.votes["place"] * (1 if foot.side == "right" else -1) > 0
        assert foot.foot_length_mm == pytest.approx(truth[foot.side]["foot_length_mm"], abs=1)


def test_two_feet_that_one_floor_joins_are_two_feet():
    both, _, _ = _pair(140.0)
    floor = sheet(lambda x, y: 0.3 + 0 * x, x=(-40, 320), y=(-110, 250), step=3.0)
    scene = joined(both, floor)
    first_on_floor = len(both.points)
    for left in (False, True):
        mine = np.flatnonzero((both.points[:, 1] > 70) == left)
        lowest = mine[int(np.argmin(both.points[mine, 2]))]
        near = np.argsort(((floor.points - both.points[lowest]) ** 2).sum(axis=1))[:2] + first_on_floor
        scene = Surface(scene.points, np.concatenate([scene.faces, [[lowest, *near]]]))
    feet = find_feet(scan_of(scene.points, scene.faces))
    assert sorted(foot.side for foot in feet) == ["left", "right"]


def test_patches_of_one_foot_are_taken_together():
    """A scanner with two cameras leaves a medial and a lateral half that overlap and were never joined."""
    foot, truth = upright("right_normal")
    halves = joined(without(foot, lambda c: c[:, 1] < -2), without(foot, lambda c: c[:, 1] > 6))
    (found,) = find_feet(scan_of(posed(halves.points, seed=1), halves.faces))
    assert "patches_joined" in [item.check for item in found.findings]
    assert (found.side, found.foot_length_mm) == ("right", pytest.approx(truth["foot_length_mm"], abs=1))


def test_an_inner_wall_is_left_out():
    foot, truth = upright("right_normal")
    middle = np.array([0.5 * truth["foot_length_mm"], 0, 40])
    inner = Surface(middle + 0.97 * (foot.points - middle), foot.faces[:, ::-1])
    both = joined(foot, inner)
    ((whole, told),) = feet_in(both)
    assert len(whole.faces) == len(foot.faces) and [item.check for item in told] == ["inner_wall_dropped"]
    (found,) = find_feet(scan_of(posed(both.points, seed=1), both.faces))
    assert found.arch_height_mm == pytest.approx(truth["arch_height_mm"], abs=1)
