"""Facing. one print on a plate -> the direction from its heel to its toes, by its path or else by its shape."""

import numpy as np

from orthogen.assess.prints import CONTACT_KPA
from orthogen.kernel.arrays import FloatArray

_LEAST_WAY = 0.25  # of a print's extent: a path shorter than that tells no direction
_LONG_RATIO = 1.5  # a print so much longer than wide has a long axis
_WIDE_RATIO = 1.25  # an end so much wider than the other is the forefoot


def ahead(kpa: FloatArray, place_mm: FloatArray) -> FloatArray:
    """Return the direction (2,) from heel to toes; straight forward where neither path nor shape tells another.

    kpa (t, n) on places (n, 2). The path of the centre of pressure decides: from its first to its last quarter.
    """
    loaded = place_mm[kpa.max(axis=0) >= CONTACT_KPA]
    if len(loaded) < 8:
        return np.array([1.0, 0.0])
    force = kpa.sum(axis=1)
    path = (kpa @ place_mm)[force > 0] / force[force > 0, None]
    quarter = max(1, len(path) // 4)
    way = path[-quarter:].mean(axis=0) - path[:quarter].mean(axis=0) if len(path) > 1 else np.zeros(2)
    if np.hypot(*way) >= _LEAST_WAY * np.ptp(loaded, axis=0).max():
        return np.asarray(way / np.hypot(*way))
    return _by_shape(loaded)


def _by_shape(place_mm: FloatArray) -> FloatArray:
    """Return the long axis towards its wider end, where a print has both; else straight forward."""
    centred = place_mm - place_mm.mean(axis=0)
    spread, axes = np.linalg.eigh(centred.T @ centred)
    axis = axes[:, 1] if axes[0, 1] >= 0 else -axes[:, 1]
    if spread[1] < _LONG_RATIO**2 * spread[0]:
        return np.array([1.0, 0.0])
    along, across = centred @ axis, centred @ np.array([-axis[1], axis[0]])
    share = (along - along.min()) / np.ptp(along)
    if _width(across, share, 0.65, 0.85) > _WIDE_RATIO * _width(across, share, 0.05, 0.30):
        return np.asarray(axis)
    if _width(across, share, 0.15, 0.35) > _WIDE_RATIO * _width(across, share, 0.70, 0.95):
        return np.asarray(-axis)
    return np.asarray(axis) if axis[0] > np.sqrt(0.5) else np.array([1.0, 0.0])


def _width(across: FloatArray, share: FloatArray, low: float, high: float) -> float:
    """Return the width of a print between two shares of its length."""
    part = (share > low) & (share < high)
    return float(np.ptp(across[part])) if part.any() else 0.0
