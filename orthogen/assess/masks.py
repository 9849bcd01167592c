"""Masks. a print in its own frame -> the anatomical parts of the sole that its cells belong to.

Shares of the print's length after clinical.md B and prediction.md 6: heel to 30 %, midfoot to 51 %, then the heads, a
band of ± 14 mm about a line from .735 of the length (first head) over .74 to .63 (fifth), toes beyond the valley behind
them. Heads share the width of the forefoot by [E] shares; with a scan, its landmarks decide instead.
"""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from orthogen.assess.frame import PrintFrame
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.records.foot import Foot
from orthogen.records.load import MASKS

HEEL_END, MIDFOOT_END = 0.30, 0.51
_HEAD_LINE = ((0.0, 0.735), (0.3, 0.745), (0.5, 0.735), (0.75, 0.69), (1.0, 0.63))  # share of width, of length
_HEAD_BAND_MM = 14.0
_HEAD_BORDERS = (0.28, 0.47, 0.64, 0.81)  # shares of the forefoot's width from medial [E]
_HALLUX_SHARE = 0.35
_VALLEY = (0.76, 0.90)


def masks_of(frame: PrintFrame, peak_kpa: FloatArray) -> dict[str, BoolArray]:
    """Return name -> cells (n,) for every mask; a mask may be empty."""
    forward, medial = frame.place_mm.T
    share = forward / frame.length_mm
    toes_from = toe_border(frame, peak_kpa)
    across = _across(frame)
    line = np.interp(across, *np.array(_HEAD_LINE).T) * frame.length_mm
    heads = (np.abs(forward - line) <= _HEAD_BAND_MM) & (share < toes_from) & (share >= MIDFOOT_END)
    ray = np.searchsorted(_HEAD_BORDERS, across)
    toes = share >= toes_from
    hallux = toes & (_within(medial, toes & frame.contact) <= _hallux_border(medial, toes & frame.contact, peak_kpa))
    found = {"heel": share < HEEL_END, "midfoot": (share >= HEEL_END) & (share < MIDFOOT_END)}
    found |= {f"mth{k + 1}": heads & (ray == k) for k in range(5)}
    found |= {"hallux": hallux, "toes": toes & ~hallux}
    return {name: found[name] for name in MASKS}


def masks_on_foot(foot: Foot, place_mm: FloatArray, own: Mapping[str, BoolArray]) -> dict[str, BoolArray]:
    """Return name -> cells (n,) for every mask by the landmarks of a scan; place_mm (n, 2) in the foot frame.

    own: masks of the print itself, which tells where the toes begin. Heads: ± 14 mm about the line through the scan's
    heads, parted half-way between neighbours; the great toe ends half-way to the tip of the second, where both tips are
    known.
    """
    x, y = place_mm.T
    share, line = x / foot.foot_length_mm, foot.mth_line_x_mm(y)
    toes = (own["hallux"] | own["toes"]) & (x > line) | (x > line + 2 * _HEAD_BAND_MM)
    heads = (np.abs(x - line) <= _HEAD_BAND_MM) & ~toes & (share >= MIDFOOT_END)
    middle = [foot.landmarks[f"mth{k}"].y_mm for k in range(1, 6)]
    ray = np.searchsorted([-(one + other) / 2 for one, other in pairwise(middle)], -y)
    tips = [foot.landmarks[name].y_mm for name in ("hallux_tip", "toe2_tip") if name in foot.landmarks]
    hallux = toes & (y >= sum(tips) / 2 if len(tips) == 2 else own["hallux"])
    found = {"heel": share < HEEL_END, "midfoot": (share >= HEEL_END) & (share < MIDFOOT_END)}
    found |= {f"mth{k + 1}": heads & (ray == k) for k in range(5)}
    found |= {"hallux": hallux, "toes": toes & ~hallux}
    return {name: found[name] for name in MASKS}


def toe_border(frame: PrintFrame, peak_kpa: FloatArray) -> float:
    """Return the share of the length at which the toes begin: the least loaded line between heads and toes."""
    share = frame.place_mm[:, 0] / frame.length_mm
    edges = np.arange(_VALLEY[0], _VALLEY[1] + 1e-9, 0.01)
    load = np.array([peak_kpa[np.abs(share - edge) < 0.015].sum() for edge in edges])
    return float(edges[int(load.argmin())])


def _hallux_border(medial: FloatArray, toes: BoolArray, peak_kpa: FloatArray) -> float:
    """Return the share of the toes' width at which the great toe ends: the least loaded line near 35 %."""
    if not toes.any():
        return _HALLUX_SHARE
    share = _within(medial, toes)
    edges = np.arange(0.25, 0.501, 0.025)
    load = np.array([peak_kpa[toes & (np.abs(share - edge) < 0.04)].sum() for edge in edges])
    return float(edges[int((load + 1e-3 * load.max() * np.abs(edges - _HALLUX_SHARE)).argmin())])


def _across(frame: PrintFrame) -> FloatArray:
    """Return how far each cell lies from the medial (0) to the lateral edge (1) of the forefoot's contact."""
    share = frame.place_mm[:, 0] / frame.length_mm
    return _within(frame.place_mm[:, 1], frame.contact & (share > MIDFOOT_END) & (share < _VALLEY[0]))


def _within(medial: FloatArray, part: BoolArray) -> FloatArray:
    """Return the place of every cell from the medial (0) to the lateral (1) end of some of them."""
    if not part.any():
        return np.full(len(medial), 0.5)
    inner, outer = float(medial[part].max()), float(medial[part].min())
    return (inner - medial) / max(inner - outer, 1e-9)
