"""Spline. samples on a lattice -> smoothing cubic spline surface, by banded normal equations in array form."""

from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.kernel.grid import Grid

_ORDER = 4


@dataclass(frozen=True, kw_only=True)
class Spline:
    """S(x, y) = Σ c_ij B_i(x) B_j(y): uniform cubic B-splines, knots `knot_mm` apart, C².

    coefficients (mx, my): c_ij belongs to the knot interval that starts at (x0 + (i−3)·knot, y0 + (j−3)·knot).
    """

    x0_mm: float
    y0_mm: float
    knot_mm: float
    coefficients: FloatArray

    def on(self, grid: Grid) -> FloatArray:
        """Return S on every node (nx, ny); nodes outside the spline's knots continue its edge cell."""
        mx, my = self.coefficients.shape
        bx = basis(grid.x_mm[:, 0], self.x0_mm, self.knot_mm, mx)
        by = basis(grid.y_mm[0], self.y0_mm, self.knot_mm, my)
        value: FloatArray = bx @ self.coefficients @ by.T
        return value


@dataclass(frozen=True, kw_only=True)
class RobustFit:
    """A spline with what was learnt about its samples.

    sigma: standard deviation of the noise, in the unit of z; residual and dropped are (nx, ny) on the lattice of the
    samples: z − S (0 where no sample is) and the samples that were cut as outliers.
    """

    spline: Spline
    sigma: float
    residual: FloatArray
    dropped: BoolArray


def basis(x: FloatArray, start: float, knot: float, count: int) -> FloatArray:
    """Return the matrix (n, count) of uniform cubic B-splines at x; each row has four entries that sum to 1."""
    u = (x - start) / knot
    cell = np.clip(np.floor(u).astype(np.int64), 0, count - _ORDER)
    t = u - cell
    weights = np.stack(
        [(1 - t) ** 3, 3 * t**3 - 6 * t**2 + 4, -3 * t**3 + 3 * t**2 + 3 * t + 1, t**3], axis=1
    ) / 6.0  # fmt: skip
    matrix = np.zeros((len(x), count))
    np.put_along_axis(matrix, cell[:, None] + np.arange(_ORDER), weights, axis=1)
    return matrix


class Smoother:
    """The penalised normal equations of one lattice: everything that does not change from pass to pass.

    Minimises h² Σ w (S − z)² + λ ∫ (S_xx² + 2 S_xy² + S_yy²) with λ in mm⁴, so that λ depends neither on the pitch h
    nor on the knots (surface.md 1; Eilers & Marx 1996). Array form of Currie, Durbán & Eilers 2006: for coefficient
    offsets (a, b) the block of BᵀWB is (Bx∘shift_a Bx)ᵀ W (By∘shift_b By), written straight into LAPACK band storage.
    """

    def __init__(self, grid: Grid, knot_mm: float) -> None:
        self.grid, self.knot_mm = grid, knot_mm
        mx = int(np.ceil((grid.nx - 1) * grid.step_mm / knot_mm - 1e-9)) + _ORDER - 1
        my = int(np.ceil((grid.ny - 1) * grid.step_mm / knot_mm - 1e-9)) + _ORDER - 1
        self.shape = (mx, my)
        self.bx = basis(grid.x_mm[:, 0], grid.x0_mm, knot_mm, mx)
        self.by = basis(grid.y_mm[0], grid.y0_mm, knot_mm, my)
        self._px = [self.bx[:, : mx - a] * self.bx[:, a:] for a in range(_ORDER)]
        self._py = np.hstack([self.by[:, : my - b] * self.by[:, b:] for b in range(_ORDER)])
        self._roughness = self._penalty()

    def fit(self, z: FloatArray, weight: FloatArray, smoothness_mm4: float) -> Spline:
        """Return the smoothing spline of z (nx, ny), finite wherever weight (nx, ny) > 0."""
        from scipy.linalg import solveh_banded

        band = self._data_band(weight)
        band += smoothness_mm4 / (self.grid.step_mm * self.knot_mm) ** 2 * self._roughness
        band[0] += 1e-9
        right = self.bx.T @ (weight * z) @ self.by
        solved = solveh_banded(band, right.ravel(), lower=True, overwrite_ab=True, check_finite=False)
        return Spline(x0_mm=self.grid.x0_mm, y0_mm=self.grid.y0_mm, knot_mm=self.knot_mm,
                      coefficients=frozen(solved.reshape(self.shape)))  # fmt: skip

    def values(self, spline: Spline) -> FloatArray:
        """Return S on the lattice (nx, ny)."""
        value: FloatArray = self.bx @ spline.coefficients @ self.by.T
        return value

    def _data_band(self, weight: FloatArray) -> FloatArray:
        mx, my = self.shape
        band = np.zeros(((_ORDER - 1) * (my + 1) + 1, mx, my))
        starts = np.cumsum([0] + [my - b for b in range(_ORDER)])
        for a in range(_ORDER):
            blocks = self._px[a].T @ weight @ self._py
            for b in range(_ORDER):
                block = blocks[:, starts[b] : starts[b + 1]]
                band[a * my + b, : mx - a, : my - b] = block
                if a and b:
                    band[a * my - b, : mx - a, b:] = block
        return band.reshape(len(band), mx * my)

    def _penalty(self) -> FloatArray:
        mx, my = self.shape
        (x1, x2), (y1, y2) = _difference_bands(mx), _difference_bands(my)
        x0, y0 = np.zeros_like(x1), np.zeros_like(y1)
        x0[0], y0[0] = 1.0, 1.0
        band = np.zeros(((_ORDER - 1) * (my + 1) + 1, mx, my))
        for a in range(3):
            for b in range(3):
                block = np.outer(x2[a], y0[b]) + 2.0 * np.outer(x1[a], y1[b]) + np.outer(x0[a], y2[b])
                band[a * my + b, : mx - a, : my - b] = block[: mx - a, : my - b]
                if a and b:
                    band[a * my - b, : mx - a, b:] = block[: mx - a, : my - b]
        return band.reshape(len(band), mx * my)


def robust_fit(
    smoother: Smoother, z: FloatArray, weight: FloatArray, *, soft: BoolArray, steep_deg: float, steep_weight: float
) -> RobustFit:
    """Return the spline that ridges, islands and hole rims do not pull (surface.md 1).

    z (nx, ny) finite where weight > 0. `soft` samples are design, not measurement: they keep their weight and say
    nothing about the noise. Residuals are judged normal to the surface. Passes: plain, two with Huber weights, two
    without the samples beyond 4σ. λ = clip(12·σ^1.25·h, 0.1, 10) mm⁴, σ = 1.4826·MAD of the first pass, at least 0.03.
    Weights take σ as at least 0.1 mm: on a clean scan the misfit of tightly curved skin is no outlier.
    """
    real = (weight > 0) & ~soft
    spline = smoother.fit(z, weight, 1.0)
    value = smoother.values(spline)
    slope = np.hypot(*np.gradient(value, smoother.grid.step_mm))
    facing = 1.0 / np.sqrt(1.0 + slope * slope)
    steep = slope > np.tan(np.radians(steep_deg))
    weight = np.where(real & steep, steep_weight * weight, weight)
    sigma, scale, smoothness = 0.0, 0.0, 1.0
    dropped = np.zeros_like(real)
    for turn in range(4):
        residual = np.where(real, z - value, 0.0)
        normal = np.abs(residual) * facing
        if turn == 0:
            sigma = max(1.4826 * float(np.median(normal[real])), 0.03)
            scale = max(sigma, 0.1)
            smoothness = float(np.clip(12.0 * sigma**1.25 * smoother.grid.step_mm, 0.1, 10.0))
        huber = np.minimum(1.0, 1.345 * scale / np.maximum(normal, 1e-12))
        if turn >= 2:
            dropped = real & ~steep & (normal > 4.0 * scale)
            huber = np.where(dropped, 0.0, huber)
        spline = smoother.fit(z, np.where(real, weight * huber, weight), smoothness)
        value = smoother.values(spline)
    return RobustFit(spline=spline, sigma=sigma, residual=np.where(real, z - value, 0.0), dropped=dropped)


def _difference_bands(count: int) -> tuple[FloatArray, FloatArray]:
    """Return the lower bands (3, count) of D1ᵀD1 and D2ᵀD2."""
    bands = []
    for order in (1, 2):
        d = np.diff(np.eye(count), order, axis=0)
        full = d.T @ d
        band = np.zeros((3, count))
        for offset in range(3):
            band[offset, : count - offset] = np.diagonal(full, -offset)
        bands.append(band)
    return bands[0], bands[1]
