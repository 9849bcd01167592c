"""Spline: analytic truths of the basis, the normal equations against a dense solve, noise and outliers."""

import numpy as np
import pytest
from scipy.linalg import solveh_banded

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid
from orthogen.kernel.spline import RobustFit, Smoother, basis, robust_fit

SMALL = Grid(x0_mm=-3.0, y0_mm=2.0, step_mm=1.0, nx=17, ny=13)
WIDE = Grid(x0_mm=0.0, y0_mm=-30.0, step_mm=1.0, nx=91, ny=61)
ONES = np.ones(WIDE.shape)


def hill(grid: Grid) -> FloatArray:
    return 8.0 * np.exp(-((grid.x_mm - 45.0) ** 2) / 600.0 - grid.y_mm**2 / 300.0)


def fitted(z: FloatArray, weight: FloatArray | None = None, soft: FloatArray | None = None) -> RobustFit:
    weight = ONES if weight is None else weight
    off = np.zeros(WIDE.shape, dtype=bool) if soft is None else soft
    return robust_fit(Smoother(WIDE, 3.0), np.where(weight > 0, z, 0.0), weight, soft=off, steep_deg=70.0)


def matrix(x: FloatArray, start: float, knot: float, count: int) -> FloatArray:
    cell, values = basis(x, start, knot, count)
    full = np.zeros((len(x), count))
    np.put_along_axis(full, cell[:, None] + np.arange(4), values, axis=1)
    return full


def test_basis_is_a_partition_of_unity_and_smooth() -> None:
    curves = matrix(np.linspace(0.0, 12.0, 241), 0.0, 3.0, 7)
    assert np.allclose(curves.sum(1), 1.0) and (curves >= 0).all() and ((curves > 0).sum(1) <= 4).all()
    second = np.diff(curves, 2, axis=0) / 0.05**2
    assert np.abs(np.diff(second, axis=0)).max() < 0.05


@pytest.mark.parametrize("smoothness", [0.1, 1e4])
def test_a_plane_is_kept_whatever_the_smoothness(smoothness: float) -> None:
    plane = 2.0 + 0.3 * SMALL.x_mm - 0.7 * SMALL.y_mm
    smoother = Smoother(SMALL, 3.0)
    spline = smoother.fit(plane, np.ones(SMALL.shape), smoother.flat_bending(smoothness))
    assert np.abs(spline.on(SMALL) - plane).max() < 1e-6


def test_band_form_is_the_dense_normal_equations() -> None:
    rng = np.random.default_rng(3)
    z, weight = rng.normal(size=SMALL.shape), rng.uniform(0.1, 1.0, SMALL.shape)
    slope = rng.uniform(0.0, 2.0, SMALL.shape)
    smoother = Smoother(SMALL, 3.0)
    mx, my = smoother.shape
    bx, by = matrix(SMALL.x_mm[:, 0], -3.0, 3.0, mx), matrix(SMALL.y_mm[0], 2.0, 3.0, my)
    full = np.kron(bx, by)
    nodes = [np.clip(np.rint((np.arange(m) - 1) * 3.0), 0, n - 1).astype(int) for m, n in ((mx, 17), (my, 13))]
    v = np.maximum((1 + slope[np.ix_(*nodes)] ** 2) ** -2.5, 0.05)
    d1, d2 = (lambda n: np.diff(np.eye(n), axis=0)), (lambda n: np.diff(np.eye(n), 2, axis=0))
    penalty = np.zeros((mx * my, mx * my))
    for rows, times, at in (
        (np.kron(d2(mx), np.eye(my)), 1.0, v[1:-1]),
        (np.kron(np.eye(mx), d2(my)), 1.0, v[:, 1:-1]),
        (np.kron(d1(mx), d1(my)), 2.0, v[:-1, 1:]),
    ):
        penalty += times * rows.T @ np.diag(at.ravel()) @ rows
    left = full.T @ np.diag(weight.ravel()) @ full + 5.0 / 9.0 * penalty
    dense = np.linalg.solve(left, full.T @ (weight * z).ravel()).reshape(mx, my)
    band = smoother.fit(z, weight, smoother.surface_bending(5.0, slope)).coefficients
    assert np.abs(band - dense).max() < 1e-6
    assert (
        np.abs(smoother.fit(z, weight, smoother.surface_bending(5.0, slope)).on(SMALL) - bx @ band @ by.T).max() < 1e-12
    )


@pytest.mark.parametrize("turned", [False, True])
def test_large_bands_solve_as_lapack_does(turned: bool) -> None:
    """Sizes that are no multiple of the panels the compiled solver works in."""
    grid = Grid(x0_mm=0.0, y0_mm=0.0, step_mm=1.0, nx=61 if turned else 118, ny=118 if turned else 61)
    rng = np.random.default_rng(4)
    z, weight = rng.normal(size=grid.shape), (rng.uniform(size=grid.shape) > 0.3).astype(float)
    smoother = Smoother(grid, 3.0)
    mx, my = smoother.shape
    full = np.kron(matrix(grid.x_mm[:, 0], 0.0, 3.0, mx), matrix(grid.y_mm[0], 0.0, 3.0, my))
    rows = [np.kron(np.diff(np.eye(mx), 2, axis=0), np.eye(my)), np.kron(np.eye(mx), np.diff(np.eye(my), 2, axis=0))]
    rows.append(2**0.5 * np.kron(np.diff(np.eye(mx), axis=0), np.diff(np.eye(my), axis=0)))
    left = (full * weight.reshape(-1, 1)).T @ full + sum(row.T @ row for row in rows) + 1e-9 * np.eye(mx * my)
    width = 3 * (my + 1)
    band = np.array([np.append(np.diagonal(left, -d), np.zeros(d)) for d in range(width + 1)])
    solved = solveh_banded(band, full.T @ (weight * z).ravel(), lower=True).reshape(mx, my)
    got = smoother.fit(z, weight, smoother.flat_bending(9.0)).coefficients
    assert np.abs(got - solved).max() < 1e-9


def test_samples_without_weight_are_not_looked_at() -> None:
    z, weight = np.where(WIDE.x_mm > 30.0, np.nan, hill(WIDE)), np.where(WIDE.x_mm > 30.0, 0.0, ONES)
    smoother = Smoother(WIDE, 3.0)
    with_holes = smoother.fit(z, weight, smoother.flat_bending(1.0))
    assert (
        with_holes.coefficients.tobytes()
        == smoother.fit(np.nan_to_num(z), weight, smoother.flat_bending(1.0)).coefficients.tobytes()
    )


def test_noise_is_found_and_mostly_removed() -> None:
    z = hill(WIDE) + np.random.default_rng(1).normal(0.0, 0.3, WIDE.shape)
    fit = fitted(z)
    assert fit.sigma == pytest.approx(0.3, rel=0.1)
    assert np.abs(fit.spline.on(WIDE) - hill(WIDE)).mean() < 0.05


def test_ridges_islands_and_holes_do_not_pull() -> None:
    z = hill(WIDE) + np.random.default_rng(1).normal(0.0, 0.1, WIDE.shape)
    z[20:23] += 1.5
    z[60:66, 20:26] -= 8.0
    weight = ONES.copy()
    weight[40:50, 30:40] = 0.0
    fit = fitted(z, weight)
    assert np.abs(fit.spline.on(WIDE) - hill(WIDE)).max() < 0.5
    assert fit.dropped[61:65, 21:25].all() and fit.dropped[21, 5:-5].all()
    assert not fit.dropped[40:50, 30:40].any()


def test_soft_samples_guide_but_say_nothing_about_the_noise() -> None:
    soft = np.broadcast_to(WIDE.y_mm > 15.0, WIDE.shape)
    rough = hill(WIDE) + np.where(soft, np.random.default_rng(2).normal(0.0, 3.0, WIDE.shape), 0.0)
    fit = fitted(rough, np.where(soft, 0.05, 1.0), soft)
    assert fit.sigma == 0.03
    assert np.abs(fit.spline.on(WIDE) - hill(WIDE))[:, :40].max() < 0.05


def test_same_samples_same_bits() -> None:
    z = hill(WIDE) + np.random.default_rng(1).normal(0.0, 0.2, WIDE.shape)
    assert fitted(z).spline.coefficients.tobytes() == fitted(z).spline.coefficients.tobytes()
