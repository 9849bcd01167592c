"""Rim. a field inside a trim line -> its value at the nearest place of that line, for the band along it."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.grid import Grid
from orthogen.lazyclass import dataclass

_BAND_MM = (-4.0, 12.0)
_NEAR_MM = 2.0


@dataclass(frozen=True, kw_only=True)
class Band:
    """The nodes (ix, iy) along a trim line and the point of it nearest to each, mm; inside (nx, ny)."""

    grid: Grid
    inside: BoolArray
    ix: IntArray
    iy: IntArray
    x_mm: FloatArray
    y_mm: FloatArray

    def height(self, field_mm: FloatArray) -> FloatArray:
        """Return (nx, ny) the field at each node's nearest point of the trim line, mm; −inf deeper inside than 12 mm.

        More than 4 mm outside, where nothing is made, it is the field's greatest value inside.
        """
        height = np.where(self.inside, -np.inf, field_mm[self.inside].max())
        height[self.ix, self.iy] = self.grid.sample(field_mm, self.x_mm, self.y_mm)
        return height


def band(grid: Grid, inset_mm: FloatArray) -> Band:
    """Return the nodes near a trim line; the nearest point lies against the gradient of the inset by its own amount."""
    ix, iy = np.nonzero((inset_mm > _BAND_MM[0]) & (inset_mm < _BAND_MM[1]))
    slope_x, slope_y = _slope(inset_mm, ix, iy), _slope(inset_mm.T, iy, ix)
    inset, length = inset_mm[ix, iy], np.maximum(np.hypot(slope_x, slope_y), 1e-12)
    return Band(
        grid=grid,
        inside=inset_mm > 0,
        ix=ix,
        iy=iy,
        x_mm=grid.x_mm[ix, 0] - inset * slope_x / length,
        y_mm=grid.y_mm[0, iy] - inset * slope_y / length,
    )


def _slope(field: FloatArray, i: IntArray, j: IntArray) -> FloatArray:
    """Return the change of the field along its first axis at nodes (i, j), per step: np.gradient of a few nodes."""
    before, after = np.maximum(i - 1, 0), np.minimum(i + 1, len(field) - 1)
    change: FloatArray = (field[after, j] - field[before, j]) / (after - before)
    return change


def continued(inset_mm: FloatArray, field_mm: FloatArray, rim_mm: FloatArray) -> FloatArray:
    """Return the field inside the trim line, carried on level beyond it: the land on which a ball can roll outwards."""
    return np.where(inset_mm >= 0, field_mm, rim_mm)


def near_or_inside(inset_mm: FloatArray) -> BoolArray:
    """Return the nodes (nx, ny) inside the trim line or within 2 mm of it: all that a solid is interpolated from."""
    near: BoolArray = inset_mm > -_NEAR_MM
    return near
