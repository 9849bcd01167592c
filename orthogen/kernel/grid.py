"""Grid. a regular lattice in the plane; fields on it, sampled between its nodes."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.lazyclass import dataclass


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
        u, v = np.broadcast_arrays((x_mm - self.x0_mm) / self.step_mm, (y_mm - self.y0_mm) / self.step_mm)
        return _native.sample(np.ascontiguousarray(field), u.ravel(), v.ravel()).reshape(u.shape)

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
