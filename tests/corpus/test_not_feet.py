"""Not feet. things of every family are refused with the number that tells; feet in every guise are taken."""

import numpy as np
import pytest

from orthogen.anatomy import find_feet
from orthogen.anatomy.surface import Surface
from orthogen.errors import AnatomyError, UnitUnclear
from tests.every_foot import in_sock, opened, stretched, with_leg
from tests.footwear import device
from tests.not_feet import FAMILIES, as_scan, thing
from tests.unit.anatomy.shapes import DEMO_FEET, posed, scan_of, upright

# those that come closest to a foot, or are refused by a rule that nothing else tries
NEAREST = ("last", "shoe", "hand", "forearm", "elbow", "bones", "top_sheet", "flat_insole", "boxes", "sphere")


def _refused(surface: Surface, seed: int) -> None:
    with pytest.raises((AnatomyError, UnitUnclear)) as caught:
        find_feet(as_scan(surface, seed))
    assert any(sign.isdigit() for sign in str(caught.value)), caught.value
    assert caught.value.next_step


@pytest.mark.parametrize("family", NEAREST)
def test_the_nearest_things_are_refused(family):
    _refused(thing(family, 1), 1)


def test_one_of_our_own_devices_is_refused():
    _refused(device(np.random.default_rng(12)), 12)


def test_a_thing_is_the_same_on_every_draw():
    one, two = thing("teddy", 3), thing("teddy", 3)
    assert np.array_equal(one.points, two.points)
    assert not np.array_equal(one.points[:100], thing("teddy", 4).points[:100])


@pytest.mark.sweep
@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", range(12))
def test_things_are_refused(family, seed):
    _refused(thing(family, seed), seed)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(24))
def test_devices_and_their_upper_sides_are_refused(seed):
    whole = device(np.random.default_rng(seed))
    _refused(whole, seed)
    _refused(whole.of_faces(whole.normals[:, 2] > 0.3), seed)


@pytest.mark.sweep
@pytest.mark.parametrize("name", DEMO_FEET)
@pytest.mark.parametrize("wide", [0.92, 1.0, 1.1])
@pytest.mark.parametrize("tall", [0.9, 1.0, 1.2])
def test_feet_of_every_build_are_taken(name, wide, tall):
    foot = stretched(upright(name)[0], wide=wide, tall=tall)
    for guise in (foot, opened(foot), with_leg(foot, more_mm=150, lean=-0.1), in_sock(foot), foot.scaled(0.8)):
        (found,) = find_feet(scan_of(posed(guise.points, seed=4), guise.faces))
        assert found.kind == "whole_foot"
