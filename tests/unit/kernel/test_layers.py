"""Layers. contact layers and planes against plain numpy."""

import numpy as np
import pytest

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.layers import on_planes, parallel_near, rest, settled

RNG = np.random.default_rng(9)


def slab(count: int = 4000) -> tuple[FloatArray, FloatArray]:
    """Points on the lower and upper side of a slab 200 × 80 × 20, the lower one at z = 0, with a little noise."""
    points = (RNG.random((count, 3)) - (0.5, 0.5, 0)) * (200, 80, 0)
    upper = np.arange(count) % 2 == 1
    points[:, 2] = np.where(upper, 20.0, 0.0) + 0.05 * RNG.standard_normal(count)
    return points, np.where(upper, 1.0, -1.0)[:, None] * np.array([0.0, 0.0, 1.0])


def test_parallel_area_counts_slopes_near_the_outermost_point() -> None:
    points, normals = slab()
    directions = RNG.standard_normal((20, 3))
    directions /= np.linalg.norm(directions, axis=1)[:, None]
    found = parallel_near(points, normals, directions, band=5.0, least_slope=0.6)
    for direction, value in zip(directions, found, strict=True):
        height, slope = points @ direction, np.abs(normals @ direction)
        assert value == pytest.approx(slope[(height < height.min() + 5) & (slope > 0.6)].sum(), rel=1e-12)


def test_a_slab_that_leans_comes_to_rest_on_its_side() -> None:
    points, normals = slab()
    lean = np.array([0.15, -0.1, 1.0])
    ups = settled(
        points, normals, lean[None] / np.linalg.norm(lean), bands=(25.0, 6.0, 1.5), stray=4, least_slope=0.5, least=30
    )
    assert ups[0, 2] > 1 - 1e-6
    assert np.linalg.norm(ups[0]) == pytest.approx(1.0)


def test_too_few_points_leave_the_direction_as_it_is() -> None:
    points, normals = slab(40)
    up = np.array([[0.0, 0.6, 0.8]])
    assert np.array_equal(settled(points, normals, up, bands=(1.0,), stray=0, least_slope=0.5, least=100), up)


def test_rest_finds_level_area_and_extents_of_the_contact() -> None:
    points, normals = slab()
    found = rest(points, normals, np.array([0.0, 0, 1]), stray=4, band=3.0, contact=6.0, least_slope=0.5)
    assert found.level == pytest.approx(np.median(points[::2, 2]), abs=1e-12)
    assert found.count == 2000 and found.slopes == pytest.approx(2000.0)
    assert found.length == pytest.approx(np.ptp(points[::2, 0]), rel=0.01)
    assert found.width == pytest.approx(np.ptp(points[::2, 1]), rel=0.01)


def test_planes_through_points_hold_what_lies_on_them() -> None:
    points, normals = slab()
    held = on_planes(points, normals, range(0, 4000, 400), tolerance=1.0, least_slope=0.98)
    assert np.array_equal(held, np.full(10, 2000))
    with pytest.raises(IndexError):
        on_planes(points, normals, [4000], tolerance=1.0, least_slope=0.98)
    with pytest.raises(ValueError, match="normal"):
        on_planes(points, normals[:5], [0], tolerance=1.0, least_slope=0.98)
