"""Ordering. what the user asked for -> one checked order; order, foot -> Prescription."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orthogen import intake, prescribe
from orthogen.errors import PrescriptionError
from orthogen.records.assessment import Assessment
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.records.profile import Order, Profile
from orthogen.records.site import Construction, Length


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """Everything that was asked for, read and checked before any scan is looked at.

    source: a profile to start from, or side -> finished prescription.
    """

    source: Profile | Mapping[str, Prescription]
    assessment: Assessment | None
    orders: tuple[Order, ...]
    construction: Construction | None
    length: Length | None
    accepted: tuple[str, ...]


def ordering(
    *,
    profile: str | Profile | None,
    prescription: str | Path | Mapping[str, Prescription] | None,
    assessment: str | Path | Assessment | None,
    sets: Sequence[str],
    construction: Construction | None,
    length: Length | None,
    accepted: Sequence[str],
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
    form = intake.read_assessment(Path(assessment)) if isinstance(assessment, str | Path) else assessment
    return Ordering(
        source=source,
        assessment=form,
        orders=prescribe.parse_orders(sets),
        construction=construction,
        length=length,
        accepted=tuple(accepted),
    )


def prescribed(foot: Foot, order: Ordering) -> Prescription:
    """Return the prescription for one foot; raises PrescriptionError where the order has none for its side."""
    if isinstance(order.source, Profile):
        return prescribe.prescribe(
            foot,
            order.source,
            orders=order.orders,
            assessment=order.assessment,
            construction=order.construction,
            length=order.length,
            accepted=order.accepted,
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
        accepted=order.accepted,
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


def remarks(ordered: Sequence[tuple[Foot, Prescription]], order: Ordering) -> tuple[str, ...]:
    """Return what the order leaves open: screening, load, silent rules, confirmations that were not needed."""
    used = {name for _, item in ordered for name in item.accepted}
    idle = [name for name in dict.fromkeys(order.accepted) if name not in used]
    return (
        *prescribe.form_remarks([foot for foot, _ in ordered], order.assessment),
        *(f"{foot.side.capitalize()} foot: {note}" for foot, item in ordered for note in item.notes),
        *(f"The accepted warning {name} was not needed and is not recorded." for name in idle),
    )
