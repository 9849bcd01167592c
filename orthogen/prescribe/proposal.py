"""Proposal. Foot, Profile, Assessment, Orders -> Prescription; a clinician signs it."""

from collections.abc import Iterable
from dataclasses import replace
from typing import cast

from orthogen.prescribe.conflicts import SKIVE_CUP_MM, clashes, contradictions, red_flags, shallow_for_skive
from orthogen.prescribe.limits import confirmed, outside_soft_limits
from orthogen.prescribe.orders import applied, doses_of, made
from orthogen.prescribe.rules import fired, measures
from orthogen.records.assessment import Assessment
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.records.profile import Order, Profile
from orthogen.records.proposal import Advice
from orthogen.records.site import Construction, Length


def prescribe(
    foot: Foot,
    profile: Profile,
    *,
    orders: Iterable[Order] = (),
    assessment: Assessment | None = None,
    construction: Construction | None = None,
    length: Length | None = None,
    accepted: Iterable[str] = (),
    advice: Iterable[Advice] = (),
) -> Prescription:
    """Return the profile's start doses, then its rules, then what measurements ask for, then the orders by hand.

    The later wins; advice on a field that is ordered by hand is left out. Raises OutOfRange outside hard limits and
    UnacceptedWarning for what must be confirmed first.
    """
    rules, notes = fired(profile.rules, measures(foot, assessment))
    doses = {kind: dict(fields) for kind, fields in profile.modifications.items()}
    reasons = {"profile": f"{profile.title}: {profile.summary}", **profile.reasons}
    for rule in rules:
        for kind, fields in rule.sets.items():
            doses.setdefault(kind, {}).update(fields)
            why = f"{rule.when}: {rule.reason} ({rule.source})"
            reasons[kind] = f"{reasons[kind]}; {why}" if kind in reasons else why
    orders = tuple(orders)
    _take(advice, doses, reasons, {(order.kind, order.field) for order in _mine(foot, orders)})
    settings = profile.settings
    chosen = construction or settings.construction
    start = Prescription(
        profile=profile.name,
        construction=chosen,
        length=length or settings.length,
        thickness_mm=settings.thickness_mm[chosen],
        least_wall_mm=settings.least_wall_mm,
        arch_if_flattened_mm=settings.arch_if_flattened_mm,
        modifications=made(doses),
        reasons=reasons,
        notes=notes,
    )
    return _signed(foot, start, orders=orders, assessment=assessment, accepted=accepted)


def _take(
    advice: Iterable[Advice], doses: dict[str, dict[str, float]], reasons: dict[str, str], by_hand: set[tuple[str, str]]
) -> None:
    """Add what measurements ask for to doses and reasons, except for the fields that are ordered by hand."""
    asked = tuple(advice)
    there = {*doses, *(kind for kind, _ in by_hand), *(item.modification for item in asked if not item.if_ordered)}
    for item in asked:
        if item.modification not in there:
            continue
        kept = {name: value for name, value in item.doses.items() if (item.modification, name) not in by_hand}
        if not kept:
            continue
        doses.setdefault(item.modification, {}).update(cast(dict[str, float], kept))
        why = f"proposed from measurements: {item.finding}; {item.rule} ({item.evidence})"
        before = reasons.get(item.modification)
        reasons[item.modification] = f"{before}; {why}" if before else why


def _mine(foot: Foot, orders: Iterable[Order]) -> tuple[Order, ...]:
    """Return the orders for this foot."""
    side = "left" if foot.mirrored else "right"
    return tuple(order for order in orders if order.side in (None, side))


def amend(
    foot: Foot,
    prescription: Prescription,
    *,
    orders: Iterable[Order] = (),
    assessment: Assessment | None = None,
    construction: Construction | None = None,
    length: Length | None = None,
    accepted: Iterable[str] = (),
) -> Prescription:
    """Return a finished prescription with orders by hand on top; without any it comes back as it is.

    No rule is applied again: what stands in the file was decided. What it had accepted stays accepted, except for
    a dose that is ordered anew. Raises as `prescribe`.
    """
    start = replace(
        prescription,
        construction=construction or prescription.construction,
        length=length or prescription.length,
    )
    if start.construction != prescription.construction:
        note = f"Ordered as {start.construction} instead of {prescription.construction}: the thickness stays"
        start = replace(start, notes=(*start.notes, f"{note} {start.thickness_mm:g} mm."))
    return _signed(foot, start, orders=tuple(orders), assessment=assessment, accepted=accepted)


def _signed(
    foot: Foot,
    start: Prescription,
    *,
    orders: tuple[Order, ...],
    assessment: Assessment | None,
    accepted: Iterable[str],
) -> Prescription:
    """Apply the orders and return the prescription with the warnings that had to be accepted."""
    side = "left" if foot.mirrored else "right"
    mine = _mine(foot, orders)
    ordered = _cup_for_skive(applied(start, mine, side=side) if mine else start, mine)
    warnings = (
        *contradictions(foot),
        *red_flags(assessment),
        *clashes(ordered.modifications, posture_index=measures(foot, assessment)["posture_index"]),
        *outside_soft_limits(ordered.modifications),
    )
    anew = {f"{order.kind}.{order.field}" for order in mine}
    before = tuple(name for name in start.accepted if name not in anew)
    now = confirmed(warnings, (*before, *accepted))
    return replace(ordered, accepted=tuple(dict.fromkeys((*before, *now))))


def _cup_for_skive(prescription: Prescription, orders: tuple[Order, ...]) -> Prescription:
    """Deepen a cup that nobody ordered when a skive was ordered that needs it, and say so (clinical.md C.2).

    A shallow cup that was ordered beside a skive is a contradiction, which stays for a clinician to overrule.
    """
    names = {(order.kind, order.field) for order in orders}
    doses = doses_of(prescription.modifications)
    if ("medial_skive", "depth_mm") not in names or ("heel_cup", "depth_mm") in names or not shallow_for_skive(doses):
        return prescription
    doses.setdefault("heel_cup", {})["depth_mm"] = SKIVE_CUP_MM
    why = f"depth raised to {SKIVE_CUP_MM:g} mm: any medial skive needs it (clinical.md C.2)"
    before = prescription.reasons.get("heel_cup")
    reasons = {**prescription.reasons, "heel_cup": f"{before}; {why}" if before else why}
    return replace(prescription, modifications=made(doses), reasons=reasons)
