"""Rules. what a review and measurements show of one foot -> the family of doses to change (clinical.md G, a table).

The order is the order in which they count: what cannot be borne comes before what has no effect yet.
"""

from collections.abc import Callable

from orthogen.lazyclass import dataclass
from orthogen.records.norms import HEALTHY_MOST_KPA, IN_SHOE_TARGET_KPA, PEAK_USUAL_KPA
from orthogen.records.refit import Family, FootFacts
from orthogen.records.review import HEADS
from orthogen.refit.steps import Step

EVERSION_NOISE_DEG = 2.0  # [E]: sessions differ by as much
EVERSION_FELL_DEG = 4.0
EVERTED_DEG = 6.1  # the usual most [S17]
STIFF_ANKLE_DEG = 5.0
MIDFOOT_ROSE_PERCENT = 30.0
WORN_HOURS = 4.0  # [E]: less a day is no use of the device from which more can be asked
MOST_ROUNDS = 3  # [S12]
SKIVE_NEEDS_CUP_MM = 14.0
_G = "clinical.md G [E]"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """finds: the finding as a sentence, "" where there is none. asks: the change in words.

    choices: sets of steps; the first that changes anything is taken, never two.
    """

    name: str
    family: Family
    finds: Callable[[FootFacts], str]
    asks: str
    choices: tuple[tuple[Step, ...], ...]
    evidence: str


def has_symptoms(facts: FootFacts) -> bool:
    """True if the review tells of pain that is not better, or of a complaint about the device."""
    return bool(facts.review.places("same", "worse", "new") or facts.review.complaints)


def _midfoot(facts: FootFacts) -> str:
    if where := [place for place in facts.review.places("worse", "new") if place == "midfoot"]:
        return f"{facts.review.pain[where[0]]} pain of the midfoot"
    rise = facts.load.percent("midfoot") if facts.load else None
    if rise is not None and rise > MIDFOOT_ROSE_PERCENT and has_symptoms(facts):
        return f"the peak under the midfoot rose by {rise:.0f} % and the foot is not free of symptoms"
    return ""


def _edge(facts: FootFacts) -> str:
    pain = facts.review.pain.get("lateral_heel")
    said = [f"lateral heel pain ({pain})"] if pain in ("same", "worse", "new") else []
    said += ["irritation by the edge"] if "edge_irritation" in facts.review.complaints else []
    return " and ".join(said)


def _lateral(facts: FootFacts) -> str:
    pain = facts.review.pain.get("lateral_foot")
    said = [f"lateral foot pain ({pain})"] if pain in ("same", "worse", "new") else []
    said += ["a feeling of instability"] if "instability" in facts.review.complaints else []
    change = eversion_change_deg(facts)
    if change is not None and change < -EVERSION_FELL_DEG:
        said.append(f"eversion fell by {-change:.1f}°, more than {EVERSION_FELL_DEG:g}°")
    return " and ".join(said)


def _forefoot(facts: FootFacts) -> str:
    high = residuals(facts)
    sore = [place for place in facts.review.places("same", "worse", "new") if place == "forefoot" or place in high]
    if not high or not wears_it_well(facts) or facts.rounds >= MOST_ROUNDS:
        return ""
    if sore:
        hurts = ", ".join(f"{place} {facts.review.pain[place]}" for place in sore)
        return f"{'; '.join(high.values())}; pain ({hurts})"
    if facts.now.value("diabetes") and any(name in facts.now.in_shoe_kpa for name in high):
        return f"{'; '.join(high.values())}; a neuropathic foot tells no pain"
    return ""


def _eversion(facts: FootFacts) -> str:
    change, after = eversion_change_deg(facts), facts.now.value("eversion_deg")
    unchanged = facts.review.places("same") and not facts.review.places("better", "worse", "new")
    controls = {item.KIND for item in facts.prescription.modifications if not item.is_null}
    meant = controls & {"rearfoot_post", "medial_skive"} or (after is not None and after >= EVERTED_DEG)
    ankle = facts.now.value("dorsiflexion_deg")
    stiff = ankle is not None and ankle < STIFF_ANKLE_DEG
    if change is None or not unchanged or not meant or stiff or not wears_it_well(facts):
        return ""
    if abs(change) >= EVERSION_NOISE_DEG:
        return ""
    return f"eversion changed by {change:+.1f}° (within {EVERSION_NOISE_DEG:g}°) and pain is unchanged"


def eversion_change_deg(facts: FootFacts) -> float | None:
    """Return greatest eversion now minus when the device was ordered, None where one of them is unknown."""
    before, after = facts.worn.value("eversion_deg"), facts.now.value("eversion_deg")
    return None if before is None or after is None else after - before


def residuals(facts: FootFacts) -> dict[str, str]:
    """Return head -> sentence for each whose peak is above its target: in the shoe, else barefoot on a plate."""
    found = {}
    for name in HEADS:
        in_shoe, bare = facts.now.in_shoe_kpa.get(name), facts.now.peaks_kpa.get(name)
        usual = max(PEAK_USUAL_KPA[name][1], HEALTHY_MOST_KPA)
        if in_shoe is not None:
            if in_shoe > IN_SHOE_TARGET_KPA:
                found[name] = f"{in_shoe:.0f} kPa under head {name[3]} in the shoe (target {IN_SHOE_TARGET_KPA:g})"
        elif bare is not None and bare > usual:
            found[name] = f"{bare:.0f} kPa under head {name[3]} barefoot (usual up to {usual:g})"
    return found


def wears_it_well(facts: FootFacts) -> bool:
    """True unless there is trouble with the device: a complaint, an entry of the case, or hardly worn."""
    worn = facts.wear_hours is None or facts.wear_hours >= WORN_HOURS
    return worn and not facts.review.complaints and not facts.trouble


RULES: tuple[Rule, ...] = (
    Rule(
        name="midfoot-pain", family="arch", finds=_midfoot, evidence=_G,
        asks="arch 2 mm lower; a softer edge is the workshop's, no dose",
        choices=(
            (Step(modification="arch_raise", field="height_mm", by=-2.0),),
            (Step(modification="arch_fill", field="depth_mm", by=2.0, starts=True),),
        ),
    ),
    Rule(
        name="lateral-heel-or-edge", family="cup", finds=_edge, evidence=_G,
        asks="cup 2 mm deeper, medial skive 2 mm less",
        choices=(
            (
                Step(modification="heel_cup", field="depth_mm", by=2.0),
                Step(modification="medial_skive", field="depth_mm", by=-2.0, least=0.0),
            ),
        ),
    ),
    Rule(
        name="lateral-foot-or-unstable", family="post", finds=_lateral, evidence=_G,
        asks="medial post 2° less, no medial skive",
        choices=(
            (
                Step(modification="rearfoot_post", field="angle_deg", by=-2.0, least=0.0),
                Step(modification="medial_skive", field="depth_mm", removes=True),
            ),
        ),
    ),
    Rule(
        name="forefoot-residual", family="pad", finds=_forefoot, evidence=f"{_G}; rounds and target [S12]",
        asks="pad or bar 1 mm higher; then its place by 3 mm, as the clinic chooses, and a softer forefoot",
        choices=(
            (Step(modification="metatarsal_pad", field="height_mm", by=1.0),),
            (Step(modification="metatarsal_bar", field="height_mm", by=1.0),),
        ),
    ),
    Rule(
        name="eversion-unchanged", family="post", finds=_eversion, evidence=f"{_G}; C.2 [S4,S67,S68]",
        asks="2° more medial post, or a skive of 2 mm, not both",
        choices=(
            (Step(modification="rearfoot_post", field="angle_deg", by=2.0, starts=True),),
            (Step(modification="medial_skive", field="depth_mm", by=2.0, starts=True),),
        ),
    ),
)  # fmt: skip
