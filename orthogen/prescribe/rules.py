"""Rules. Profile, what is known of the patient -> the rules that apply, and why others stay silent."""

import operator
from collections.abc import Callable, Mapping
from typing import Literal

from orthogen.prescribe.words import word, worded
from orthogen.records.assessment import Assessment
from orthogen.records.foot import MEASURES, Foot
from orthogen.records.guard import Comparison, Condition
from orthogen.records.profile import Rule

_HOLDS: dict[Comparison, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}
_SIGNS: dict[Comparison, str] = {"<": "below ", "<=": "at most ", ">": "above ", ">=": "at least ", "==": ""}
# a sole pressed flat by load tells nothing about its arch
_LOST_WHEN_FLATTENED = ("arch_height_mm", "arch_index")


def measures(foot: Foot, assessment: Assessment | None) -> dict[str, float | None]:
    """Return the closed list of what a rule may ask for; None is unknown."""
    known: dict[str, float | None] = {
        name: None if foot.sole_flattened and name in _LOST_WHEN_FLATTENED else getattr(foot, name) for name in MEASURES
    }
    form = assessment or Assessment()
    side: Literal["left", "right"] = "left" if foot.mirrored else "right"
    known["body_mass_kg"], known["age_years"] = form.body_mass_kg, form.age_years
    known["posture_index"] = form.posture_index.get(side)
    known["forefoot_rearfoot_deg"] = form.forefoot_rearfoot_deg.get(side)
    known["leg_length_difference_mm"] = form.leg_length_difference_mm.get(side)
    known["may_be_neuropathic"] = None if form.may_be_neuropathic is None else float(form.may_be_neuropathic)
    return known


def holds(conditions: tuple[Condition, ...], known: Mapping[str, float | str | None]) -> bool:
    """Return whether every condition is known to hold; an unknown value holds nothing."""
    return all(
        isinstance(value := known[name], float | int) and _HOLDS[comparison](value, limit)
        for name, comparison, limit in conditions
    )


def fired(rules: tuple[Rule, ...], known: Mapping[str, float | None]) -> tuple[tuple[Rule, ...], tuple[str, ...]]:
    """Return the rules whose conditions all hold, and a sentence for each that an unknown measure keeps silent.

    A rule with one condition that is known to fail says nothing: no answer could make it apply.
    """
    holding, notes = [], []
    for rule in rules:
        missing = [measure for measure, _, _ in rule.conditions if known[measure] is None]
        if not all(_may_hold(known[measure], comparison, value) for measure, comparison, value in rule.conditions):
            continue
        if missing:
            notes.append(_left_out(rule, missing))
        else:
            holding.append(rule)
    return tuple(holding), tuple(notes)


def _left_out(rule: Rule, missing: list[str]) -> str:
    """Return in words which rule was not applied, and what would have decided it."""
    when = " and ".join(worded(name, value, between=f"is {_SIGNS[sign]}") for name, sign, value in rule.conditions)
    doses = ", ".join(
        f"{kind.replace('_', ' ')}, {worded(name, dose)}"
        for kind, sets in rule.sets.items()
        for name, dose in sets.items()
    )
    unknown = list(dict.fromkeys(word(name) for name in missing))
    said = f"{' and '.join(unknown)} {'is' if len(unknown) == 1 else 'are'} not known"
    return f"{said[0].upper()}{said[1:]}, so this was left out: {doses}, if {when}."


def _may_hold(known: float | None, comparison: Comparison, value: float) -> bool:
    """Return False only where the measure is known and fails."""
    return known is None or _HOLDS[comparison](known, value)
