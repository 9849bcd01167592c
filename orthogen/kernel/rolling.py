"""Rolling. a height field, a thickness -> the lower envelope of balls whose centres roll over it."""

import numpy as np

from orthogen.errors import OffsetFailed
from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray

_FARTHEST_MM = 1e6


def rolled_below(
    z_mm: FloatArray, thickness_mm: float | FloatArray, *, step_mm: float, where: BoolArray | None = None
) -> FloatArray:
    """Return b(p) = min over q of z(q) − sqrt(t² − |p−q|²), the offset of a field (nx, ny) downwards by t ≥ 0.

    thickness_mm: one number, or its value t(q) at every node. z is the bicubic spline through the nodes. Within
    0.001 mm of the true offset on smooth fields, exact on planes, and nowhere thinner than balls on all nodes make it.
    At creases, where no spline fits, the best node and the slopes next to it count (docs/offset.md 4).
    where (nx, ny): the nodes that matter; before the first and behind the last one of a row, b is z − t.
    Raises OffsetFailed unless all is finite, t ≥ 0 and the step > 0.
    """
    z = np.ascontiguousarray(z_mm, dtype=np.float64)
    one = np.ndim(thickness_mm) == 0
    thickness = np.ascontiguousarray(np.full((1, 1), thickness_mm) if one else thickness_mm, dtype=np.float64)
    if not (_within(z, -_FARTHEST_MM) and _within(thickness, 0.0) and 0 < step_mm < np.inf):
        bad = int((~(np.abs(z) <= _FARTHEST_MM) | ~(thickness >= 0) | ~(thickness <= _FARTHEST_MM)).sum())
        raise OffsetFailed(
            f"{bad} of {z.size} heights or thicknesses are negative, not finite or above 1 km (step {step_mm:g} mm)",
            "report this design: its fields are broken",
        )
    marks = None if where is None else np.ascontiguousarray(where)
    return _native.rolled_below(z, thickness, step_mm, marks)


def _within(values: FloatArray, least: float) -> bool:
    """Return whether all values are numbers from `least` to 1 km; a NaN makes both extremes NaN."""
    return values.size == 0 or bool(values.min() >= least and values.max() <= _FARTHEST_MM)
