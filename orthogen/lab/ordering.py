"""Ordering. what the user asked for -> one checked order; order, foot -> Prescription."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orthogen import intake, prescribe
from orthogen.errors import PrescriptionError, UnknownName
from orthogen.records.assessment import Assessment, SignOff
from orthogen.records.foot import Foot, Load
from orthogen.records.prescription import Prescription
from orthogen.records.profile import Order, Profile
from orthogen.records.proposal import Advice
from orthogen.records.site import Construction, Length


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """Everything that was asked for, read and checked before any scan is looked at.

    source: a profile to start from, or side -> finished prescription. signed: the flags of the case that were answered.
    """

    source: Profile | Mapping[str, Prescription]
    assessment: Assessment | None
    orders: tuple[Order, ...]
    construction: Construction | None
    length: Length | None
    accepted: tuple[str, ...]
    signed: tuple[SignOff, ...] = ()

    @property
    def confirmed(self) -> tuple[str, ...]:
        """The ids of all warnings that somebody confirmed, by hand or by signing off a flag of the case."""
        return (*self.accepted, *(prescribe.flag_id(item.flag) for item in self.signed))


def ordering(
    *,
    profile: str | Profile | None,
    prescription: str | Path | Mapping[str, Prescription] | None,
    assessment: str | Path | Assessment | None,
    sets: Sequence[str],
    construction: Construction | None,
    length: Length | None,
    accepted: Sequence[str],
    signed: Sequence[SignOff] = (),
) -> Ordering:
    """Return the order; raises PrescriptionError if it contradicts itself or starts from nothing."""
    if profile is not None and prescription is not None:
        raise PrescriptionError("both a profile and a prescription are given", "give --profile or --prescription")
    source: Profile | Mapping[str, Prescription]
    if prescription is not None:
        source = prescription if isinstance(prescription, Mapping) else intake.read_prescription(Path(prescription))
    elif profile is not None:
        source = profile if isinstance(profile, Profile) else intake.read_profile(profile)
    else:
        names = ", ".join(intake.profile_names())
        raise PrescriptionError("neither a profile nor a prescription is given", f"give --profile, one of {names}")
    _refuse_unknown_warnings(accepted)
    form = intake.read_assessment(Path(assessment)) if isinstance(assessment, str | Path) else assessment
    return Ordering(
        source=source,
        assessment=form,
        orders=prescribe.parse_orders(sets),
        construction=construction,
        length=length,
        accepted=tuple(accepted),
        signed=tuple(signed),
    )


def _refuse_unknown_warnings(accepted: Sequence[str]) -> None:
    """Raise UnknownName for an accepted id that no warning has: a slip of the pen must not look like a signature."""
    known = prescribe.warning_ids()
    for name in accepted:
        if name not in known:
            raise UnknownName(f"there is no warning {name!r} that could be accepted", name=name, known=known)


def load_of(order: Ordering, given: Load | None) -> Load | None:
    """Return the load that is given, by hand or by the form; raises PrescriptionError where the two differ."""
    form = order.assessment.load_state if order.assessment else None
    if form in (None, "unknown"):
        return given
    if given not in (None, form):
        raise PrescriptionError(
            f"--load says {given}, the assessment form says {form}", "find out which is right and correct the other"
        )
    return form


def needs_toes(order: Ordering) -> bool:
    """Return whether any device that is ordered reaches under the toes; a three-quarter one ends behind the ball."""
    if order.length is not None:
        lengths = {order.length}
    elif isinstance(order.source, Profile):
        lengths = {order.source.settings.length}
    else:
        lengths = {item.length for item in order.source.values()}
    return lengths != {"three-quarter"}


def prescribed(foot: Foot, order: Ordering, advice: Sequence[Advice] = ()) -> Prescription:
    """Return the prescription for one foot; raises PrescriptionError where the order has none for its side."""
    if isinstance(order.source, Profile):
        return prescribe.prescribe(
            foot,
            order.source,
            orders=order.orders,
            assessment=order.assessment,
            construction=order.construction,
            length=order.length,
            accepted=order.confirmed,
            advice=advice,
        )
    if foot.side not in order.source:
        raise PrescriptionError(
            f"the prescription has no order for the {foot.side} foot", f"add a [{foot.side}] table to it"
        )
    return prescribe.amend(
        foot,
        order.source[foot.side],
        orders=order.orders,
        assessment=order.assessment,
        construction=order.construction,
        length=order.length,
        accepted=order.confirmed,
    )


def need_feet_for_orders(feet: Sequence[Foot], order: Ordering) -> None:
    """Raise PrescriptionError for an order by hand that names a side nobody builds."""
    sides = {foot.side for foot in feet}
    for item in order.orders:
        if item.side not in (None, *sides):
            raise PrescriptionError(
                f"--set {item.side}.{item.kind}.{item.field} names a foot that is not in the scan",
                f"this build has: {', '.join(sorted(sides))}",
            )


def remarks(ordered: Sequence[tuple[Foot, Prescription]], order: Ordering, *, by: str) -> tuple[str, ...]:
    """Return what the order leaves open: screening, who signed, missing toes, silent rules, needless confirmations."""
    used = {name for _, item in ordered for name in item.accepted}
    idle = [name for name in dict.fromkeys(order.accepted) if name not in used]
    return (
        *prescribe.form_remarks(order.assessment),
        *(_without_toes(foot) for foot, _ in ordered if "hallux_tip" not in foot.landmarks),
        *_of_feet(ordered),
        *prescribe.flag_remarks(used, order.signed, by=by),
        *(f"The accepted warning {name} was not needed and is not recorded." for name in idle),
    )


def confirmation(by: str) -> tuple[str, ...]:
    """Return that an order is a mere proposal as long as nobody is named who confirms it."""
    said = "Proposal: no clinician has confirmed this order. Whoever does is named with --by."
    return () if by.strip() else (said,)


def needed_sign_offs(prescriptions: Sequence[Prescription], order: Ordering) -> tuple[SignOff, ...]:
    """Return the sign-offs of the case that these prescriptions rest on."""
    used = {name for item in prescriptions for name in item.accepted}
    return tuple(item for item in order.signed if prescribe.flag_id(item.flag) in used)


def _of_feet(ordered: Sequence[tuple[Foot, Prescription]]) -> Iterator[str]:
    """Yield the notes of the prescriptions, each once, with the feet that it is about."""
    for note in dict.fromkeys(note for _, item in ordered for note in item.notes):
        sides = [foot.side for foot, item in ordered if note in item.notes]
        whose = "Both feet" if len(sides) > 1 else f"{sides[0].capitalize()} foot"
        yield f"{whose}: {note[0].lower()}{note[1:]}"


def _without_toes(foot: Foot) -> str:
    return (
        f"{foot.side.capitalize()} foot: the tip of the big toe is not in the scan; its length of "
        f"{foot.foot_length_mm:.0f} mm is estimated."
    )
