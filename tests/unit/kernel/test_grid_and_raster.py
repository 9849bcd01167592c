"""Grid and raster. interpolation exact on quadratics; the raster exact on planes and unbiased under noise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orthogen.kernel import raster
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid, covering

GRID = Grid(x0_mm=-5, y0_mm=-4, step_mm=0.5, nx=40, ny=30)


def _sheet(z: FloatArray, grid: Grid) -> FloatArray:
    """Two triangles for each cell of a field."""
    x, y = np.broadcast_to(grid.x_mm, grid.shape), np.broadcast_to(grid.y_mm, grid.shape)
    p = np.stack([x, y, z], axis=-1)
    a, b, c, d = p[:-1, :-1], p[1:, :-1], p[1:, 1:], p[:-1, 1:]
    return np.concatenate([np.stack([a, b, c], -2).reshape(-1, 3, 3), np.stack([a, c, d], -2).reshape(-1, 3, 3)])


@given(st.floats(-3, 13), st.floats(-2, 9))
def test_bicubic_is_exact_on_quadratics(x: float, y: float) -> None:
    def truth(u: FloatArray, v: FloatArray) -> FloatArray:
        return 1 + 2 * u - v + 0.3 * u * u - 0.2 * u * v + 0.1 * v * v

    got = GRID.sample(truth(GRID.x_mm, GRID.y_mm), np.array([x]), np.array([y]))
    assert got == pytest.approx(truth(np.array([x]), np.array([y])), abs=1e-9)


def test_linear_sample_is_nan_outside_and_at_holes() -> None:
    field = GRID.x_mm + GRID.y_mm
    field[10, 10] = np.nan
    x, y = np.array([0.1, -6.0, 0.3]), np.array([1.2, 0.0, 3.2])
    assert np.isnan(GRID.sample_linear(field, x, y)).tolist() == [True, True, False]


@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(-5, 5))
def test_a_plane_is_rasterised_exactly(a: float, b: float, c: float) -> None:
    fine = Grid(x0_mm=-6.13, y0_mm=-5.27, step_mm=1.7, nx=20, ny=15)
    sheet = _sheet(a * fine.x_mm + b * fine.y_mm + c, fine)
    z = raster.lowest(sheet, GRID)
    assert np.isfinite(z).all()
    assert np.abs(z - (a * GRID.x_mm + b * GRID.y_mm + c)).max() < 1e-9


def test_lowest_and_highest_of_two_sheets() -> None:
    flat = np.zeros(GRID.shape)
    both = np.concatenate([_sheet(flat + 1, GRID), _sheet(flat + 3, GRID)])
    assert np.all(raster.lowest(both, GRID) == 1) and np.all(raster.highest(both, GRID) == 3)


def test_noise_does_not_bias_the_raster() -> None:
    noise = np.random.default_rng(7).normal(0, 0.3, GRID.shape)
    fine = Grid(x0_mm=-6, y0_mm=-5, step_mm=0.31, nx=80, ny=80)
    noise = np.random.default_rng(7).normal(0, 0.3, fine.shape)
    z = raster.lowest(_sheet(noise, fine), GRID)
    assert abs(np.nanmean(z)) < 0.02


def test_upright_triangles_and_empty_input_cover_nothing() -> None:
    upright = np.array([[[0, 0, 0], [1, 0, 0], [1, 0, 5.0]]])
    assert np.isnan(raster.lowest(upright, GRID)).all()
    assert np.isnan(raster.lowest(np.zeros((0, 3, 3)), GRID)).all()


def test_covering_holds_all_points_with_margin_on_whole_steps() -> None:
    grid = covering(np.array([0.2, 7.7]), np.array([-3.1, 2.0]), step_mm=0.5, margin_mm=2)
    assert grid.x0_mm <= -1.8 and grid.x_mm[-1, 0] >= 9.7 and grid.y0_mm <= -5.1 and grid.y_mm[0, -1] >= 4.0
    assert grid.x0_mm % 0.5 == 0 and grid.y0_mm % 0.5 == 0
