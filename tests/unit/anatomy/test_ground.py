"""Ground. level and load of feet that stand or hang."""

import numpy as np
import pytest

from orthogen.anatomy.ground import ground
from orthogen.anatomy.surface import Samples, Surface, spread
from orthogen.anatomy.walking import aligned
from tests.unit.anatomy.shapes import upright


def _tilted(surface: Surface, degrees: float) -> Samples:
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]])
    return spread(Surface(surface.points @ turn.T, surface.faces), 60_000)


def _hung(surface: Surface) -> Surface:
    """Return the foot with its sole bulging: no pressed skin, three lowest points."""
    x, y, z = surface.points.T
    length = np.ptp(x)
    bulge = 3.0 * np.clip(np.abs(y) / 35, 0, 1.5) ** 2 + 2.5 * (1 - np.cos(2 * np.pi * (x / length - 0.14) / 0.58))
    return Surface(np.column_stack([x, y, z + bulge * np.exp(-z / 25)]), surface.faces)


@pytest.mark.parametrize("name", ["right_normal", "left_high_arch", "child_right"])
def test_a_standing_foot_is_level_on_its_contact(name):
    foot, _ = upright(name)
    found = ground(aligned(_tilted(foot, 1.5), np.eye(4), 1.0))
    assert found.load == "standing"
    assert np.degrees(np.arccos(found.ground_from_walking[2, 2])) == pytest.approx(1.5, abs=0.25)


def test_a_hanging_foot_is_unloaded():
    foot, _ = upright("right_normal")
    assert ground(aligned(spread(_hung(foot), 60_000), np.eye(4), 1.0)).load == "unloaded"


def test_a_given_load_wins_and_takes_its_own_plane():
    foot, _ = upright("right_normal")
    walking = aligned(spread(_hung(foot), 60_000), np.eye(4), 1.0)
    found, given = ground(walking), ground(walking, load="standing")
    assert found.load == "unloaded" and given.load == "standing" and given.pressed_ratio == found.pressed_ratio
    assert not np.allclose(given.ground_from_walking, found.ground_from_walking)
    assert np.array_equal(ground(walking, load="unloaded").ground_from_walking, found.ground_from_walking)


def test_noise_does_not_lift_a_standing_foot():
    foot, _ = upright("right_normal")
    rng = np.random.default_rng(2)
    samples = spread(foot, 60_000)
    noisy = Samples(samples.points + rng.normal(0, 0.6, (60_000, 1)) * samples.normals, samples.normals, samples.area)
    found = ground(aligned(noisy, np.eye(4), 1.0))
    assert found.load == "standing"
    assert abs(found.ground_from_walking[2, 3]) < 0.5
