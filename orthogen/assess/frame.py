"""Frame. a step -> the print's own frame: forward along its axis from the rear end, medial, and its side.

The axis runs from the centre of the heel's contact to the centre of the forefoot's (prediction.md 6: a print may be
turned by 8 to 16° on the plate).
"""

from typing import Literal

import numpy as np

from orthogen.assess.prints import CONTACT_KPA
from orthogen.assess.steps import Step
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.lazyclass import dataclass

_TURNS = 8
_UNSURE = 0.06  # of the width: an arch or toe that speaks less than so much says nothing [E]


@dataclass(frozen=True, kw_only=True)
class PrintFrame:
    """Cells (n, 2) forward from the rear end of the contact and medial of its axis, mm; length and width of contact.

    side_score: positive for a right foot, in shares of the width; the larger, the surer.
    """

    place_mm: FloatArray
    contact: BoolArray
    length_mm: float
    width_mm: float
    side: Literal["left", "right", "unsure"]
    side_score: float


def print_frame(step: Step, *, side: Literal["left", "right"] | None = None) -> PrintFrame | None:
    """Return the frame of a step, None where fewer than eight cells are loaded; side: where it is known."""
    contact = step.peak_kpa >= CONTACT_KPA
    if contact.sum() < 8:
        return None
    rough = _along_axis(step, contact)
    half = np.sqrt(step.area_mm2[contact]) / 2
    rear = float((rough[contact, 0] - half).min())
    length = float((rough[contact, 0] + half).max()) - rear
    width = float((rough[contact, 1] + half).max() - (rough[contact, 1] - half).min())
    place = rough - [rear, 0.0]
    score = _side_score(step, place, length, width)
    told: Literal["left", "right", "unsure"] = (
        side if side else "unsure" if abs(score) < _UNSURE else "right" if score > 0 else "left"
    )
    medial = place * [1.0, 1.0 if told == "left" else -1.0]  # a left foot's medial side is at the patient's right
    return PrintFrame(place_mm=medial, contact=contact, length_mm=length, width_mm=width, side=told, side_score=score)


def _along_axis(step: Step, contact: BoolArray) -> FloatArray:
    """Return the cells (n, 2) along and to the right of the axis from heel to forefoot."""
    axis = step.ahead
    weight = step.area_mm2[contact]
    points = step.centre_mm[contact]
    origin = np.average(points, axis=0, weights=weight)
    for _ in range(_TURNS):
        along = (points - origin) @ axis
        share = (along - along.min()) / max(float(np.ptp(along)), 1e-9)
        heel, fore = share < 0.3, (share > 0.55) & (share < 0.8)
        if not heel.any() or not fore.any():
            break
        origin = np.average(points[heel], axis=0, weights=weight[heel])
        way = np.average(points[fore], axis=0, weights=weight[fore]) - origin
        axis = way / np.linalg.norm(way)
    moved = step.centre_mm - origin
    return np.column_stack([moved @ axis, moved @ np.array([-axis[1], axis[0]])])


def _side_score(step: Step, place: FloatArray, length: float, width: float) -> float:
    """Return the sum of what arch, great toe and ball say, in shares of the width; positive for a right foot.

    The midfoot's contact lies laterally; the hallux carries the most of the toes and lies medially; the fifth head lies
    behind the first. `place` is to the patient's right.
    """
    share, peak = place[:, 0] / length, step.peak_kpa
    load = np.where(peak >= CONTACT_KPA, peak, 0.0) * step.area_mm2

    def middle(low: float, high: float, weight: FloatArray) -> float | None:
        part = (share >= low) & (share < high) & (weight > 0)
        return float(np.average(place[part, 1], weights=weight[part])) if part.any() else None

    contact = (load > 0) * step.area_mm2
    votes = []
    arch, heel, ball = middle(0.35, 0.5, contact), middle(0.0, 0.25, contact), middle(0.6, 0.75, contact)
    if heel is not None and ball is not None:
        if arch is not None:
            votes.append((arch - (heel + ball) / 2) / width)  # lateral is the right of a right foot
        toe = middle(0.86, 1.01, load**2)
        if toe is not None:
            votes.append((ball - toe) / width)  # medial is the left of a right foot
    return float(sum(votes))
