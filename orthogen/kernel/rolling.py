"""Rolling. a height field, a thickness -> the lower envelope of balls whose centres roll over it."""

import numpy as np

from orthogen.errors import OffsetFailed
from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray

_FARTHEST_MM = 1e6


def rolled_below(z_mm: FloatArray, thickness_mm: float | FloatArray, *, step_mm: float) -> FloatArray:
    """Return b(p) = min over q of z(q) − sqrt(t² − |p−q|²), the offset of a field (nx, ny) downwards by t ≥ 0.

    thickness_mm: one number, or its value t(q) at every node. The best node is found by trying all; the place between
    the nodes by Newton's method on the field's second-order expansion there. Within 0.001 mm of the true offset on
    smooth fields, exact on planes, and nowhere thinner than balls on all nodes make it. Beside creases, where slopes
    on the two sides differ by more than a factor of two, the lesser counts.
    Raises OffsetFailed unless all is finite, t ≥ 0 and the step > 0.
    """
    z = np.ascontiguousarray(z_mm, dtype=np.float64)
    thickness = np.ascontiguousarray(np.broadcast_to(np.asarray(thickness_mm, dtype=np.float64), z.shape))
    bad = int((~(np.abs(z) <= _FARTHEST_MM) | ~(thickness >= 0) | ~(thickness <= _FARTHEST_MM)).sum())
    if bad or not 0 < step_mm < np.inf:
        raise OffsetFailed(
            f"{bad} of {z.size} heights or thicknesses are negative, not finite or above 1 km (step {step_mm:g} mm)",
            "report this design: its fields are broken",
        )
    return _native.rolled_below(z, thickness, step_mm)
