"""Predicates: the signs that rational numbers give, also where floats cannot tell."""

from fractions import Fraction

import numpy as np
import pytest

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.predicates import exact_side, side_of_plane, turn


def rational_side(points: FloatArray) -> int:
    (ax, ay, az), *others = ([Fraction(v) for v in p] for p in points.tolist())
    u, v, w = ([p[0] - ax, p[1] - ay, p[2] - az] for p in others)
    total = sum(w[k] * (u[(k + 1) % 3] * v[(k + 2) % 3] - u[(k + 2) % 3] * v[(k + 1) % 3]) for k in range(3))
    return (total > 0) - (total < 0)


@pytest.mark.parametrize("spread", [1.0, 1e-3, 1e-15, 0.0])
def test_side_of_nearly_flat_quadruples(spread: float) -> None:
    rng = np.random.default_rng(0)
    a, b, c = rng.normal(size=(3, 200, 3)) * 100
    s, t = rng.normal(size=(2, 200, 1))
    p = a + s * (b - a) + t * (c - a) + spread * rng.normal(size=(200, 3))
    expected = [rational_side(np.array(four)) for four in zip(a, b, c, p, strict=True)]
    assert side_of_plane(a, b, c, p).tolist() == expected
    assert exact_side(a, b, c, p).tolist() == expected


def test_side_is_up_to_where_the_normal_points() -> None:
    a, b, c = np.zeros((1, 3)), np.array([[1.0, 0, 0]]), np.array([[0, 1.0, 0]])
    for z, side in ((5.0, 1), (-5.0, -1), (0.0, 0), (1e-300, 1)):
        assert side_of_plane(a, b, c, np.array([[0.3, 0.3, z]])).tolist() == [side]


@pytest.mark.parametrize("spread", [1.0, 1e-15, 0.0])
def test_turn_of_nearly_straight_triples(spread: float) -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(size=(2, 300, 2)) * 50
    c = a + rng.normal(size=(300, 1)) * (b - a) + spread * rng.normal(size=(300, 2))
    flat = [np.column_stack([p, np.zeros(300)]) for p in (a, b, c)]
    expected = exact_side(flat[0], flat[1], flat[2], flat[0] + [0.0, 0.0, 1.0])
    assert turn(a, b, c).tolist() == expected.tolist()


def test_whole_numbers_span_all_magnitudes() -> None:
    a, b, c = np.zeros((1, 3)), np.array([[1e200, 0, 0]]), np.array([[0, 1e-200, 0]])
    assert exact_side(a, b, c, np.array([[7.0, 7.0, -1e-300]])).tolist() == [-1]
