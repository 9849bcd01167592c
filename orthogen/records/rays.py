"""Rays. Foot -> the border between its first and second ray, and how far a place lies beyond the heads."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import smooth_max, smooth_min
from orthogen.records.foot import Foot

_TURN_MM = 12.0
_MOST_TURN = 0.3
_NEAR_MM, _HELD_MM = 0.5, 8.0
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


def heads_line_mm(foot: Foot, y_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return x of the line of the heads at y, and its slope dx/dy.

    It is the metatarsal parabola, carried on along its tangent beyond the outer heads, where `Foot.mth_line_x_mm` holds
    it: what follows the held one would have a bend there.
    """
    outer = [foot.landmarks[name].y_mm for name in ("mth1", "mth5")]
    low, high = min(outer) + _HELD_MM, max(outer) - _HELD_MM
    inner = smooth_min(smooth_max(y_mm, np.array(low), _HELD_MM), np.array(high), _HELD_MM)
    slope = (foot.mth_line_x_mm(inner + _NEAR_MM) - foot.mth_line_x_mm(inner - _NEAR_MM)) / (2.0 * _NEAR_MM)
    return foot.mth_line_x_mm(inner) + slope * (y_mm - inner), slope


def beyond_heads_mm(foot: Foot, x_mm: FloatArray, y_mm: FloatArray) -> FloatArray:
    """Return how far each place lies ahead of the line of the heads, at right angles to it; negative behind.

    (x − X(y)) / √(1 + X'²), exact on the line, true to some hundredths within 20 mm of it.
    """
    line, slope = heads_line_mm(foot, y_mm)
    beyond: FloatArray = (x_mm - line) / np.hypot(1.0, slope)
    return beyond
