"""Spline: analytic truths of the basis, the normal equations against a dense solve, noise and outliers."""

import numpy as np
import pytest

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


def test_basis_is_a_partition_of_unity_and_smooth() -> None:
    x = np.linspace(0.0, 12.0, 241)
    matrix = basis(x, 0.0, 3.0, 7)
    assert np.allclose(matrix.sum(1), 1.0) and (matrix >= 0).all() and ((matrix > 0).sum(1) <= 4).all()
    second = np.diff(matrix, 2, axis=0) / 0.05**2
    assert np.abs(np.diff(second, axis=0)).max() < 0.05


@pytest.mark.parametrize("smoothness", [0.1, 1e4])
def test_a_plane_is_kept_whatever_the_smoothness(smoothness: float) -> None:
    plane = 2.0 + 0.3 * SMALL.x_mm - 0.7 * SMALL.y_mm
    smoother = Smoother(SMALL, 3.0)
    spline = smoother.fit(plane, np.ones(SMALL.shape), smoother.flat_penalty(smoothness))
    assert np.abs(spline.on(SMALL) - plane).max() < 1e-6


def test_band_form_is_the_dense_normal_equations() -> None:
    rng = np.random.default_rng(3)
    z, weight = rng.normal(size=SMALL.shape), rng.uniform(0.1, 1.0, SMALL.shape)
    slope = rng.uniform(0.0, 2.0, SMALL.shape)
    smoother = Smoother(SMALL, 3.0)
    mx, my = smoother.shape
    bx, by = basis(SMALL.x_mm[:, 0], -3.0, 3.0, mx), basis(SMALL.y_mm[0], 2.0, 3.0, my)
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
    band = smoother.fit(z, weight, smoother.surface_penalty(5.0, slope)).coefficients
    assert np.abs(band - dense).max() < 1e-6


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
