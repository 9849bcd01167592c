"""Neighbours. nearest points against every distance, votes against a dense sum."""

import numpy as np
import pytest

from orthogen.kernel import _native
from orthogen.kernel.neighbours import PointTree, summed_votes


@pytest.mark.parametrize("axes", [2, 3])
def test_the_nearest_points_are_those_of_all_distances(axes: int) -> None:
    rng = np.random.default_rng(5)
    points, places = np.round(rng.random((700, axes)), 1), rng.random((200, axes))
    away, number = PointTree(points).nearest(places, most=9)
    square = np.square(places[:, None] - points).sum(axis=2)
    order = np.lexsort((np.broadcast_to(np.arange(700), square.shape), square))[:, :9]
    assert np.allclose(away, np.sqrt(np.take_along_axis(square, order, axis=1)), atol=1e-15)
    assert np.mean(number == order) > 0.99  # round-off may tell equally near ones apart


def test_equally_near_points_come_in_order_of_their_numbers() -> None:
    points = np.zeros((50, 3))
    assert np.array_equal(PointTree(points).nearest(np.ones((1, 3)), most=5)[1][0], np.arange(5))


def test_what_is_too_far_is_not_there() -> None:
    points = np.arange(12.0)[:, None] * (1.0, 0.0, 0.0)
    away, number = PointTree(points).nearest(np.zeros((1, 3)), most=4, within=1.5)
    assert np.array_equal(number[0], [0, 1, 12, 12])
    assert np.array_equal(away[0], [0, 1, np.inf, np.inf])
    none, missing = PointTree(np.empty((0, 3))).nearest(np.zeros((2, 3)))
    assert np.isinf(none).all() and not missing.any()


def test_threads_change_nothing() -> None:
    points = np.random.default_rng(6).random((20_000, 3))
    tree = _native.PointTree(points)
    one = tree.nearest(points, 8, np.inf, 1)
    for threads in (2, 4):
        other = tree.nearest(points, 8, np.inf, threads)
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_votes_of_one_pair_are_added() -> None:
    rng = np.random.default_rng(7)
    one, other, value = rng.integers(0, 30, 500), rng.integers(0, 30, 500), rng.random(500)
    dense = np.zeros((30, 30))
    np.add.at(dense, (one, other), value)
    i, j, total = summed_votes(one, other, value, members=30)
    assert np.array_equal(i * 30 + j, np.flatnonzero(dense))
    assert np.allclose(total, dense[i, j])
    with pytest.raises(IndexError):
        summed_votes(one, other, value, members=20)
