"""Curve: circles, corners and crossings."""

import numpy as np
import pytest
import shapely

from orthogen.kernel import curve
from orthogen.kernel.arrays import FloatArray

SQUARE = np.array([[0.0, 0.0], [40.0, 0.0], [40.0, 40.0], [0.0, 40.0]])


def circle(radius: float, count: int, wave: float = 0.0) -> FloatArray:
    t = 2 * np.pi * np.arange(count) / count
    r = radius + wave * np.cos(40 * t)
    return np.stack([r * np.cos(t), r * np.sin(t)], axis=1)


def test_area_is_signed() -> None:
    assert curve.area(SQUARE) == 1600.0
    assert curve.area(SQUARE[::-1]) == -1600.0


def test_resampled_has_equal_chords_no_longer_than_asked() -> None:
    loop = curve.resampled(circle(30.0, 3000), 0.6)
    step = np.hypot(*np.diff(np.vstack([loop, loop[:1]]), axis=0).T)
    assert step.max() <= 0.6 and np.ptp(step) < 1e-4
    assert np.array_equal(loop[0], [30.0, 0.0])


def test_low_pass_removes_ripples_and_keeps_the_size() -> None:
    loop = curve.resampled(circle(30.0, 3000, wave=0.3), 0.6)
    smooth = curve.low_passed(loop, curve.arc(loop)[-1] / len(loop), 8.0)
    assert np.abs(np.hypot(*smooth.T) - 30.0).max() < 0.05


def test_opened_rounds_outward_corners_only() -> None:
    rounded = curve.opened(SQUARE, 5.0)
    assert curve.area(rounded) == pytest.approx(1600.0 - (4.0 - np.pi) * 25.0, abs=0.2)
    notched = np.array([[0, 0], [40, 0], [40, 40], [20, 15], [0, 40]], dtype=float)
    assert np.abs(curve.opened(notched, 2.0) - [20.0, 15.0]).sum(1).min() < 0.1


def test_common_takes_the_largest_piece_counter_clockwise() -> None:
    piece = curve.common(SQUARE[::-1], np.add(SQUARE, (10.0, 0.0)))
    assert curve.area(piece) == pytest.approx(1200.0)
    assert len(curve.common(SQUARE, np.add(SQUARE, (100.0, 0.0)))) == 0


def test_hull_spans_a_notch() -> None:
    notched = np.array([[0, 0], [40, 0], [40, 40], [20, 15], [0, 40]], dtype=float)
    assert curve.area(curve.hull(notched)) == pytest.approx(1600.0)


def test_a_figure_of_eight_is_not_simple() -> None:
    assert curve.is_simple(SQUARE)
    assert not curve.is_simple(SQUARE[[0, 2, 1, 3]])


@pytest.mark.parametrize("count", [3, 4, 5, 7, 9])
def test_hull_and_simplicity_as_shapely_sees_them(count: int) -> None:
    rng = np.random.default_rng(count)
    for _ in range(200):
        loop = rng.integers(0, 9, size=(count, 2)).astype(float)
        loop = loop[(loop != np.roll(loop, 1, axis=0)).any(axis=1)]
        if len(loop) < 3:
            continue
        assert curve.is_simple(loop) == bool(shapely.is_simple(shapely.LinearRing(loop))), loop
        spanned = shapely.convex_hull(shapely.MultiPoint(loop))
        if spanned.area > 0:
            assert curve.area(curve.hull(loop)) == pytest.approx(spanned.area)
            assert len(curve.hull(loop)) == len(shapely.get_coordinates(spanned)) - 1


@pytest.mark.parametrize("start", [0, 17, 200, 399])
def test_front_is_the_arc_that_faces_forward(start: int) -> None:
    loop = np.roll(circle(30.0, 400), start, axis=0)
    angle = np.degrees(np.arctan2(loop[:, 1], loop[:, 0]))
    assert (curve.front(loop, 60.0) == (np.abs(angle) < 60.0)).all()
