"""Grid. a regular lattice in the plane; fields on it, sampled between its nodes."""

from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray


@dataclass(frozen=True, kw_only=True)
class Grid:
    """nx × ny nodes, node (ix, iy) at (x0 + ix·step, y0 + iy·step), mm. Fields on it are arrays (nx, ny)."""

    x0_mm: float
    y0_mm: float
    step_mm: float
    nx: int
    ny: int

    @property
    def shape(self) -> tuple[int, int]:
        """(nx, ny)."""
        return self.nx, self.ny

    @property
    def x_mm(self) -> FloatArray:
        """Node abscissae as a column (nx, 1), ready to broadcast against `y_mm`."""
        return (self.x0_mm + self.step_mm * np.arange(self.nx))[:, None]

    @property
    def y_mm(self) -> FloatArray:
        """Node ordinates as a row (1, ny)."""
        return (self.y0_mm + self.step_mm * np.arange(self.ny))[None, :]

    def part(self, box: tuple[slice, slice]) -> "Grid":
        """Return the grid of the nodes in a box of this one: of field[box]."""
        rows, columns = (range(count)[part] for count, part in zip(self.shape, box, strict=True))
        return Grid(
            x0_mm=self.x0_mm + self.step_mm * rows.start,
            y0_mm=self.y0_mm + self.step_mm * columns.start,
            step_mm=self.step_mm,
            nx=len(rows),
            ny=len(columns),
        )

    def sample(self, field: FloatArray, x_mm: FloatArray, y_mm: FloatArray) -> FloatArray:
        """Return the field at points by bicubic (Catmull–Rom) interpolation, exact on quadratics.

        Points need one node of margin all round; outside, the outermost cell is extrapolated.
        """
        u, v = (x_mm - self.x0_mm) / self.step_mm, (y_mm - self.y0_mm) / self.step_mm
        ix = np.clip(np.floor(u).astype(np.int64), 1, self.nx - 3)
        iy = np.clip(np.floor(v).astype(np.int64), 1, self.ny - 3)
        wx, wy = _catmull_rom(u - ix), _catmull_rom(v - iy)
        total = np.zeros(np.broadcast(u, v).shape)
        for a in range(4):
            for b in range(4):
                total += wx[a] * wy[b] * field[ix + a - 1, iy + b - 1]
        return total

    def sample_linear(self, field: FloatArray, x_mm: FloatArray, y_mm: FloatArray) -> FloatArray:
        """Return the field at points by bilinear interpolation; NaN where a corner is NaN or the point is outside."""
        u, v = (x_mm - self.x0_mm) / self.step_mm, (y_mm - self.y0_mm) / self.step_mm
        ix = np.clip(np.floor(u).astype(np.int64), 0, self.nx - 2)
        iy = np.clip(np.floor(v).astype(np.int64), 0, self.ny - 2)
        p, q = u - ix, v - iy
        value: FloatArray = (
            (1 - p) * (1 - q) * field[ix, iy]
            + p * (1 - q) * field[ix + 1, iy]
            + (1 - p) * q * field[ix, iy + 1]
            + p * q * field[ix + 1, iy + 1]
        )
        outside: BoolArray = (u < 0) | (v < 0) | (u > self.nx - 1) | (v > self.ny - 1)
        return np.where(outside, np.nan, value)


def covering(x_mm: FloatArray, y_mm: FloatArray, *, step_mm: float, margin_mm: float) -> Grid:
    """Return the grid over all points plus a margin; nodes lie on whole multiples of the step."""
    x0 = np.floor((x_mm.min() - margin_mm) / step_mm) * step_mm
    y0 = np.floor((y_mm.min() - margin_mm) / step_mm) * step_mm
    nx = int(np.ceil((x_mm.max() + margin_mm - x0) / step_mm)) + 1
    ny = int(np.ceil((y_mm.max() + margin_mm - y0) / step_mm)) + 1
    return Grid(x0_mm=float(x0), y0_mm=float(y0), step_mm=step_mm, nx=nx, ny=ny)


def _catmull_rom(t: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return the four weights of cubic interpolation at t in [0, 1] between the middle two nodes."""
    return (
        0.5 * t * (-1 + t * (2 - t)),
        1 + 0.5 * t * t * (-5 + 3 * t),
        0.5 * t * (1 + t * (4 - 3 * t)),
        0.5 * t * t * (t - 1),
    )
