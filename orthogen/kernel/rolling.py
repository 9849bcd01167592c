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


def _shifted(offset: int, size: int) -> slice:
    """Return the part of an axis that still has a partner `offset` nodes behind it."""
    return slice(max(offset, 0), size + min(offset, 0))
