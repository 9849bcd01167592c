"""Linear sampling: as the formula says in numpy, exact at nodes, NaN where nothing is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid

GRID = Grid(x0_mm=-5.3, y0_mm=2.1, step_mm=0.7, nx=23, ny=17)
FIELD = np.random.default_rng(7).normal(size=GRID.shape)


def by_numpy(field: FloatArray, u: FloatArray, v: FloatArray) -> FloatArray:
    """Return the four corners' weighted sum at places in steps from the first node."""
    i = np.clip(np.floor(u).astype(int), 0, field.shape[0] - 2)
    j = np.clip(np.floor(v).astype(int), 0, field.shape[1] - 2)
    p, q = u - i, v - j
    return (
        (1 - p) * (1 - q) * field[i, j]
        + p * (1 - q) * field[i + 1, j]
        + (1 - p) * q * field[i, j + 1]
        + p * q * field[i + 1, j + 1]
    )


@given(st.integers(0, 10**6))
def test_it_is_the_formula(seed: int) -> None:
    """At any place, one with an unknown corner included; outside it is NaN."""
    rng = np.random.default_rng(seed)
    field = np.where(rng.random(GRID.shape) < 0.05, np.nan, FIELD)
    u, v = rng.uniform(-1.0, 23.0, 50), rng.uniform(-1.0, 17.0, 50)
    inside = (u >= 0) & (v >= 0) & (u <= 22) & (v <= 16)
    truth = np.where(inside, by_numpy(field, u, v), np.nan)
    assert np.allclose(_native.sample_linear(field, u, v), truth, rtol=0, atol=1e-12, equal_nan=True)


def test_nodes_are_exact_up_to_the_last() -> None:
    """Every node gives its own value, also those on the far edges, whatever the shape of the places."""
    found = _native.sample_linear(FIELD, *(place.ravel().astype(float) for place in np.indices(GRID.shape)))
    assert np.array_equal(found.reshape(GRID.shape), FIELD)
    assert GRID.sample_linear(FIELD, GRID.x_mm[3:5], GRID.y_mm[:, 2:8]).shape == (2, 6)


@pytest.mark.parametrize("place", [np.nan, np.inf, -np.inf, 1e300, -1e-12])
def test_impossible_places_are_unknown(place: float) -> None:
    """NaN, infinity and anything outside give NaN and touch nothing."""
    one = np.array([1.0])
    assert np.isnan(_native.sample_linear(FIELD, np.array([place]), one)).all()
    assert np.isnan(_native.sample_linear(FIELD, one, np.array([place]))).all()


def test_too_small_fields_and_unequal_places_are_refused() -> None:
    """One row has no cells; u and v come in pairs."""
    with pytest.raises(ValueError, match="2 × 2"):
        _native.sample_linear(FIELD[:1], np.zeros(1), np.zeros(1))
    with pytest.raises(ValueError, match="differ in length"):
        _native.sample_linear(FIELD, np.zeros(1), np.zeros(2))
