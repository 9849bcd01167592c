"""Unloaded. a sole that was pressed flat by its scan -> a guess of how it hangs free (prediction.md 4).

Inside the flat patch (skin below 0.5 mm) a dome b with Δb = −c and b = 0 on its edge is taken off: c = 0.0225 /mm under
the heel (1/110 + 1/75) and 0.02 under the ball. It is a guess: the shape under the sole is gone from such a scan.
"""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.grid import Grid

FLAT_MM, SHARE = 0.5, 0.9
_HEEL_PER_MM, _BALL_PER_MM, _HEEL_END = 0.0225, 0.020, 0.45
_OVER, _ROUNDS, _COARSE_MM = 1.85, 60, 2.0


def rounded(z_mm: FloatArray, grid: Grid, length_mm: float) -> FloatArray:
    """Return the heights (nx, ny) less the dome; NaN stays NaN."""
    patch = np.nan_to_num(z_mm, nan=99.0) < FLAT_MM
    every = max(1, round(_COARSE_MM / grid.step_mm))
    curve = np.where(grid.x_mm[::every] < _HEEL_END * length_mm, _HEEL_PER_MM, _BALL_PER_MM)
    coarse = dome(patch[::every, ::every], curve * (every * grid.step_mm) ** 2)
    wide = Grid(x0_mm=grid.x0_mm, y0_mm=grid.y0_mm, step_mm=every * grid.step_mm, nx=coarse.shape[0],
                ny=coarse.shape[1])  # fmt: skip
    x = np.minimum(grid.x_mm, wide.x_mm[-1, 0]) + 0 * grid.y_mm
    y = np.minimum(grid.y_mm, wide.y_mm[0, -1]) + 0 * grid.x_mm
    return np.asarray(z_mm - SHARE * wide.sample_linear(coarse, x, y))


def dome(patch: BoolArray, curve_mm: FloatArray) -> FloatArray:
    """Return b (nx, ny) with b's sum of differences to its four neighbours = −curve inside the patch, 0 outside.

    Over-relaxed in two colours, each seeing the other's newest values: the order of nodes does not matter.
    """
    inside = patch.copy()
    inside[[0, -1]] = inside[:, [0, -1]] = False
    chess = np.add.outer(np.arange(patch.shape[0]), np.arange(patch.shape[1])) % 2
    colours = [inside[1:-1, 1:-1] & (chess[1:-1, 1:-1] == colour) for colour in (0, 1)]
    curve = np.broadcast_to(curve_mm, patch.shape)[1:-1, 1:-1]
    b = np.zeros(patch.shape)
    own = b[1:-1, 1:-1]
    for _ in range(_ROUNDS):
        for colour in colours:
            around = b[2:, 1:-1] + b[:-2, 1:-1] + b[1:-1, 2:] + b[1:-1, :-2]
            own += np.where(colour, _OVER * ((around + curve) / 4.0 - own), 0.0)
    return b
