"""Plane: exact on planes, blind to a minority of other points."""

import numpy as np
import pytest

from orthogen.kernel import plane

X, Y = (grid.ravel() for grid in np.meshgrid(np.linspace(20.0, 70.0, 60), np.linspace(-14.0, 14.0, 40)))
Z = 3.0 + 0.02 * X - 0.07 * Y


def test_plane_is_found_exactly() -> None:
    assert plane.fitted(X, Y, Z) == pytest.approx((3.0, 0.02, -0.07), abs=1e-12)


def test_letters_and_a_bevel_are_trimmed_away() -> None:
    z = np.where((np.abs(Y) < 4.0) & (np.floor(X / 3) % 2 == 0), Z + 0.5, Z)
    z = np.where(X > 62.0, z + 0.8 * (X - 62.0), z)
    assert plane.fitted(X, Y, z) != pytest.approx((3.0, 0.02, -0.07), abs=1e-3)
    assert plane.trimmed(X, Y, z, residual=0.02) == pytest.approx((3.0, 0.02, -0.07), abs=1e-9)
