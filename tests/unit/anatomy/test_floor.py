"""Floor. attached floor goes, all of it, and takes nothing of the foot along."""

import numpy as np
import pytest

from orthogen.anatomy.floor import outward_sign, without_floor
from orthogen.anatomy.pieces import feet_in
from orthogen.anatomy.surface import Surface
from tests.unit.anatomy.shapes import joined, sheet, upright, without


def _area_cm2(surface):
    return float(surface.areas.sum()) / 100


def test_a_foot_without_floor_is_left_alone():
    foot, _ = upright("right_normal")
    same, area_cm2 = without_floor(foot)
    assert same is foot and area_cm2 == 0


@pytest.mark.parametrize("facing", [1, -1])
def test_a_floor_around_the_foot_is_removed_whichever_way_it_faces(facing):
    foot, truth = upright("right_normal")
    length = truth["foot_length_mm"]
    floor = sheet(lambda x, y: 0.3 + 0 * x, x=(-60, length + 60), y=(-120, 120), step=4.0)
    floor = Surface(floor.points, floor.faces[:, ::facing])
    rest, area_cm2 = without_floor(joined(foot, floor))
    ((cleared, _),) = feet_in(rest)
    assert area_cm2 > 300
    assert cleared.points[:, 0].min() > -1 and cleared.points[:, 0].max() < length + 1
    assert _area_cm2(cleared) > 0.97 * _area_cm2(foot)


def test_inside_out_is_told_from_outside_out_even_with_an_open_ankle():
    foot, _ = upright("left_normal")
    opened = without(foot, lambda centre: centre[:, 2] > 80)
    assert outward_sign(opened) == 1
    assert outward_sign(Surface(opened.points, opened.faces[:, ::-1])) == -1


def test_the_sole_under_an_open_ankle_is_no_floor_when_the_heel_has_a_hole():
    """A way through the heel's hole led the search for floor to the sole under the ankle, which then vanished."""
    foot, _ = upright("right_normal")
    opened = without(foot, lambda c: (c[:, 2] > 75) | (np.linalg.norm(c - [0, 0, 26], axis=1) < 16))
    opened = without(opened, lambda c: (c[:, 0] < 12) & (np.abs(c[:, 1]) < 9) & (c[:, 2] > 3))
    cleared, area_cm2 = without_floor(opened)
    assert area_cm2 == 0 and cleared is opened
