"""Blur. the Gaussian mean against scipy's."""

import numpy as np
from scipy.ndimage import correlate1d

from orthogen.kernel.blur import gaussian


def test_the_mean_is_that_of_two_passes_with_zeros_beyond_the_edge() -> None:
    field = np.random.default_rng(11).random((40, 57))
    weight = np.exp(-0.5 * (np.arange(-6, 7) / 2.0) ** 2)
    weight /= weight.sum()
    oracle = correlate1d(correlate1d(field, weight, axis=0, mode="constant"), weight, axis=1, mode="constant")
    assert np.allclose(gaussian(field, 2.0), oracle, atol=1e-15)


def test_a_field_narrower_than_the_window_keeps_its_shape() -> None:
    assert gaussian(np.ones((1, 3)), 4.0).shape == (1, 3)
    assert gaussian(np.ones((0, 3)), 4.0).shape == (0, 3)
