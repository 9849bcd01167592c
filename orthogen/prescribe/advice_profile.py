"""Advice on the profile. diagnosis, red flags and findings of both feet -> the profile to start from, and why."""

from collections.abc import Mapping, Sequence

from orthogen.prescribe.advice_posture import CLEARLY, EVERTED_DEG, INVERTED_DEG, PRONATED, SUPINATED, asks_for_lift
from orthogen.records.assessment import Assessment
from orthogen.records.proposal import Facts, Side

# words of a diagnosis -> beginning of the name of a profile; what stands first wins (clinical.md C.4)
_DIAGNOSES = (
    (("morton", "neuroma"), "morton"),
    (("sesamoid",), "sesamoid"),
    (("functional hallux", "functional limitus"), "functional"),
    (("hallux rigidus", "hallux limitus"), "hallux_rigidus"),
    (("hallux valgus", "bunion"), "hallux_valgus"),
    (("metatarsalgia",), "metatarsalgia"),
    (("heel spur",), "heel_spur"),
    (("fasciitis", "fasciopathy", "plantar heel pain"), "plantar"),
    (("achilles",), "achilles"),
    (("tibialis posterior", "posterior tibial", "pttd", "aafd", "pcfd"), "tibialis"),
    (("ankle instability",), "lateral_ankle"),
    (("diabet", "neuropath"), "diabetic"),
    (("leg length", "limb length"), "leg_length"),
    (("cavus", "supinat"), "supination"),
    (("planus", "flat foot", "flatfoot", "pronat"), "overpronation"),
)
_DENIED = ("no ", "not ", "without ", "excluded")


def chosen_profile(
    feet: Mapping[Side, Facts], form: Assessment | None, names: Sequence[str]
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return the profile, the reasons, and what was passed over because the program has no such profile."""
    passed: list[str] = []
    for wanted, why in _candidates(feet, form):
        name = next((name for name in names if name.startswith(wanted)), None)
        if name is not None:
            return name, (why,), tuple(passed)
        passed.append(f"A profile {wanted} is not among those of this program, though: {why}")
    fallback = "neutral" if "neutral" in names else names[0]
    return fallback, ("no finding asks for a correction",), tuple(passed)


def _candidates(feet: Mapping[Side, Facts], form: Assessment | None) -> list[tuple[str, str]]:
    """Return (beginning of a name, why), the most cautious first."""
    found = []
    if form is not None and form.red_flags.get("diabetes"):
        found.append(("diabetic", "the assessment form says diabetes: soft total contact (clinical.md C.4 [S9–S12])"))
    diagnosis = (form.diagnosis or "").lower() if form else ""
    for words, wanted in _DIAGNOSES:
        if any(_says(diagnosis, word) for word in words):
            found.append((wanted, f"the diagnosis {form.diagnosis!r} of the assessment form"))  # type: ignore[union-attr]
    pronated = {side for side, facts in feet.items() if _pronated(facts)}
    supinated = {side for side, facts in feet.items() if _supinated(facts)}
    if pronated and not supinated:
        sides = " and ".join(sorted(pronated))
        why = f"the {sides} foot is pronated (clinical.md B [S17,S45], C.4); only with symptoms"
        age = form.age_years if form else None
        if age is not None and age < 14:
            found.append(("paediatric", f"{age:g} years old: {why}"))
        found.append(("overpronation", why))
    if supinated and not pronated:
        sides = " and ".join(sorted(supinated))
        found.append(("supination", f"the {sides} foot is supinated (clinical.md B [S17,S45], C.4)"))
    if supinated and pronated:
        found.append(("neutral", "one foot is pronated and the other supinated: the doses differ by side"))
    shorter = (facts.value("leg_short_mm") for facts in feet.values())
    if not found and any(short is not None and asks_for_lift(short) for short in shorter):
        found.append(("leg_length", "the legs differ in length (clinical.md C.4 [S102])"))
    return found


def _says(diagnosis: str, word: str) -> bool:
    """True if the diagnosis holds the word and does not deny it just before."""
    place = diagnosis.find(word)
    return place >= 0 and not any(denial in diagnosis[max(0, place - 10) : place] for denial in _DENIED)


def _pronated(facts: Facts) -> bool:
    """True if eversion and posture agree on it, or one speaks clearly and the other is unknown."""
    eversion, index = facts.value("eversion_deg"), facts.value("posture_index")
    if eversion is not None and index is not None:
        return eversion >= EVERTED_DEG and index >= PRONATED
    return (eversion is not None and eversion >= EVERTED_DEG) or (index is not None and index >= CLEARLY)


def _supinated(facts: Facts) -> bool:
    eversion, index = facts.value("eversion_deg"), facts.value("posture_index")
    if eversion is not None and index is not None:
        return eversion <= INVERTED_DEG and index < SUPINATED
    return index is not None and index < SUPINATED
