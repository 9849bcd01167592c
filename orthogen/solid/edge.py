"""Edge. the height of a side above a plane -> the same side, joined to the plane by a round edge."""

import numpy as np

from orthogen.kernel.arrays import FloatArray


def rounded(height_mm: FloatArray, slope: FloatArray | float, *, width_mm: float | FloatArray) -> FloatArray:
    """Return max(height, 0) with its edge rounded: a cubic over `width_mm` that touches side and plane, C¹.

    height_mm: of the side's plane above the ground plane, negative on the other side of the edge; slope: its
    gradient, rise per mm across the edge. The cubic never lies below max(height, 0): material is only taken away.
    A sharp edge across a lattice comes out serrated; a slope that grows over several steps does not.
    """
    joint = slope * width_mm / 3.0
    share = np.clip((height_mm + 2.0 * joint) / (3.0 * joint), 0.0, 1.0)
    joined: FloatArray = joint * share**3 + np.maximum(height_mm - joint, 0.0)
    return joined
