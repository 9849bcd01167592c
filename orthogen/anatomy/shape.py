"""Shape. a walking candidate -> a foot, or the refusal that names the number that tells, and what it looks like."""

from collections.abc import Mapping

import numpy as np

from orthogen.anatomy import skin
from orthogen.anatomy.proportions import Proportions, proportions
from orthogen.anatomy.surface import Samples
from orthogen.anatomy.walking import Walking
from orthogen.errors import AnatomyError, NotAFoot, ScanIncomplete
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.foot import Kind

EDGE_LEAST = 0.005
TOES_CLEAR = 0.28
FRONT_MOST = 0.62
REAR_HEEL = (0.12, 0.66)
WIDEST_X = (0.61, 0.80)
UNLIKE_MOST = 0.85
FARTHEST = 5.0
# what a foot's number usually is, and a little more than the farthest that feet are from it
USUAL: Mapping[str, tuple[float, float]] = {
    "ball_length": (0.39, 0.07),
    "heel_length": (0.245, 0.06),
    "ball_heel": (1.60, 0.40),
    "widest": (0.70, 0.045),
    "rear_heel": (0.48, 0.09),
    "instep": (0.225, 0.02),
    "front_rear": (0.47, 0.20),
    "thickness": (0.19, 0.04),
    "belly": (0.02, 0.10),
    "heel_toe": (2.1, 1.0),
}
USUAL_SOLE: Mapping[str, tuple[float, float]] = {
    "ball_length": (0.39, 0.07),
    "heel_length": (0.24, 0.06),
    "ball_heel": (1.65, 0.40),
    "widest": (0.71, 0.06),
    "rear_heel": (0.52, 0.12),
    "front_ball": (0.36, 0.20),
    "planes": (0.35, 0.20),
}
THIN, LOW = 0.06, 0.20
BOX_PLANES = 0.60
BALL_SPREAD = 0.06


@dataclass(frozen=True)
class Law:
    """What is true of every foot: the number called `name` lies between low and high; says: how a sentence tells it."""

    name: str
    says: str
    low: float
    high: float
    rest: str = ""

    def holds(self, numbers: Mapping[str, float]) -> bool:
        """True for a number within the limits, or one that cannot be measured: cut-off toes leave some so."""
        return not (numbers[self.name] < self.low or numbers[self.name] > self.high)


# Limits lie outside what 230 feet show (length 100 to 335 mm; all arches, widths, legs, socks, swellings; two real
# scans); tests/corpus/test_not_feet.py measures the room that is left on both sides.
SHEET_LAWS = (
    Law("ball_length", "its ball width is", 0.27, 0.53, "of its length"),
    Law("heel_length", "its heel width is", 0.17, 0.345, "of its length"),
    Law("ball_heel", "its ball is", 1.12, 2.2, "times as wide as its heel"),
)
FOOT_LAWS = (
    *SHEET_LAWS,
    Law("height_length", "its height is", 0.17, 4.0, "of its length"),
    Law("heel_toe", "its heel-to-toe evidence is", 0.6, 9.0, "(forefoot wider, ankle to the rear)"),
    Law("planes", "three planes hold", 0.0, 0.5, "of its surface"),
    Law("instep", "half-way along, its back is", 0.165, 0.25, "of its length high"),
    Law("front_rear", "its height ahead of the ball is", 0.20, 0.80, "of that above the heel"),
    Law("thickness", "what lies low of its midfoot is", 0.10, 0.25, "of its length thick"),
    Law("inner_share", "what looks up from its inside is", 0.0, 0.002, "of its length squared"),
)
SOLE_LAWS = (
    *SHEET_LAWS,
    Law("planes", "three planes hold", 0.0, 0.6, "of its surface"),
    Law("front_rear", "the rise of its edge ahead of the ball is", 0.20, 3.0, "of that at the heel"),
)
CUT_LAWS = (
    Law("front_ball", "the toes are cut off: 3 % before its front the foot is", 0.0, FRONT_MOST, "of the ball's width"),
    Law("rear_heel", "the heel is cut off: 1.5 % before its rear it is", *REAR_HEEL, "of its full width"),
    Law("widest", "a part of the foot is cut off: it is widest at", *WIDEST_X, "of its length"),
)


def refusal(walking: Walking, *, kind: Kind = "whole_foot") -> AnatomyError | None:
    """Return None for a foot, else the error that says what the candidate is instead (pose.md 2.5, 2.8, 3.1).

    kind: "sole" for a sheet of plantar skin, or an impression freed of its foam, which have no upper side to judge.
    """
    if not np.isfinite(walking.length_mm):
        return NotAFoot("nothing of this shape stands on a plane", "check that the file holds one foot")
    sole = kind in ("sole", "impression")
    numbers = measured(walking)
    broken = next((law for law in (SOLE_LAWS if sole else FOOT_LAWS) if not law.holds(numbers)), None)
    if broken is not None:
        return _not_a_foot(broken, numbers, walking.samples)
    if not sole and numbers["edge_radius"] < EDGE_LEAST and numbers["toe_relief"] < TOES_CLEAR:
        return _last_or_shoe(numbers)
    cut = next((law for law in CUT_LAWS if not law.holds(numbers)), None)
    if cut is not None:
        return ScanIncomplete(f"{_told(cut, numbers)}, in a whole foot {cut.low:g} to {cut.high:g}", "scan again")
    return _unlike(numbers, USUAL_SOLE if sole else USUAL)


def measured(walking: Walking) -> dict[str, float]:
    """Return every number that tells feet from other things, by name."""
    ratio: Proportions = proportions(walking)
    return {
        **vars(ratio),
        "heel_toe": walking.heel_toe,
        "planes": skin.planes_share(walking.samples),
        "edge_radius": skin.edge_radius(walking),
        "toe_relief": skin.toe_relief(walking),
        "belly": skin.belly(walking),
        "inner_share": skin.inner_share(walking),
    }


def unlikeness(numbers: Mapping[str, float], usual: Mapping[str, tuple[float, float]]) -> float:
    """Return how far all numbers together are from a usual foot's: 0 for one, to about 0.75 for the strangest feet.

    Root mean square of the distances, each in units of the farthest that a foot was seen; one number alone counts at
    most five of them, so that the rest are heard. What cannot be measured has no say.
    """
    away = [abs(numbers[name] - middle) / far for name, (middle, far) in usual.items() if np.isfinite(numbers[name])]
    return float(np.sqrt(np.mean(np.minimum(away, FARTHEST) ** 2)))


def _told(law: Law, numbers: Mapping[str, float]) -> str:
    """Return the number of a law in words."""
    return f"{law.says} {numbers[law.name]:.2f} {law.rest}"


def _not_a_foot(law: Law, numbers: Mapping[str, float], samples: Samples) -> NotAFoot:
    """Return the refusal of what breaks a law."""
    return NotAFoot(
        f"this is not a human foot: {_told(law, numbers)}, a foot's is {law.low:g} to {law.high:g}"
        f"{_resemblance(numbers, samples)}",
        "check that the file holds one foot, in any position, and nothing else",
    )


def _last_or_shoe(numbers: Mapping[str, float]) -> NotAFoot:
    """Return the refusal of what has a sharp edge all round its sole and no toes."""
    return NotAFoot(
        f"this is not a human foot: the edge of its sole has a radius of {numbers['edge_radius']:.4f} of its length, "
        f"a foot's at least {EDGE_LEAST:g}, and no toes stand out ({numbers['toe_relief']:.2f}, bare toes "
        f"{TOES_CLEAR:g} or more); it looks like a shoe last or a shoe",
        "scan the bare foot, not what was made for it",
    )


def _unlike(numbers: Mapping[str, float], usual: Mapping[str, tuple[float, float]]) -> NotAFoot | None:
    """Return the refusal of what keeps every law and is still far from a foot in most of them."""
    far = unlikeness(numbers, usual)
    if far <= UNLIKE_MOST:
        return None
    return NotAFoot(
        f"this is not a human foot: its proportions together are {far:.2f} from a usual foot's, feet are within "
        f"{UNLIKE_MOST:g}",
        "check that the file holds one foot, in any position, and nothing else",
    )


def _resemblance(numbers: Mapping[str, float], samples: Samples) -> str:
    """Return what a thing looks like, where that is sure: an insole or another sheet, a box, a ball."""
    if numbers["thickness"] < THIN and numbers["height_length"] < LOW:
        return "; it looks like an insole or another thin sheet"
    if numbers["planes"] > BOX_PLANES:
        return "; it looks like a box"
    offset = samples.points - samples.points.mean(axis=0)
    away: FloatArray = np.sqrt((offset * offset).sum(axis=1))
    return "; it looks like a ball" if away.std() < BALL_SPREAD * away.mean() else ""
