"""Field. the laws of ramps, domes and smooth extremes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orthogen.kernel import field

numbers = st.floats(-50, 50, allow_nan=False)


@given(numbers, numbers, st.floats(0.1, 10))
def test_smooth_max_is_exact_outside_its_band_and_never_below(a: float, b: float, radius: float) -> None:
    got = float(field.smooth_max(np.array([a]), np.array([b]), radius)[0])
    assert max(a, b) <= got <= max(a, b) + radius / 6 + 1e-12
    if abs(a - b) >= radius:
        assert got == max(a, b)


@given(numbers, numbers, st.floats(0.1, 10))
def test_smooth_min_mirrors_smooth_max(a: float, b: float, radius: float) -> None:
    got = field.smooth_min(np.array([a]), np.array([b]), radius)
    assert got == -field.smooth_max(np.array([-a]), np.array([-b]), radius)


def test_ramp_is_flat_at_both_ends() -> None:
    t = np.linspace(-1, 2, 3001)
    value, slope = field.ramp(t), np.gradient(field.ramp(t), t)
    assert np.all(value[t <= 0] == 0) and np.all(value[t >= 1] == 1) and np.all(np.diff(value) >= 0)
    assert abs(slope[np.argmin(abs(t))]) < 1e-4 and abs(slope[np.argmin(abs(t - 1))]) < 1e-4


def test_dome_has_the_stated_steepest_slope() -> None:
    u = np.linspace(-1.5, 1.5, 30001)
    assert abs(np.abs(np.gradient(field.dome(u), u)).max() - 1.54) < 0.001
    assert field.dome(np.array([0.0])) == 1 and np.all(field.dome(u[abs(u) >= 1]) == 0)


@given(numbers)
def test_a_swelling_blend_leaves_no_trace_of_nothing(a: float) -> None:
    here, nothing = np.array([abs(a)]), np.array([0.0])
    radius = field.swelling(2.0, np.minimum(here, nothing))
    assert field.smooth_max(here, nothing, radius) == pytest.approx(abs(a), abs=1e-9)
    assert field.swelling(2.0, np.array([2.0, 9.0])).tolist() == [2.0, 2.0]
