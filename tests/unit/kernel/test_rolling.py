"""Rolling ball: the true thickness on planes, spheres and creases, constant and varying."""

from collections.abc import Callable

import numpy as np
import pytest

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid
from orthogen.kernel.rolling import rolled_below

GRID = Grid(x0_mm=-20.0, y0_mm=-20.0, step_mm=0.5, nx=81, ny=81)
X, Y = GRID.x_mm, GRID.y_mm
WELL = (slice(14, -14), slice(14, -14))


@pytest.mark.parametrize("turn", [0.0, 0.4, 0.785])
@pytest.mark.parametrize("slope", [0.0, 0.5, 1.0, 3.0, 5.0])
def test_a_plane_is_offset_by_its_normal(slope: float, turn: float) -> None:
    z = slope * (np.cos(turn) * X + np.sin(turn) * Y)
    thick = (z - rolled_below(z, 3.0, step_mm=0.5))[WELL] / np.hypot(1.0, slope)
    assert np.allclose(thick, 3.0, atol=1e-9)


@pytest.mark.parametrize("radius", [8.0, 12.0, 40.0])
def test_a_bowl_gets_the_concentric_sphere(radius: float) -> None:
    square = X**2 + Y**2
    z = -np.sqrt(np.maximum(radius**2 - square, (0.3 * radius) ** 2))
    away = np.sqrt(square + rolled_below(z, 3.0, step_mm=0.5) ** 2)[square < min(0.8 * radius**2, 225.0)]
    assert np.abs(away - radius - 3.0).max() < 1e-5


def test_a_dome_gets_the_concentric_sphere() -> None:
    square = X**2 + Y**2
    z = np.sqrt(np.maximum(144.0 - square, 13.0))
    inner = np.sqrt(square + rolled_below(z, 3.0, step_mm=0.5) ** 2)[square < 58.0]
    assert np.abs(inner - 9.0).max() < 0.001


@pytest.mark.parametrize("bend", [0.02, 0.1, -0.05])
def test_a_paraboloid_is_offset_as_if_it_were_no_grid(bend: float) -> None:
    z = bend * (X**2 + Y**2) + 0.3 * X
    p = np.stack(np.broadcast_arrays(X, Y))
    q = p.copy()
    for _ in range(200):  # q = p − 3 n, n the normal at q
        slope = 2.0 * bend * q + np.array([0.3, 0.0])[:, None, None]
        q = 0.5 * (q + p - 3.0 * slope / np.sqrt(1.0 + (slope**2).sum(0)))
    true = bend * (q**2).sum(0) + 0.3 * q[0] - np.sqrt(9.0 - ((q - p) ** 2).sum(0))
    assert np.abs(rolled_below(z, 3.0, step_mm=0.5) - true)[WELL].max() < 1e-6


def lowest_on_a_line(z: Callable[[FloatArray], FloatArray], thick: Callable[[FloatArray], FloatArray]) -> FloatArray:
    """The true offset of a field that depends on x alone: dense search, then a parabola through the best three."""
    step = 1e-3
    q = np.arange(-24.0, 24.0, step)
    true = []
    for x in X[:, 0]:
        room = thick(q) ** 2 - (q - x) ** 2
        height = np.where(room > 0, z(q) - np.sqrt(np.maximum(room, 0.0)), np.inf)
        k = int(height.argmin())
        a, b, c = height[k - 1 : k + 2]
        true.append(b - (c - a) ** 2 / (8.0 * (a + c - 2.0 * b)))
    return np.array(true)


@pytest.mark.parametrize("varying", [False, True])
@pytest.mark.parametrize("height", [3.0, 6.0, 12.0])
def test_a_smooth_top_is_offset_within_a_thousandth(height: float, varying: bool) -> None:
    def z(x: FloatArray) -> FloatArray:
        return height / (1.0 + np.exp(-x / 1.5)) + 0.4 * np.sin(x / 3.0)

    def thick(x: FloatArray) -> FloatArray:
        return 3.0 + 0.5 * np.sin(x / 5.0) * varying

    below = rolled_below(z(X) + 0.0 * Y, thick(X) + 0.0 * Y, step_mm=0.5)
    assert np.abs(below[:, 40] - lowest_on_a_line(z, thick))[WELL[0]].max() < 0.001


@pytest.mark.parametrize("radius", [1.5, 2.0, 2.5])
def test_a_ridge_rounder_than_the_ball_folds_into_one_crease(radius: float) -> None:
    def z(x: FloatArray) -> FloatArray:
        return -3.0 * radius * np.log(np.cosh(x / (np.sqrt(3.0) * radius)))

    below = rolled_below(z(X) + 0.0 * Y, 3.0, step_mm=0.5)
    true = lowest_on_a_line(z, lambda x: 3.0 + 0.0 * x)
    assert np.abs(below[:, 40] - true)[WELL[0]].max() < 0.001


def test_under_a_ridge_no_place_is_thinner_than_ordered() -> None:
    z = -2.0 * np.abs(X) + 0.0 * Y
    below = rolled_below(z, 3.0, step_mm=0.5)
    fine = np.linspace(-10.0, 10.0, 4001)
    for ix in range(20, 61, 7):
        away = np.hypot(fine - X[ix, 0], -2.0 * np.abs(fine) - below[ix, 40])
        assert away.min() >= 3.0 - 1e-3


def test_a_field_of_equal_thickness_is_the_constant_one() -> None:
    z = np.sin(X / 4.0) * np.cos(Y / 5.0)
    assert np.array_equal(rolled_below(z, 2.5, step_mm=0.5), rolled_below(z, np.full(GRID.shape, 2.5), step_mm=0.5))


def test_a_thickness_that_tapers_is_kept_where_it_is_ordered() -> None:
    z = np.zeros(GRID.shape)
    thickness = np.broadcast_to(1.2 + 0.05 * (X + 20.0), GRID.shape)
    below = rolled_below(z, thickness, step_mm=0.5)
    assert (-below - thickness).min() >= 0.0
    assert (-below - thickness)[WELL].max() < 0.02


def test_a_step_of_thickness_does_not_swing_over() -> None:
    z = 0.5 * X + 0.0 * Y
    thickness = np.where(X + 0.3 * Y > 0.2, 3.0, 1.2)
    below = rolled_below(z, thickness, step_mm=0.5)
    assert (z - below).max() < 3.0 * np.hypot(1.0, 0.5) + 1e-9
    assert (below - under_nodes(z, thickness, 0.5)).max() < 1e-5


def test_a_step_is_not_undercut_by_a_slope_it_does_not_have() -> None:
    z = np.where(X > 0.2, 10.0, 0.0) + 0.0 * Y
    below = rolled_below(z, 2.0, step_mm=0.5)
    assert np.allclose(below[X[:, 0] < 0.0], -2.0)
    assert below.min() == -2.0


def test_thinner_than_the_grid_is_a_plain_shift_on_the_level() -> None:
    z = np.where(X > 0.2, 10.0, 0.0) + 0.0 * Y
    assert np.array_equal(rolled_below(z, 0.3, step_mm=0.5), z - 0.3)


def under_nodes(z: FloatArray, thickness: FloatArray, step_mm: float) -> FloatArray:
    """The lower envelope of the balls that sit on nodes: brute force."""
    reach = int(thickness.max() / step_mm)
    below = np.full(z.shape, np.inf)
    padded = np.pad(z, reach, constant_values=np.inf)
    square = np.pad(thickness**2, reach, constant_values=0.0)
    for dx in range(2 * reach + 1):
        for dy in range(2 * reach + 1):
            here = slice(dx, dx + z.shape[0]), slice(dy, dy + z.shape[1])
            room = square[here] - ((dx - reach) ** 2 + (dy - reach) ** 2) * step_mm**2
            below = np.minimum(below, np.where(room >= 0, padded[here] - np.sqrt(np.maximum(room, 0.0)), np.inf))
    return below


@pytest.mark.parametrize("noise", [0.0, 0.002, 0.05, 2.0])
@pytest.mark.parametrize("varying", [False, True])
def test_no_place_is_thinner_than_balls_on_all_nodes_make_it(noise: float, varying: bool) -> None:
    rng = np.random.default_rng(1)
    z = 4.0 * np.sin(X / 4.0) * np.cos(Y / 5.0) + noise * rng.standard_normal(GRID.shape)
    thickness = 2.5 + 0.5 * np.sin(X / 9.0) * varying + 0.0 * Y
    below, nodes = rolled_below(z, thickness, step_mm=0.5), under_nodes(z, thickness, 0.5)
    assert (below - nodes).max() < 1e-5
    assert (nodes - below).max() < 0.2 + 1.2 * noise


@pytest.mark.parametrize("slope", [1.0, 3.0])
def test_at_creases_and_cliffs_no_place_is_thinner_than_balls_on_all_nodes(slope: float) -> None:
    z = np.maximum(slope * np.abs(X + 0.3 * Y) - 6.0, np.where(Y > 3.2, 4.0, 0.0))
    thickness = np.full(GRID.shape, 3.0)
    below, nodes = rolled_below(z, 3.0, step_mm=0.5), under_nodes(z, thickness, 0.5)
    assert (below - nodes).max() < 1e-5
    assert (below - (z - 3.0)).max() <= 0.0


def test_what_does_not_matter_is_left_and_the_rest_is_the_same() -> None:
    z = 4.0 * np.sin(X / 4.0) * np.cos(Y / 5.0)
    where = X**2 + Y**2 < 150.0
    all_of_it, part = rolled_below(z, 3.0, step_mm=0.5), rolled_below(z, 3.0, step_mm=0.5, where=where)
    assert np.abs(part - all_of_it)[where].max() < 1e-7
    assert np.array_equal(part[:5], z[:5] - 3.0)
    nowhere = rolled_below(z, 3.0, step_mm=0.5, where=np.zeros(GRID.shape, dtype=bool))
    assert np.array_equal(nowhere, z - 3.0)
