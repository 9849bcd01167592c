"""Advice. what is known of both feet -> a proposal: each dose with its finding, its rule and its evidence.

A rule asks only for what the catalogue of modifications has; what it lacks is said, never replaced by something else.
"""

from collections.abc import Collection, Mapping
from dataclasses import fields, replace

from orthogen.errors import PrescriptionError
from orthogen.modifications import catalogue, modification
from orthogen.prescribe.advice_posture import heel_lift, medial_skive, rearfoot_post
from orthogen.prescribe.advice_pressure import metatarsal_pad, offload
from orthogen.prescribe.advice_profile import chosen_profile
from orthogen.prescribe.conflicts import flag_id
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment
from orthogen.records.prescription import Modification
from orthogen.records.proposal import Advice, Facts, Flag, Proposal, ProposedDose, Side

_RULES = (rearfoot_post, medial_skive, heel_lift, metatarsal_pad, offload)
_LEVEL = {**dict.fromkeys(STOP_FLAGS, "stop"), **dict.fromkeys(REVIEW_FLAGS, "review")}


def flags_of(form: Assessment | None) -> tuple[Flag, ...]:
    """Return every red flag that is present and every question that nobody answered (clinical.md E.1)."""
    answers = form.red_flags if form else {}
    found = []
    for name in (*STOP_FLAGS, *REVIEW_FLAGS):
        words = name.replace("_", " ")
        if name not in answers:
            found.append(Flag(id=flag_id(name), level="unanswered", text=f"{words}: not answered, which is not no"))
        elif answers[name] and name in STOP_FLAGS:
            text = f"{words}: no device before this is cleared; refer the patient"
            found.append(Flag(id=flag_id(name), level="stop", text=text))
        elif answers[name]:
            text = f"{words}: a named clinician signs it off first"
            found.append(Flag(id=flag_id(name), level="review", text=text))
    return tuple(sorted(found, key=lambda flag: ("stop", "review", "unanswered").index(flag.level)))


def propose(
    feet: Mapping[Side, Facts],
    form: Assessment | None,
    *,
    profiles: Mapping[str, Collection[str]],
    notes: Collection[str] = (),
) -> Proposal:
    """Return profile and doses that the findings ask for; nothing where a red flag stops.

    profiles: name of each shipped profile -> the kinds that it orders. notes: what the facts already say.
    """
    stops = [flag.id for flag in flags_of(form) if flag.level == "stop"]
    if stops:
        return Proposal(profile=None, notes=(f"Nothing is proposed: {', '.join(stops)} stops (clinical.md E.1).",))
    profile, why, left_out = chosen_profile(feet, form, tuple(profiles))
    advised, more = advice_for(feet)
    kinds = dict.fromkeys(feet, tuple(profiles.get(profile, ())))
    return Proposal(profile=profile, why=why, doses=doses_of(advised, ordered=kinds), notes=(*notes, *left_out, *more))


def advice_for(feet: Mapping[Side, Facts]) -> tuple[dict[Side, tuple[Advice, ...]], tuple[str, ...]]:
    """Return what the rules ask of each foot, and sentences on what they refrain from or the catalogue lacks."""
    known = catalogue()
    advised: dict[Side, tuple[Advice, ...]] = {}
    notes: list[str] = []
    for side, facts in feet.items():
        mine = []
        for rule in _RULES:
            asked, said = rule(facts)
            notes += [f"{side.capitalize()} foot: {text}" for text in said]
            mine += [item for advice in asked if (item := _makeable(advice, known, side, notes)) is not None]
        advised[side] = tuple(mine)
    return advised, tuple(dict.fromkeys(notes))


def doses_of(
    advised: Mapping[Side, tuple[Advice, ...]], *, ordered: Mapping[Side, Collection[str]]
) -> tuple[ProposedDose, ...]:
    """Return one line for each field of each advice; ordered: the kinds that a foot has for other reasons."""
    known = catalogue()
    found = []
    for side, each in advised.items():
        there = {advice.modification for advice in each if not advice.if_ordered} | set(ordered.get(side, ()))
        found += [
            ProposedDose(
                side=side, modification=advice.modification, field=name, value=value, reasons=advice.reasons,
                unit="" if isinstance(value, str) else known[advice.modification].limits()[name]["unit"],
            )
            for advice in each if advice.modification in there for name, value in advice.doses.items()
        ]  # fmt: skip
    return tuple(found)


def _makeable(advice: Advice, known: Mapping[str, type[Modification]], side: Side, notes: list[str]) -> Advice | None:
    """Return the advice with the fields that the catalogue has; None and a note where it cannot be ordered."""
    asked = ", ".join(f"{name} {value}" for name, value in advice.doses.items())
    words = f"{side.capitalize()} foot: {advice.modification.replace('_', ' ')} would be asked for ({asked})"
    if advice.modification not in known:
        notes.append(f"{words} but is not among the modifications: {advice.finding}.")
        return None
    names = {item.name for item in fields(known[advice.modification])}
    kept = {name: value for name, value in advice.doses.items() if name in names}
    try:
        modification(advice.modification, kept)
    except PrescriptionError as refusal:
        notes.append(f"{words} but cannot be ordered: {refusal}.")
        return None
    return replace(advice, doses=kept) if kept else None
