"""Proposal. Foot, Profile, Assessment, Orders -> Prescription; a clinician signs it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from orthogen.errors import PrescriptionError
from orthogen.prescribe.choices import choice_reasons, rules_of, taken
from orthogen.prescribe.conflicts import avoided, clashes, contradictions, needed, red_flags, required, unmet
from orthogen.prescribe.limits import Warned, confirmed, is_of, outside_soft_limits, overruled
from orthogen.prescribe.orders import Doses, applied, doses_of, made
from orthogen.prescribe.rules import fired, measures
from orthogen.prescribe.stack import too_high
from orthogen.prescribe.thickness import thickness
from orthogen.prescribe.words import word, worded
from orthogen.records.assessment import Assessment
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription, Value
from orthogen.records.profile import Order, Profile
from orthogen.records.proposal import Advice
from orthogen.records.site import Construction, Length, Material

Known = Mapping[str, float | None]


def prescribe(
    foot: Foot,
    profile: Profile,
    *,
    orders: Iterable[Order] = (),
    assessment: Assessment | None = None,
    construction: Construction | None = None,
    length: Length | None = None,
    material: Material | None = None,
    thickness_mm: float | None = None,
    choices: Mapping[str, str] | None = None,
    accepted: Iterable[str] = (),
    advice: Iterable[Advice] = (),
) -> Prescription:
    """Return the profile's start doses, then its choices, its rules, what measurements ask for, the orders by hand.

    The later wins; advice on a field that is ordered by hand is left out. choices: name -> option, for those nobody
    chose, their default. Raises OutOfRange outside hard limits and UnacceptedWarning for what must be confirmed first.
    """
    known, options = measures(foot, assessment), taken(profile, choices or {})
    doses, reasons, notes = _start(profile, options, known)
    by_hand = tuple(orders)
    _take(advice, doses, reasons, {(order.kind, order.field) for order in _mine(foot, by_hand)})
    settings = profile.settings
    construction = construction or settings.construction
    material = material or settings.material[construction]
    thick, why, unsure = thickness(settings, construction, material, known)
    start = Prescription(
        profile=profile.name,
        construction=construction,
        length=length or settings.length,
        thickness_mm=thick,
        least_wall_mm=settings.least_wall_mm,
        arch_if_flattened_mm=settings.arch_if_flattened_mm,
        modifications=made(doses),
        material=material,
        choices=options,
        reasons={**reasons, **({"thickness_mm": why} if why else {}), **choice_reasons(profile, choices or {})},
        notes=(*notes, *([unsure] if unsure and thickness_mm is None else [])),
    )
    return _signed(
        foot, _as_thick(start, thickness_mm), profile=profile, missing=required(profile, known), decided=None,
        orders=by_hand, assessment=assessment, accepted=accepted,
    )  # fmt: skip


def _start(
    profile: Profile, options: Mapping[str, str], known: Known
) -> tuple[dict[str, dict[str, Value]], dict[str, str], tuple[str, ...]]:
    """Return the start doses after the choices and the rules that apply, why each is there, and what stays open."""
    rules, notes = fired((*rules_of(profile, options), *profile.rules), known)
    doses = {kind: dict(fields) for kind, fields in profile.modifications.items()}
    reasons = {"profile": f"{profile.title}: {profile.summary}", "evidence": profile.evidence, "avoid": profile.avoid}
    reasons |= profile.reasons
    for rule in rules:
        for kind, fields in rule.sets.items():
            if not rule.when and {**doses.get(kind, {}), **fields} == doses.get(kind):
                continue  # a choice that leaves the start dose has its own line
            doses.setdefault(kind, {}).update(fields)
            why = f"{rule.when}{': ' if rule.when else ''}{rule.reason} ({rule.source})"
            reasons[kind] = f"{reasons[kind]}; {why}" if kind in reasons else why
    return doses, reasons, notes


def _as_thick(prescription: Prescription, thickness_mm: float | None) -> Prescription:
    """Return the order with the thickness that was ordered by hand."""
    if thickness_mm is None or thickness_mm == prescription.thickness_mm:
        return prescription
    why = f"{thickness_mm:g} mm was ordered instead of {prescription.thickness_mm:g}"
    reasons = {**prescription.reasons, "thickness_mm": why}
    return replace(prescription, thickness_mm=thickness_mm, reasons=reasons)


def _take(advice: Iterable[Advice], doses: Doses, reasons: dict[str, str], by_hand: set[tuple[str, str]]) -> None:
    """Add what measurements ask for to doses and reasons, except for the fields that are ordered by hand."""
    asked = tuple(advice)
    there = {*doses, *(kind for kind, _ in by_hand), *(item.modification for item in asked if not item.if_ordered)}
    for item in asked:
        if item.modification not in there:
            continue
        kept = {name: value for name, value in item.doses.items() if (item.modification, name) not in by_hand}
        if not kept:
            continue
        doses.setdefault(item.modification, {}).update(kept)
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
    material: Material | None = None,
    thickness_mm: float | None = None,
    profile: Profile | None = None,
    accepted: Iterable[str] = (),
) -> Prescription:
    """Return a finished prescription with orders by hand on top; without any it comes back as it is.

    No rule is applied again: what stands in the file was decided. What it had accepted stays accepted, except for
    a dose that is ordered anew. profile: the one it came from; what it avoids counts for what is ordered anew, what it
    requires was there. Raises as `prescribe`.
    """
    start = replace(
        prescription,
        construction=construction or prescription.construction,
        length=length or prescription.length,
        material=material or prescription.material,
    )
    changed = [
        f"{new} instead of {old}"
        for new, old in ((start.construction, prescription.construction), (start.material, prescription.material))
        if new != old and old is not None
    ]
    if changed and thickness_mm is None:
        note = f"Ordered as {' and '.join(changed)}: the thickness stays {start.thickness_mm:g} mm."
        start = replace(start, notes=(*start.notes, note))
    return _signed(
        foot, _as_thick(start, thickness_mm), profile=profile, missing=(), decided=prescription,
        orders=tuple(orders), assessment=assessment, accepted=accepted,
    )  # fmt: skip


def _signed(
    foot: Foot,
    start: Prescription,
    *,
    profile: Profile | None,
    missing: tuple[Warned, ...],
    decided: Prescription | None,
    orders: tuple[Order, ...],
    assessment: Assessment | None,
    accepted: Iterable[str],
) -> Prescription:
    """Apply the orders and return the prescription with the warnings that had to be accepted.

    missing: what the profile requires and nobody told. decided: the finished prescription that is amended, if there is
    one; what the profile avoids in it was decided too.
    """
    side = "left" if foot.mirrored else "right"
    mine = _mine(foot, orders)
    known = measures(foot, assessment)
    ordered = applied(start, mine, side=side) if mine else start
    ordered = _with_needs(_from_form(ordered, mine, known), mine)
    flags = dict(red_flags(assessment))  # told with the names of who signed them
    warnings = (
        *contradictions(foot),
        *flags.items(),
        *missing,
        *(_avoided_anew(ordered, decided, profile, known) if profile else ()),
        *clashes(ordered, known),
        *outside_soft_limits(ordered.modifications),
        *too_high(ordered),
    )
    anew = {f"{order.kind}.{order.field}" for order in mine}
    kept = tuple(name for name in start.accepted if name not in anew)
    now = confirmed(warnings, (*kept, *accepted))
    old = tuple(note for note in ordered.notes if not any(is_of(note, name) for name in anew))
    said = tuple(overruled(name, sentence) for name, sentence in warnings if name not in flags)
    return replace(ordered, accepted=tuple(dict.fromkeys((*kept, *now))), notes=tuple(dict.fromkeys((*old, *said))))


def _avoided_anew(
    ordered: Prescription, decided: Prescription | None, profile: Profile, known: Known
) -> tuple[Warned, ...]:
    """Return what an order has that its profile avoids and that was not in the prescription it started from."""
    old = {name for name, _ in avoided(decided, profile, known)} if decided else set()
    return tuple(warning for warning in avoided(ordered, profile, known) if warning[0] not in old)


def _from_form(prescription: Prescription, orders: tuple[Order, ...], known: Known) -> Prescription:
    """Take from the assessment what a newly ordered modification wants from it and nobody ordered by hand.

    Raises PrescriptionError where the form does not tell: such a dose has no default that would do for a patient.
    """
    names = {(order.kind, order.field) for order in orders}
    doses, reasons = doses_of(prescription.modifications), dict(prescription.reasons)
    for item in prescription.modifications:
        for field, measure in item.FROM_FORM.items():
            if (item.KIND, field) in names or item.KIND not in {order.kind for order in orders}:
                continue
            value = known[measure]
            if value is None:
                raise PrescriptionError(
                    f"{item.KIND} takes its {word(field)} from the {word(measure)}, which is not known",
                    f"give it with --assessment, or order --set {item.KIND}.{field}=VALUE",
                )
            doses[item.KIND][field] = value
            reasons[item.KIND] = f"{reasons.get(item.KIND, 'ordered')}; {worded(measure, value)} was measured"
    return replace(prescription, modifications=made(doses), reasons=reasons)


def _with_needs(prescription: Prescription, orders: tuple[Order, ...]) -> Prescription:
    """Raise a dose that nobody ordered to what a newly ordered modification needs beside it, and say so.

    A dose that was itself ordered too low is a contradiction, which stays for a clinician to overrule.
    """
    ordered = {(order.kind, order.field) for order in orders}
    kinds = {order.kind for order in orders}
    doses, reasons = doses_of(prescription.modifications), dict(prescription.reasons)
    for kind, need in unmet(prescription.modifications):
        before = doses.get(need.kind, {}).get(need.field, 0.0)
        if kind in kinds and (need.kind, need.field) not in ordered and float(before) < need.least:
            doses.setdefault(need.kind, {})[need.field] = need.least
            why = f"{word(need.field)} raised to {need.least:g} mm: {needed(need, kind)}"
            reasons[need.kind] = f"{reasons[need.kind]}; {why}" if need.kind in reasons else why
    return replace(prescription, modifications=made(doses), reasons=reasons)
