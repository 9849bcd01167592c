"""Axis. an aligned right foot -> its long axis, heel centre to second metatarsal head, and where the heads lie.

Two measures of the outline carry the layout of the metatarsus: how far the lateral border stands out at the cuboid
and how wide the ball is, both in the frame heel centre → middle of the ball and in foot lengths. The linear rules
below were fitted to 14 synthetic feet of one body model (leave-one-out: axis 0.3°, heads 0.4 to 1.1 mm rms); in
people the heads lie within about ±6 mm of such a rule (clinical.md A.3: ±5 mm for a percentage alone).
"""

from dataclasses import dataclass

import numpy as np

from orthogen.anatomy.outline import reach, width
from orthogen.anatomy.walking import BALL_X, Walking, turned
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import composed

BORDER_X = np.arange(0.34, 0.425, 0.01)
BORDER_RATIO = (0.145, 0.180)
BALL_RATIO = (0.33, 0.47)
HEAD_SD_MM = 6.0
# value at border 0.16 and ball 0.39, change per unit of border, of ball
TURN_DEG = (1.99, -175.0, 9.0)
HEADS: dict[str, tuple[tuple[float, float, float], tuple[float, float, float], float]] = {
    "mth1": ((0.7313, 1.21, 0.100), (0.0758, 0.70, 0.163), 0.055),
    "mth2": ((0.7436, 0.78, 0.124), (0.0020, 0.45, -0.024), 0.049),
    "mth5": ((0.6402, 0.28, 0.160), (-0.1505, 1.02, -0.428), 0.043),
}


@dataclass(frozen=True)
class Layout:
    """border_ratio: lateral border at the cuboid, ball_ratio: ball width, in foot lengths, within the range of use."""

    border_ratio: float
    ball_ratio: float

    def at(self, rule: tuple[float, float, float]) -> float:
        """Return the value of a linear rule for this foot."""
        return rule[0] + rule[1] * (self.border_ratio - 0.16) + rule[2] * (self.ball_ratio - 0.39)

    @property
    def turn_deg(self) -> float:
        """Angle from heel centre → middle of the ball to heel centre → MTH2, towards medial."""
        return self.at(TURN_DEG)


def layout(walking: Walking) -> Layout:
    """Return the two outline measures of a foot that is aligned, level and right (or mirrored)."""
    low, length = walking.low, walking.length_mm
    border = [-reach(low, (x - 0.01) * length, (x + 0.01) * length)[0] / length for x in BORDER_X]
    ball = width(low, BALL_X[0] * length, BALL_X[1] * length) / length
    return Layout(float(np.clip(np.mean(border), *BORDER_RATIO)), float(np.clip(ball, *BALL_RATIO)))


def on_axis(walking_from_scan: FloatArray, measures: Layout) -> FloatArray:
    """Return the frame turned about the heel centre so that x runs to the second metatarsal head."""
    return composed(turned(float(np.radians(measures.turn_deg))), walking_from_scan)
