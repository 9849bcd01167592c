"""Unmirror. triangles in the foot frame -> triangles as worn, standing on z = 0, in single precision."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import MIRROR_Y, composed, shift


def as_worn(triangles_mm: FloatArray, *, mirrored: bool) -> tuple[FloatArray, FloatArray]:
    """Return triangles (n, 3, 3) in the STL frame and the 4×4 stl_from_foot; `mirrored` undoes a left foot's mirror.

    The mirror flips the sign of y and the winding and nothing else: left and right of one insole agree to the bit.
    Every coordinate is rounded to what a binary STL can hold, so that what is checked is what is written. Read-only.
    """
    lowest = float(triangles_mm[:, :, 2].min())
    stl_from_foot = shift(0.0, 0.0, -lowest)
    rounded = triangles_mm.astype(np.float32)
    rounded[:, :, 2] = triangles_mm[:, :, 2] - lowest
    if mirrored:
        stl_from_foot = composed(stl_from_foot, MIRROR_Y)
        rounded = rounded[:, ::-1]
        rounded[:, :, 1] *= -1.0
        rounded += 0.0  # no minus before a zero
    worn = rounded.astype(np.float64, order="C")
    worn.setflags(write=False)
    return worn, stl_from_foot
