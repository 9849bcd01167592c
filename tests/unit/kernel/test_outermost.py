"""Outermost. reaches against sorting, summits against known ones, ends of a box and of a ball."""

import numpy as np
import pytest

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.outermost import EndRule, Rows, ends, extents, reach, summit

RNG = np.random.default_rng(10)


def by_sorting(points: FloatArray, start: float, end: float, axis: int) -> tuple[float, float]:
    inside = np.sort(points[(points[:, 1 - axis] > start) & (points[:, 1 - axis] < end), axis])
    return float(inside[:5].mean()), float(inside[-5:].mean())


@pytest.mark.parametrize("axis", [0, 1])
def test_a_reach_is_the_mean_of_the_five_outermost(axis: int) -> None:
    points = RNG.random((5000, 3)) * (250, 90, 60)
    for start, end in ((20.0, 22.0), (30.0, 80.0), (-np.inf, np.inf)):
        assert reach(points, start, end, axis=axis, outermost=5) == by_sorting(points, start, end, axis)
    low = points[points[:, 2] < 10]
    assert reach(points, 20, 60, axis=axis, outermost=5, top=10.0) == by_sorting(low, 20, 60, axis)


def test_rows_say_what_each_strip_says() -> None:
    points = RNG.random((5000, 3)) * (250, 90, 60)
    start = np.linspace(-20, 260, 57)
    found = Rows(points).reaches(np.stack([start, start + 6], axis=1), outermost=5)
    alone = np.array([reach(points, x, x + 6, axis=1, outermost=5) for x in start])
    assert np.array_equal(found, alone, equal_nan=True)


@pytest.mark.parametrize("points", [np.empty((0, 3)), np.ones((4, 2)), np.ones((9, 3))], ids=["none", "few", "alike"])
def test_a_strip_with_too_few_points_has_no_reach(points: FloatArray) -> None:
    strip = np.array([[2.0, 3.0]])
    assert np.isnan(Rows(points).reaches(strip, outermost=5)).all()
    assert np.isnan(reach(points, 2.0, 3.0, axis=1, outermost=5)).all()


def test_extents_are_those_of_each_axis() -> None:
    points = RNG.random((300, 3))
    assert np.array_equal(extents(points), np.ptp(points, axis=0))
    with pytest.raises(ValueError, match="extent"):
        extents(np.empty((0, 3)))


def cap(noise: float) -> tuple[FloatArray, FloatArray]:
    """The front of a ball of radius 30 around (1, 2, 3) towards +x, with noise along it."""
    normals = RNG.standard_normal((20_000, 3))
    normals /= np.linalg.norm(normals, axis=1)[:, None]
    normals = normals[normals[:, 0] > 0]
    return (1.0, 2.0, 3.0) + (30 + noise * RNG.standard_normal(len(normals)))[:, None] * normals, normals


def test_the_summit_of_a_ball_is_free_of_noise() -> None:
    points, normals = cap(0.3)
    found = summit(points, normals, axis=0, sign=1, radius=8.0)
    assert found is not None
    assert points[:, 0].max() > 31.5
    assert found[2] == pytest.approx(31.0, abs=0.1)
    assert found[:2] == pytest.approx((2.0, 3.0), abs=0.5)
    assert found[3] == pytest.approx(0.3, rel=0.2)
    assert summit(points, normals, axis=0, sign=-1, radius=8.0) is None


def towards_x(points: FloatArray, normals: FloatArray) -> tuple[float, float]:
    """Return which shares of the width behind the end towards +x are not closed, and closed by one sheet."""
    rule = EndRule(depth=6.0, half_strip=2.0, middle=0.0, steps=np.linspace(-0.5, 2.0, 8), sheet=1.0, leeway=2.0,
                   stray=3, least=6)  # fmt: skip
    found = ends(points, normals, np.array([[1.0, 0.0, 0.0]]), rule=rule)
    width = found.width[0].sum()
    return float(1 - found.closed[0].sum() / width), float(found.flat[0].sum(axis=0).max() / width)


def block(*, capped: bool) -> tuple[FloatArray, FloatArray]:
    """The sides of a block 100 × 40 × 10, and its front where it is capped: points of equal area and normals."""
    side = RNG.choice(2, 40_000)
    along = np.stack([RNG.random(40_000) * 100 - 100, 40.0 * side - 20, RNG.random(40_000) * 10 - 5], axis=1)
    facing = np.stack([np.zeros(40_000), 2.0 * side - 1, np.zeros(40_000)], axis=1)
    if not capped:
        return along, facing
    front = np.stack([np.zeros(8000), RNG.random(8000) * 40 - 20, RNG.random(8000) * 10 - 5], axis=1)
    return np.append(along, front, axis=0), np.append(facing, np.tile([1.0, 0.0, 0.0], (8000, 1)), axis=0)


def test_an_open_end_closes_nothing_and_a_cap_closes_all_in_one_sheet() -> None:
    assert towards_x(*block(capped=False)) == pytest.approx((1.0, 0.0), abs=0.05)
    assert towards_x(*block(capped=True)) == pytest.approx((0.0, 1.0), abs=0.06)


def test_a_round_end_is_closed_by_degrees() -> None:
    points, normals = cap(0.0)
    missing, sheet = towards_x(points - (0, 0, 3.0), normals)
    assert abs(missing) < 0.1 and sheet < 0.55
