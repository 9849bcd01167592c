"""Measure. samples of a foot on its axis -> its origin, length and widths (definitions: scans README, "Truth")."""

from dataclasses import dataclass

import numpy as np

from orthogen.anatomy.extreme import Extreme, extreme
from orthogen.anatomy.outline import reach
from orthogen.anatomy.surface import Samples
from orthogen.anatomy.walking import BALL_X, HEEL_Z, LOW_RATIO
from orthogen.errors import ScanIncomplete
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import composed, shift
from orthogen.records.finding import Finding

HEEL_CENTRE_X = 0.15
HEEL_PATCH = 0.06  # patch radii in foot lengths: the back of the heel, the tip of a toe, the sides
TOE_PATCH = 0.02
SIDE_PATCH = 0.045
SEEN_MM = 3.0
EXTRAPOLATED_RATIO = 0.03


@dataclass(frozen=True)
class Extents:
    """Length and widths in mm, and the skin points (3,) they were read from."""

    length_mm: float
    ball_width_mm: float
    heel_width_mm: float
    pternion: FloatArray
    heel_middle_y: float
    foremost: FloatArray


def settled(samples: Samples, foot_from_scan: FloatArray, length_mm: float) -> tuple[FloatArray, Samples, Extents]:
    """Return the frame moved so that x = 0 is the rearmost heel point and y = 0 the heel centre, and the extents.

    Raises ScanIncomplete where one of them cannot be seen at all.
    """
    for _ in range(3):
        placed = samples.in_frame(foot_from_scan)
        extents = _extents(placed, length_mm)
        length_mm = extents.length_mm
        foot_from_scan = composed(shift(-extents.pternion[0], -extents.heel_middle_y, 0.0), foot_from_scan)
    placed = samples.in_frame(foot_from_scan)
    return foot_from_scan, placed, _extents(placed, length_mm)


def _extents(samples: Samples, length_mm: float) -> Extents:
    """Return the extents of samples in a frame whose x runs along the foot."""
    low = samples.where(samples.points[:, 2] < LOW_RATIO * length_mm)
    rear = _seen(extreme(low, 0, -1, radius_mm=HEEL_PATCH * length_mm), "back of the heel")
    front = _seen(extreme(low, 0, 1, radius_mm=TOE_PATCH * length_mm), "tips of the toes")
    length = float(front.point[0] - rear.point[0])
    x, z = low.points[:, 0] - rear.point[0], low.points[:, 2]
    ball = low.where((x > BALL_X[0] * length) & (x < BALL_X[1] * length))
    medial = _seen(extreme(ball, 1, 1, radius_mm=SIDE_PATCH * length), "medial side of the ball")
    lateral = _seen(extreme(ball, 1, -1, radius_mm=SIDE_PATCH * length), "lateral side of the ball")
    heel = np.stack([x, low.points[:, 1]], axis=1)[z < HEEL_Z * length]
    outer, inner = reach(heel, (HEEL_CENTRE_X - 0.01) * length, (HEEL_CENTRE_X + 0.01) * length)
    if not np.isfinite(inner - outer):
        raise ScanIncomplete("the sides of the heel cannot be seen in the scan", "scan the whole foot again")
    ball_width = float(medial.point[1] - lateral.point[1])
    return Extents(length, ball_width, inner - outer, rear.point, (inner + outer) / 2, front.point)


def _seen(found: Extreme | None, name: str) -> Extreme:
    """Return the extreme, or refuse a foot without it."""
    if found is None:
        raise ScanIncomplete(f"the {name} cannot be seen in the scan", "scan the whole foot again")
    return found


def heel_findings(samples: Samples, extents: Extents) -> tuple[Finding, ...]:
    """Return a finding if the rearmost point lies in a hole, so that it was extrapolated from the skin around it.

    Raises ScanIncomplete if that adds more than 3 % of the length (pose.md 3.1).
    """
    offset = samples.points - extents.pternion
    if np.any((offset * offset).sum(axis=1) < SEEN_MM * SEEN_MM):
        return ()
    low = samples.points[samples.points[:, 2] < LOW_RATIO * extents.length_mm, 0]
    added = float(np.sort(low)[:5].mean() - extents.pternion[0])
    if added > EXTRAPOLATED_RATIO * extents.length_mm:
        raise ScanIncomplete(
            f"the back of the heel is missing: it would have to be extended by {added:.0f} mm", "scan the heel again"
        )
    note = f"A hole at the back of the heel was bridged; this adds {max(added, 0.0):.1f} mm to the length."
    return (Finding(check="heel_extrapolated", note=note, measured=added, unit="mm", level="warning"),)
