"""Platform: exact where nothing rounds it, nothing beyond its foot, never steeper than its roof, monotone."""

import numpy as np
import pytest

from orthogen.kernel.platform import FOOT_MM, height_seen_mm, most_mm, platform, under_all

X = np.arange(0.0, 60.0, 0.05)
SIDE = 0.7
ROOF = SIDE * np.minimum(X - 10.0, 50.0 - X)
SMOOTH = under_all(SIDE * (X - 10.0), SIDE * (50.0 - X))


def test_a_platform_is_level_on_top_and_nothing_beyond_its_foot() -> None:
    field = platform(3.0, SMOOTH)
    assert (field[(X > 18.0) & (X < 42.0)] == 3.0).all()
    assert not field[(X < 10.0 - FOOT_MM / SIDE) | (X > 50.0 + FOOT_MM / SIDE)].any()
    assert not platform(0.0, SMOOTH).any()


@pytest.mark.parametrize("height", [0.3, 1.5, 3.0, 9.0])
def test_it_is_nowhere_steeper_than_its_roof_and_has_no_edge(height: float) -> None:
    slope = np.gradient(platform(height, SMOOTH), 0.05)
    assert np.abs(slope).max() < SIDE + 1e-6
    assert np.abs(np.diff(slope)).max() < 0.06


def test_it_is_nowhere_lower_for_a_greater_height() -> None:
    fields = np.array([platform(height, SMOOTH) for height in np.arange(0.0, 13.0, 0.1)])
    assert np.diff(fields, axis=0).min() > -1e-12


def test_a_corner_is_rounded_below_both_roofs() -> None:
    assert (SMOOTH <= ROOF + 1e-12).all() and (ROOF - SMOOTH).max() == pytest.approx(0.5, abs=0.05)
    assert (SMOOTH == ROOF)[np.abs(X - 30.0) > 3.0].all()


def test_the_most_leaves_a_level_top() -> None:
    most = most_mm(SMOOTH, np.ones(X.shape, dtype=bool))
    assert most == pytest.approx(14.0 - 0.5 - 1.5, abs=0.011)
    assert platform(most, SMOOTH).max() == pytest.approx(most, abs=1e-6)
    assert most_mm(SMOOTH, np.zeros(X.shape, dtype=bool)) == 0.0


@pytest.mark.parametrize("height", [0.4, 3.0, 11.0])
def test_its_height_is_seen_with_noise_and_with_holes(height: float) -> None:
    noise = 0.01 * np.sin(37.0 * X)
    seen = np.where((X > 20.0) & (X < 22.0), np.nan, platform(1.1 * height, SMOOTH) + noise)
    assert height_seen_mm(height, SMOOTH, seen) == pytest.approx(1.1 * height, abs=0.02)
    assert height_seen_mm(height, SMOOTH, np.full(X.shape, np.nan)) == 0.0
