"""Belt. markers of a walk that stays in place -> the speed of the treadmill, and the same walk over ground.

A toe stands still on the belt for more than half of the time, so the median of its speed is that of the belt.
"""

from collections.abc import Mapping

import numpy as np

from orthogen.assess.labels import Side
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding

_LEAST_MM_S = 200.0


def belt_mm_s(
    feet: Mapping[Side, tuple[FloatArray, FloatArray]], up: FloatArray, *, rate_hz: float
) -> FloatArray | None:
    """Return how fast and where the walker goes on the belt (3,), mm/s; None where nothing tells of a belt.

    feet: side -> heel and toe (t, 3) in the axes of the laboratory.
    """
    ways = []
    for heel, toe in feet.values():
        ahead = np.nanmedian(toe - heel, axis=0) * (1 - np.abs(up))
        steps = np.diff(toe, axis=0)
        seen = steps[~np.isnan(steps).any(axis=1)]
        if not len(seen) or not np.linalg.norm(ahead) > 0:
            return None
        ways.append((ahead / np.linalg.norm(ahead), np.median(seen, axis=0) * rate_hz))
    forward = np.mean([ahead for ahead, _ in ways], axis=0)
    forward /= max(float(np.linalg.norm(forward)), 1e-9)
    speed = -float(np.mean([way @ forward for _, way in ways]))
    return np.asarray(speed * forward) if speed >= _LEAST_MM_S else None


def over_ground(named: Mapping[str, FloatArray], belt: FloatArray, rate_hz: float) -> dict[str, FloatArray]:
    """Return every marker as it would go if the belt stood still."""
    found: dict[str, FloatArray] = {}
    for label, place in named.items():
        time = np.arange(len(place)) / rate_hz
        found[label] = place + time[:, None] * belt
    return found


def belt_remark(belt: FloatArray) -> Finding:
    """Return what was understood of the belt."""
    speed = float(np.linalg.norm(belt)) / 1000
    note = f"A walk on a treadmill of {speed:.2f} m/s, by the toes that stand on it; lengths are those over ground."
    return Finding(check="treadmill", note=note, measured=speed, unit="m/s")
