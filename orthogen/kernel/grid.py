"""Grid. a regular lattice in the plane; fields on it, sampled between its nodes."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray
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
        u, v = self._steps(x_mm, y_mm)
        return _native.sample(np.ascontiguousarray(field), u.ravel(), v.ravel()).reshape(u.shape)

    def sample_linear(self, field: FloatArray, x_mm: FloatArray, y_mm: FloatArray) -> FloatArray:
        """Return the field at points by bilinear interpolation; NaN where a corner is NaN or the point is outside."""
        u, v = self._steps(x_mm, y_mm)
        return _native.sample_linear(np.ascontiguousarray(field), u.ravel(), v.ravel()).reshape(u.shape)

    def _steps(self, x_mm: FloatArray, y_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return places in steps from the first node, as arrays of one shape."""
        u, v = np.broadcast_arrays((x_mm - self.x0_mm) / self.step_mm, (y_mm - self.y0_mm) / self.step_mm)
        return u, v


def covering(x_mm: FloatArray, y_mm: FloatArray, *, step_mm: float, margin_mm: float) -> Grid:
    """Return the grid over all points plus a margin; nodes lie on whole multiples of the step."""
    x0 = np.floor((x_mm.min() - margin_mm) / step_mm) * step_mm
    y0 = np.floor((y_mm.min() - margin_mm) / step_mm) * step_mm
    nx = int(np.ceil((x_mm.max() + margin_mm - x0) / step_mm)) + 1
    ny = int(np.ceil((y_mm.max() + margin_mm - y0) / step_mm)) + 1
    return Grid(x0_mm=float(x0), y0_mm=float(y0), step_mm=step_mm, nx=nx, ny=ny)
