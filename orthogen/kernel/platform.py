"""Platform. how high the sides of a place allow it to be -> a level platform with straight sides and round edges."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import smooth_max, smooth_min
from orthogen.kernel.shape_fit import shape_fit

FOOT_MM = 1.0
_EDGE_MM, _CORNER_MM = 1.5, 3.0
_SEEN_RATIO, _STEP_MM = 0.5, 0.01


def under_all(*roofs_mm: FloatArray, corner_mm: float = _CORNER_MM) -> FloatArray:
    """Return the smooth minimum of inclined planes, the sides of one place: where two meet, they round the corner.

    Each is how far a side allows a platform to rise, negative outside it; none gets steeper by this. corner_mm: within
    which the two blend, as a height.
    """
    lowest = roofs_mm[0]
    for roof in roofs_mm[1:]:
        lowest = smooth_min(lowest, roof, corner_mm)
    return lowest


def platform(height_mm: float, roof_mm: FloatArray) -> FloatArray:
    """Return a platform of this height under a roof, C²: min(height, roof) and 0 where the roof is below −1 mm.

    It rounds 1 mm at the foot of its sides and 1.5 mm at their upper edge, less where it is lower than that. It is
    nowhere steeper than the roof, and nowhere lower for a greater height.
    """
    if height_mm <= 0.0:
        return np.zeros(roof_mm.shape)
    sides = smooth_max(roof_mm, np.zeros_like(roof_mm), FOOT_MM)
    return smooth_min(np.full_like(sides, height_mm), sides, min(_EDGE_MM, height_mm))


def most_mm(roof_mm: FloatArray, inside: BoolArray) -> float:
    """Return the greatest height of which a level part remains under a roof, in whole hundredths of a millimetre."""
    return max(0.0, float(np.floor(100.0 * (roof_mm[inside].max(initial=0.0) - _EDGE_MM)) / 100.0))


def height_seen_mm(height_mm: float, roof_mm: FloatArray, seen_mm: FloatArray) -> float:
    """Return the height of the platform that explains best what is seen of it, by least squares; 0 if nothing is.

    Judged where the declared one is more than half as high as it should be: there a height tells most, a place least.
    """
    there = np.isfinite(seen_mm) & (platform(height_mm, roof_mm) > _SEEN_RATIO * height_mm)
    if not there.any():
        return 0.0
    roof = roof_mm[there]
    fit = shape_fit(lambda values: platform(float(values[0]), roof), [height_mm], seen_mm[there], steps=[_STEP_MM])
    return float(fit.values[0])
