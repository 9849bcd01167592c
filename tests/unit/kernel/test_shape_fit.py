"""Shape fit: exact on shapes it knows, honest about what it cannot tell."""

import numpy as np
import pytest

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import dome
from orthogen.kernel.shape_fit import shape_fit

X, Y = (side.ravel() for side in np.meshgrid(np.arange(-40.0, 40.0, 0.5), np.arange(-40.0, 40.0, 0.5)))
TRUTH = np.array([3.0, 4.0, -6.0, 22.0])
STEPS = (0.01, 0.01, 0.01, 0.01)


def hill(p: FloatArray) -> FloatArray:
    """Height, place and width of a dome."""
    height, x, y, width = p
    return height * dome(np.hypot(X - x, Y - y) / (0.5 * width))


def test_height_place_and_width_are_found() -> None:
    fit = shape_fit(hill, (2.0, 2.0, -4.0, 25.0), hill(TRUTH), steps=STEPS)
    assert fit.values == pytest.approx(TRUTH, abs=1e-6)
    assert fit.rms_mm < 1e-6


def test_no_error_of_the_heights_moves_a_value_by_more_than_told() -> None:
    rng = np.random.default_rng(1)
    for wrong in (rng.uniform(-0.01, 0.01, X.shape), 0.01 * np.sin(X / 7.0), np.full(X.shape, 0.01)):
        fit = shape_fit(hill, TRUTH, hill(TRUTH) + wrong, steps=STEPS)
        most = fit.off_per_mm * np.sqrt(np.mean(wrong * wrong))
        assert (np.abs(fit.values - TRUTH) <= 1.05 * most + 1e-6).all()


def test_the_worst_error_is_reached() -> None:
    wrong = 0.002 * hill(np.array([1.0, *TRUTH[1:]]))
    fit = shape_fit(lambda p: hill(np.array([p[0], *TRUTH[1:]])), [3.0], hill(TRUTH) + wrong, steps=[0.01])
    assert fit.values[0] - 3.0 == pytest.approx(fit.off_per_mm[0] * np.sqrt(np.mean(wrong * wrong)), rel=1e-6)


def test_a_parameter_that_changes_nothing_stays_and_is_told() -> None:
    fit = shape_fit(lambda p: hill(np.array([p[0], *TRUTH[1:]])), [1.0, 7.0], hill(TRUTH), steps=[0.01, 0.01])
    assert fit.values == pytest.approx([3.0, 7.0], abs=1e-6)
    assert np.isfinite(fit.off_per_mm[0]) and np.isinf(fit.off_per_mm[1])


def test_nothing_there_is_a_height_of_zero_and_no_place() -> None:
    fit = shape_fit(hill, TRUTH, np.zeros(X.shape), steps=STEPS)
    assert fit.values[0] == pytest.approx(0.0, abs=1e-6)
    assert fit.off_per_mm[1] > 1e3
