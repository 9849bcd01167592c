"""Extreme. the outermost point of a sphere under noise, spikes and a hole."""

import numpy as np
import pytest

from orthogen.anatomy.extreme import extreme
from orthogen.anatomy.surface import Samples, Surface, spread
from tests.unit.anatomy.shapes import sphere


def _noisy(radius: float, noise: float) -> Samples:
    samples = spread(sphere(radius), 20_000)
    rng = np.random.default_rng(3)
    return Samples(samples.points + noise * rng.normal(size=samples.points.shape), samples.normals, samples.area)


@pytest.mark.parametrize(("axis", "sign"), [(0, 1), (0, -1), (1, 1), (2, -1)])
def test_noise_does_not_push_it_outward(axis, sign):
    samples = _noisy(30.0, 0.4)
    found = extreme(samples, axis, sign, radius_mm=10.0)
    assert found is not None
    assert sign * found.point[axis] == pytest.approx(30.0, abs=0.15)
    assert (sign * samples.points[:, axis]).max() > 30.4
    assert found.scatter_mm == pytest.approx(0.4, abs=0.08)


def test_a_hole_at_the_summit_is_bridged():
    surface = sphere(30.0)
    gap = surface.of_faces(np.linalg.norm(surface.corners.mean(axis=1) - [30.0, 0, 0], axis=1) > 6.0)
    found = extreme(spread(gap, 20_000), 0, 1, radius_mm=14.0)
    assert found is not None
    assert gap.points[:, 0].max() < 29.6
    assert found.point[0] == pytest.approx(30.0, abs=0.3)


def test_a_spike_has_no_say():
    samples = spread(sphere(30.0), 20_000)
    spike = Samples(
        np.concatenate([samples.points, np.tile([36.0, 12.0, 0.0], (10, 1))]),
        np.concatenate([samples.normals, np.tile([1.0, 0.0, 0.0], (10, 1))]),
        samples.area,
    )
    found = extreme(spike, 0, 1, radius_mm=8.0)
    assert found is not None
    assert found.point[0] == pytest.approx(30.0, abs=0.1)


def test_nothing_is_found_on_next_to_nothing():
    few = spread(Surface(np.eye(3), np.array([[0, 1, 2]])), 11)
    assert extreme(few, 0, 1, radius_mm=5.0) is None
