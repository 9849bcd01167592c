"""Rays. Foot -> the border between its first and second ray, and how far a place lies beyond the heads."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import smooth_max
from orthogen.records.foot import Foot

_TURN_MM = 12.0
_MOST_TURN = 0.3
_NEAR_MM = 0.5
MT1_BASE_RATIO = 0.48


def interspace_y_mm(foot: Foot, x_mm: FloatArray) -> FloatArray:
    """Return y of the border between first and second ray at x, C².

    Up to the heads it runs midway between the first and second along the foot, since the shafts lie that way; beyond
    them it turns, over 12 mm and by no more than 17°, to midway between the tips of hallux and second toe. On a scan
    without toes it goes straight on.
    """
    first, second = foot.landmarks["mth1"], foot.landmarks["mth2"]
    x_head, y_head = 0.5 * (first.x_mm + second.x_mm), 0.5 * (first.y_mm + second.y_mm)
    turn = 0.0
    if "hallux_tip" in foot.landmarks and "toe2_tip" in foot.landmarks:
        hallux, toe = foot.landmarks["hallux_tip"], foot.landmarks["toe2_tip"]
        aside, ahead = 0.5 * (hallux.y_mm + toe.y_mm) - y_head, 0.5 * (hallux.x_mm + toe.x_mm) - x_head
        turn = float(np.clip(aside / max(ahead, 1.0), -_MOST_TURN, _MOST_TURN))
    along: FloatArray = smooth_max(x_mm - x_head, np.zeros_like(x_mm), _TURN_MM)
    return y_head + turn * along


def beyond_heads_mm(foot: Foot, x_mm: FloatArray, y_mm: FloatArray) -> FloatArray:
    """Return how far each place lies ahead of the metatarsal line, at right angles to it; negative behind.

    (x − X(y)) / √(1 + X'²), exact on the line, true to some hundredths within 20 mm of it.
    """
    slope = (foot.mth_line_x_mm(y_mm + _NEAR_MM) - foot.mth_line_x_mm(y_mm - _NEAR_MM)) / (2.0 * _NEAR_MM)
    beyond: FloatArray = (x_mm - foot.mth_line_x_mm(y_mm)) / np.hypot(1.0, slope)
    return beyond
