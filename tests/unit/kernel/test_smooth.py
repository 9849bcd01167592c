"""Smooth: against the filters and labels of scipy; what it must keep."""

import numpy as np
import pytest
from scipy import ndimage

from orthogen.kernel.smooth import patches, smoothed


@pytest.mark.parametrize(("shape", "sigma"), [((61, 40), 4.0), ((5, 90), 1.3), ((1, 1), 2.0), ((30, 3), 0.2)])
def test_a_gaussian_as_scipy_takes_it(shape: tuple[int, int], sigma: float) -> None:
    field = np.random.default_rng(1).normal(size=shape)
    assert np.abs(smoothed(field, sigma) - ndimage.gaussian_filter(field, sigma, mode="nearest")).max() < 1e-13


def test_what_is_level_stays_level() -> None:
    assert np.abs(smoothed(np.full((20, 30), 7.0), 3.0) - 7.0).max() < 1e-13


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 1.0])
def test_patches_hang_together_as_in_scipy(share: float) -> None:
    marked = np.random.default_rng(2).uniform(size=(37, 53)) < share
    expected, count = ndimage.label(marked)
    found = patches(marked)
    assert found.max() == count and np.array_equal(found, expected)
