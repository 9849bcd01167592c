"""Extreme. samples near where a smooth surface turns back -> its outermost point, free of scanner noise."""

import numpy as np

from orthogen.anatomy.surface import Samples
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.outermost import summit
from orthogen.lazyclass import dataclass


@dataclass(frozen=True)
class Extreme:
    """The outermost point (3,) of a surface in one direction, and the scatter of the samples about the fitted patch."""

    point: FloatArray
    scatter_mm: float


def extreme(samples: Samples, axis: int, sign: int, *, radius_mm: float) -> Extreme | None:
    """Return where the surface reaches farthest along sign × axis, or None with fewer than a dozen samples.

    The height of a quadratic patch, fitted with outliers cut at 3σ to all samples within `radius_mm` across the
    direction: outermost samples overshoot by the noise and stop at the rim of a hole, a patch does neither.
    """
    found = summit(samples.points, samples.normals, axis=axis, sign=sign, radius=radius_mm)
    if found is None:
        return None
    point = np.empty(3)
    point[[k for k in range(3) if k != axis]], point[axis] = found[:2], sign * found[2]
    return Extreme(point, found[3])
