"""Spikes. needles are taken out, everything that only looks like one stays."""

import numpy as np
import pytest

from orthogen.anatomy import find_feet
from orthogen.anatomy.spikes import without_spikes
from orthogen.anatomy.surface import Surface
from tests.unit.anatomy.shapes import DEMO_FEET, box, posed, scan_of, sphere, upright


def _needled(foot: Surface, count: int, most_mm: float) -> Surface:
    rng = np.random.default_rng(3)
    points = foot.points.copy()
    tips = rng.choice(len(points), count, replace=False)
    points[tips] += most_mm * rng.normal(size=(count, 3))
    return Surface(points, foot.faces)


@pytest.mark.parametrize("solid", [sphere(60, rings=12), box(280, 100, 60)])
def test_a_solid_without_needles_is_left_alone(solid):
    same, told = without_spikes(solid)
    assert same is solid and told == ()


@pytest.mark.parametrize("name", DEMO_FEET)
def test_a_foot_without_needles_is_left_alone(name):
    foot, _ = upright(name)
    assert without_spikes(foot) == (foot, ())


@pytest.mark.parametrize("name", ["right_normal", "left_normal"])
def test_a_foot_with_needles_is_measured_as_without_them(name):
    foot, truth = upright(name)
    spiky = _needled(foot, 25, 20.0)
    (found,) = find_feet(scan_of(posed(spiky.points, seed=2, mirrored=truth["side"] == "left"), spiky.faces))
    assert "spikes_dropped" in [item.check for item in found.findings]
    assert found.side == truth["side"]
    assert found.foot_length_mm == pytest.approx(truth["foot_length_mm"], abs=1.5)
