"""Field. ramps, bumps and smooth extremes of height fields: the alphabet of all modifications."""

import numpy as np

from orthogen.kernel.arrays import FloatArray


def ramp(t: FloatArray) -> FloatArray:
    """Return the quintic smoothstep: 0 for t ≤ 0, 1 for t ≥ 1, C² between."""
    u = np.clip(t, 0.0, 1.0)
    return u * u * u * (10.0 + u * (6.0 * u - 15.0))


def rise(x: FloatArray, start: float, end: float) -> FloatArray:
    """Return `ramp` from 0 at `start` to 1 at `end`; falling where end < start."""
    return ramp((x - start) / (end - start))


def dome(u: FloatArray) -> FloatArray:
    """Return (1 − u²)² inside |u| < 1, 0 outside: C¹, steepest slope 1.54 per unit height (surface.md 4)."""
    inside = np.clip(1.0 - u * u, 0.0, None)
    return inside * inside


def smooth_max(a: FloatArray, b: FloatArray, radius: float | FloatArray) -> FloatArray:
    """Return the C² maximum: exact where |a − b| ≥ radius, at most radius/6 above it at a = b (geometry.md 5)."""
    h = np.clip(radius - np.abs(a - b), 0.0, None)
    smooth: FloatArray = np.maximum(a, b) + h * h * h / (6.0 * radius * radius)
    return smooth


def swelling(radius: float, height: FloatArray) -> FloatArray:
    """Return a blend radius that grows with a height ≥ 0 from nothing to `radius`.

    With a constant one, smooth_max(a, 0) is not a: what is not there would leave a trace (surface.md 4, pitfalls).
    """
    grown: FloatArray = np.maximum(radius * ramp(height / radius), 1e-9)
    return grown


def smooth_min(a: FloatArray, b: FloatArray, radius: float | FloatArray) -> FloatArray:
    """Return the C² minimum, the mirror of `smooth_max`."""
    return -smooth_max(-a, -b, radius)
