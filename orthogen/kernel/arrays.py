"""Arrays. values -> read-only ndarray; the array types every floor shares."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray: TypeAlias = NDArray[np.floating[Any]]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]


def frozen(values: ArrayLike, dtype: Any = np.float64) -> NDArray[Any]:
    """Return a contiguous read-only copy, so that a record cannot change under its reader."""
    array = np.array(values, dtype=dtype, order="C")
    array.setflags(write=False)
    return array
