"""Rolling. a height field, a thickness -> the lower envelope of balls whose centres roll over it.

The brute force over all nodes within a ball: simple enough to be the oracle of any faster kernel.
"""

import numpy as np

from orthogen.kernel.arrays import FloatArray


def rolled_below(z_mm: FloatArray, thickness_mm: float | FloatArray, *, step_mm: float) -> FloatArray:
    """Return b(p) = min over nodes q of z(q) − sqrt(t² − |p−q|²), the offset of a field (nx, ny) downwards by t ≥ 0.

    thickness_mm: one number, or its value t(q) at every node. A body between b and z is nowhere thinner than t and b
    cannot cut itself; between samples it is up to t − sqrt(t² − step²/2) thicker (geometry.md 6, kernel.md B).
    """
    reach = int(np.floor(np.max(thickness_mm) / step_mm))
    below: FloatArray = z_mm - thickness_mm
    square = np.square(thickness_mm)
    for dx in range(-reach, reach + 1):
        for dy in range(-reach, reach + 1):
            far = (dx * dx + dy * dy) * step_mm**2
            if far == 0 or far > np.max(square):
                continue
            to, source = _shifted(dx, z_mm.shape[0]), _shifted(-dx, z_mm.shape[0])
            into, out_of = (to, _shifted(dy, z_mm.shape[1])), (source, _shifted(-dy, z_mm.shape[1]))
            if isinstance(thickness_mm, np.ndarray):
                left = square[out_of] - far
                ball = np.where(left >= 0, z_mm[out_of] - np.sqrt(np.maximum(left, 0.0)), np.inf)
            else:
                ball = z_mm[out_of] - np.sqrt(square - far)
            np.minimum(below[into], ball, out=below[into])
    return below


def _shifted(offset: int, size: int) -> slice:
    """Return the part of an axis that still has a partner `offset` nodes behind it."""
    return slice(max(offset, 0), size + min(offset, 0))
