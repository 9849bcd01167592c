"""A rounded edge: above the sharp one, joined without a kink, gone away from it."""

import numpy as np
import pytest

from orthogen.solid.edge import rounded

U = np.linspace(-5.0, 5.0, 20001)


@pytest.mark.parametrize("slope", [0.5, 1.0, 3.73, 5.67])
def test_it_lies_above_the_sharp_edge_and_joins_it_smoothly(slope: float) -> None:
    sharp = np.maximum(slope * U, 0.0)
    round_ = rounded(slope * U, slope, width_mm=2.4)
    assert (round_ - sharp).min() >= -1e-12
    steps = np.diff(round_) / np.diff(U)
    assert np.diff(steps).min() >= -1e-9
    assert np.diff(steps).max() < slope * 2.0 * (U[1] - U[0]) / 2.4 * 1.01
    assert steps.max() == pytest.approx(slope)


def test_away_from_the_edge_it_is_the_sharp_one() -> None:
    round_ = rounded(2.0 * U, 2.0, width_mm=2.4)
    far = (U < -1.61) | (U > 0.81)
    assert np.array_equal(round_[far], np.maximum(2.0 * U, 0.0)[far])


def test_a_slope_may_vary_from_node_to_node() -> None:
    slopes = np.where(U > 0, 2.0, 1.0)
    assert rounded(slopes * U, slopes, width_mm=1.0).shape == U.shape
