"""Axis. an aligned right foot -> its long axis, heel centre to second metatarsal head, and where the heads lie.

From heel centre → middle of the ball the axis turns by a few degrees, less where the lateral border stands out at the
cuboid, more where the toes swing to the medial side. On 14 synthetic feet of one body model, leave-one-out, the rule
is within 0.35° rms (0.9° at most) and the heads that follow from it within 1.3 mm rms. In people the heads lie within
about ±6 mm of such a rule (clinical.md A.3: ±5 mm for a percentage alone).
"""

import numpy as np

from orthogen.anatomy.outline import edges, width
from orthogen.anatomy.walking import BALL_X, Walking, turned
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import composed
from orthogen.lazyclass import dataclass

BORDER_X = np.arange(0.34, 0.425, 0.01)
TOE_BASE_X = np.arange(0.74, 0.785, 0.01)
USUAL_TURN_DEG = 2.3
BORDER_RULE = (0.1585, -115.0)  # usual ratio, degrees per unit of it
SWING_RULE = (0.0135, 55.0)
TURN_DEG = (-1.0, 5.0)
HEAD_SD_MM = 6.0
# x in foot lengths, y in ball widths: value at the usual turn, change per degree of it; z in foot lengths
HEADS: dict[str, tuple[tuple[float, float], tuple[float, float], float]] = {
    "mth1": ((0.7302, -0.0088), (0.1907, -0.0103), 0.055),
    "mth2": ((0.7432, -0.0063), (0.0027, -0.0063), 0.049),
    "mth5": ((0.6406, -0.0035), (-0.3911, -0.0152), 0.043),
}


@dataclass(frozen=True)
class Layout:
    """border_ratio: lateral border at the cuboid, in foot lengths; swing_ratio: toe base middle, in ball widths."""

    border_ratio: float
    swing_ratio: float

    @property
    def turn_deg(self) -> float:
        """Angle from heel centre → middle of the ball to heel centre → MTH2, towards medial."""
        border = BORDER_RULE[1] * (self.border_ratio - BORDER_RULE[0])
        swing = SWING_RULE[1] * (self.swing_ratio - SWING_RULE[0])
        return float(np.clip(USUAL_TURN_DEG + border + swing, *TURN_DEG))

    def head_mm(self, name: str, *, length_mm: float, ball_width_mm: float) -> tuple[float, float, float]:
        """Return the centre of a metatarsal head in the foot frame."""
        (x, x_per_deg), (y, y_per_deg), z = HEADS[name]
        more = self.turn_deg - USUAL_TURN_DEG
        return length_mm * (x + x_per_deg * more), ball_width_mm * (y + y_per_deg * more), length_mm * z


def layout(walking: Walking) -> Layout:
    """Return the two cues on a foot that is aligned, level and right (or mirrored)."""
    low, length = walking.low, walking.length_mm
    border = -edges(walking.rows, BORDER_X * length, 0.01 * length)[:, 0] / length
    ball = width(low, BALL_X[0] * length, BALL_X[1] * length)
    middle = edges(walking.rows, TOE_BASE_X * length, 0.01 * length).mean(axis=1)
    return Layout(float(np.mean(border)), float(np.mean(middle)) / ball)


def on_axis(walking_from_scan: FloatArray, measures: Layout) -> FloatArray:
    """Return the frame turned about the heel so that x runs to the second metatarsal head."""
    return composed(turned(float(np.radians(measures.turn_deg))), walking_from_scan)
