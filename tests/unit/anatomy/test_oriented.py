"""Oriented. planes of scattered points, and one side for all of them."""

import numpy as np
from scipy.spatial import cKDTree

from orthogen.anatomy.oriented import one_sided, tangent_planes
from orthogen.kernel.arrays import FloatArray, IntArray


def ball(count: int = 4000) -> FloatArray:
    """Return points spread evenly on a unit sphere (golden spiral)."""
    k = np.arange(count) + 0.5
    z, turn = 1 - 2 * k / count, k * np.pi * (3 - np.sqrt(5))
    return np.stack([np.sqrt(1 - z * z) * np.cos(turn), np.sqrt(1 - z * z) * np.sin(turn), z], axis=1)


def beside(points: FloatArray) -> IntArray:
    """Return the twelve nearest others of each point."""
    return np.asarray(cKDTree(points).query(points, k=13)[1])[:, 1:]


def test_planes_of_a_ball_are_its_tangents() -> None:
    points = ball()
    normals, thickness = tangent_planes(points, beside(points), np.ones(len(points)))
    assert np.abs(np.einsum("ni,ni->n", normals, points)).min() > np.cos(np.radians(3))
    assert thickness.max() < 0.05


def test_thickness_of_a_cloud_without_a_plane_is_near_one() -> None:
    points = np.random.default_rng(0).standard_normal((4000, 3))
    _, thickness = tangent_planes(points, beside(points), np.ones(len(points)))
    assert np.median(thickness) > 0.5


def test_distrusted_points_do_not_tilt_the_plane() -> None:
    flat = np.random.default_rng(1).uniform(0, 1, (2000, 3)) * (1, 1, 0)
    points = np.append(flat, flat[:200] + np.array([0.005, 0.0, 0.05]), axis=0)
    trust = np.append(np.ones(2000), np.full(200, 1e-9))
    normals, _ = tangent_planes(points, beside(points), trust)
    assert np.abs(normals[:2000, 2]).min() > 0.999


def test_random_signs_come_to_one_side() -> None:
    points = ball()
    sign = np.random.default_rng(2).choice([-1.0, 1.0], len(points))
    side = np.einsum("ni,ni->n", one_sided(points, sign[:, None] * points, beside(points)), points)
    assert np.all(side > 0.99) or np.all(side < -0.99)


def test_two_balls_that_nearly_touch_both_look_out() -> None:
    apart = np.array([1.03, 0.0, 0.0])
    points = np.concatenate([ball() - apart, ball() + apart])
    out = np.concatenate([ball(), ball()])
    sign = np.random.default_rng(3).choice([-1.0, 1.0], len(points))
    side = np.einsum("ni,ni->n", one_sided(points, sign[:, None] * out, beside(points)), out)
    assert len(np.unique(np.sign(side))) == 1


def test_equal_votes_end() -> None:
    x, y = np.meshgrid(np.arange(40.0), np.arange(40.0))
    points = np.stack([x.ravel(), y.ravel(), np.zeros(1600)], axis=1)
    sign = np.where(np.arange(1600) % 3 == 0, -1.0, 1.0)
    turned = one_sided(points, sign[:, None] * (0.0, 0.0, 1.0), beside(points))
    assert len(np.unique(turned[:, 2])) == 1
