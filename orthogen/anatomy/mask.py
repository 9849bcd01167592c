"""Mask. yes-or-no fields on a grid -> grown, shrunk, filled, labelled, traced."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.components import mask_ring
from orthogen.kernel.grid import Grid
from orthogen.kernel.smooth import patches

_ROUNDED = 2.0  # nodes over which the steps of a traced border are smoothed


def grown(mask: BoolArray, nodes: int) -> BoolArray:
    """Return the mask widened by `nodes`, in octagons."""
    for k in range(nodes):
        wide = mask.copy()
        wide[1:] |= mask[:-1]
        wide[:-1] |= mask[1:]
        across = wide if k % 2 else mask
        both = wide.copy()
        both[:, 1:] |= across[:, :-1]
        both[:, :-1] |= across[:, 1:]
        mask = both
    return mask


def shrunk(mask: BoolArray, nodes: int) -> BoolArray:
    """Return the mask narrowed by `nodes`; beyond the grid counts as outside."""
    outside = grown(~np.pad(mask, nodes), nodes)[nodes:-nodes, nodes:-nodes]
    inside: BoolArray = ~outside
    return inside


def closed(mask: BoolArray, nodes: int) -> BoolArray:
    """Return the mask with gaps narrower than twice `nodes` closed."""
    wide = grown(np.pad(mask, nodes), nodes)
    return shrunk(wide, nodes)[nodes:-nodes, nodes:-nodes]


def labelled(mask: BoolArray) -> IntArray:
    """Return a number from 1 on for each connected part of the mask (four neighbours), 0 outside."""
    return patches(mask)


def filled(mask: BoolArray) -> BoolArray:
    """Return the mask with its enclosed holes closed."""
    outside = labelled(~np.pad(mask, 1))
    inside: BoolArray = (outside != outside[0, 0])[1:-1, 1:-1]
    return inside


def largest(mask: BoolArray) -> BoolArray:
    """Return only the part with the most nodes."""
    parts = labelled(mask)
    size = np.bincount(parts.ravel())
    size[0] = 0
    best: BoolArray = parts == int(np.argmax(size))
    return best


def traced(mask: BoolArray, grid: Grid) -> FloatArray:
    """Return the border (m, 2) of a mask in one part without holes, counter-clockwise, mm, half a node outside it.

    The steps between nodes are rounded by 2G − G² along the arc, which keeps the area.
    """
    corner = mask_ring(_without_corners(np.pad(mask, 2))) - 2.5
    border = 0.5 * (corner + np.roll(corner, -1, axis=0))
    once = _around(border)
    border = 2 * once - _around(once)
    return np.stack([grid.x0_mm + grid.step_mm * border[:, 0], grid.y0_mm + grid.step_mm * border[:, 1]], axis=1)


def _without_corners(mask: BoolArray) -> BoolArray:
    """Return the mask with nodes added wherever two parts touch only diagonally."""
    while True:
        a, b, c, d = mask[:-1, :-1], mask[1:, 1:], mask[:-1, 1:], mask[1:, :-1]
        falling, rising = a & b & ~c & ~d, c & d & ~a & ~b
        if not (falling.any() or rising.any()):
            return mask
        mask = mask.copy()
        mask[:-1, 1:] |= falling
        mask[:-1, :-1] |= rising


def _around(border: FloatArray) -> FloatArray:
    """Return the Gaussian mean along a closed border."""
    reach = int(3 * _ROUNDED)
    weight = np.exp(-0.5 * (np.arange(-reach, reach + 1) / _ROUNDED) ** 2)
    weight /= weight.sum()
    mean = np.zeros_like(border)
    for k, w in enumerate(weight):
        mean += w * np.roll(border, reach - k, axis=0)
    return mean
