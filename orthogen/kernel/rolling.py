"""Rolling. a height field, a thickness -> the lower envelope of balls whose centres roll over it.

The brute force over all nodes within a ball, and between nodes the tangent plane: the oracle of any faster kernel.
"""

import numpy as np

from orthogen.kernel.arrays import FloatArray


def rolled_below(z_mm: FloatArray, thickness_mm: float | FloatArray, *, step_mm: float) -> FloatArray:
    """Return b(p) = min over q of z(q) − sqrt(t² − |p−q|²), the offset of a field (nx, ny) downwards by t ≥ 0.

    thickness_mm: one number, or its value t(q) at every node. Balls on the nodes alone would leave a 75° wall up to
    0.13 mm too thin at 0.5 mm spacing; so each node also offsets its tangent plane, for the one or two steps around
    the point below its normal. The result is exact on planes, elsewhere off by the bend of the field within a step.
    """
    below = _under_nodes(z_mm, thickness_mm, step_mm)
    _lower_to_tangents(below, z_mm, np.broadcast_to(thickness_mm, z_mm.shape), step_mm)
    return below


def _under_nodes(z_mm: FloatArray, thickness_mm: float | FloatArray, step_mm: float) -> FloatArray:
    """Return the lower envelope of the balls that sit on nodes."""
    reach = int(np.floor(np.max(thickness_mm) / step_mm))
    below: FloatArray = z_mm - thickness_mm
    most = float(np.max(thickness_mm)) ** 2
    square = np.broadcast_to(np.square(thickness_mm), z_mm.shape)
    for dx in range(-reach, reach + 1):
        for dy in range(-reach, reach + 1):
            far = (dx * dx + dy * dy) * step_mm**2
            if far == 0 or far > most:
                continue
            into = _shifted(dx, z_mm.shape[0]), _shifted(dy, z_mm.shape[1])
            centre = _shifted(-dx, z_mm.shape[0]), _shifted(-dy, z_mm.shape[1])
            if isinstance(thickness_mm, np.ndarray):
                with np.errstate(invalid="ignore"):  # balls that do not reach that far are NaN, which fmin passes over
                    np.fmin(below[into], z_mm[centre] - np.sqrt(square[centre] - far), out=below[into])
            else:
                np.minimum(below[into], z_mm[centre] - np.sqrt(thickness_mm**2 - far), out=below[into])
    return below


def _lower_to_tangents(below: FloatArray, z_mm: FloatArray, thickness_mm: FloatArray, step_mm: float) -> None:
    """Lower `below`, in place, to each node's offset tangent plane at the four nodes around its own contact point."""
    slope_x, slope_y = _slope(z_mm, step_mm), _slope(z_mm.T, step_mm).T
    ix, iy = np.nonzero(slope_x**2 + slope_y**2 > 0.0)
    gx, gy, t = slope_x[ix, iy], slope_y[ix, iy], thickness_mm[ix, iy]
    secant = np.sqrt(1.0 + gx * gx + gy * gy)
    jx, jy = (np.floor(t * g / secant / step_mm).astype(np.int64) for g in (gx, gy))
    for corner_x in (0, 1):
        for corner_y in (0, 1):
            dx, dy = jx + corner_x, jy + corner_y
            plane = z_mm[ix, iy] + step_mm * (gx * dx + gy * dy) - t * secant
            px, py = ix + dx, iy + dy
            here = (px >= 0) & (py >= 0) & (px < z_mm.shape[0]) & (py < z_mm.shape[1])
            np.minimum.at(below, (px[here], py[here]), plane[here])


def _slope(z_mm: FloatArray, step_mm: float) -> FloatArray:
    """Return the slope along the first axis, limited beside creases to twice the lesser one-sided slope."""
    rise = np.diff(z_mm, axis=0) / step_mm
    before, after = rise[:-1], rise[1:]
    limit = 2.0 * np.minimum(np.abs(before), np.abs(after))
    slope = np.zeros_like(z_mm)
    slope[1:-1] = np.where(before * after > 0.0, np.clip(0.5 * (before + after), -limit, limit), 0.0)
    return slope


def _shifted(offset: int, size: int) -> slice:
    """Return the part of an axis that still has a partner `offset` nodes behind it."""
    return slice(max(offset, 0), size + min(offset, 0))
