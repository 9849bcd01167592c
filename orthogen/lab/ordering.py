"""Ordering. what the user asked for -> one checked order; order, foot -> Prescription."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orthogen import intake, prescribe
from orthogen.errors import PrescriptionError
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment
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
        _screening(order.assessment),
        *(_load(foot, order.assessment) for foot, _ in ordered if _load(foot, order.assessment)),
        *(f"{foot.side}: {note}" for foot, item in ordered for note in item.notes),
        *(f"accepted warning {name} was not needed and is not recorded" for name in idle),
    )


def _load(foot: Foot, assessment: Assessment | None) -> str:
    """Return a sentence if the form and the shape of the scan disagree on how the foot was loaded, else nothing."""
    said = assessment.load_state if assessment else None
    if said in (None, "unknown", foot.load) or foot.load == "unknown":
        return ""
    return f"{foot.side}: the form calls the scan {said}, its shape says {foot.load}; the shape was used"


def _screening(assessment: Assessment | None) -> str:
    if assessment is None:
        return "not screened: no assessment form was given"
    asked = (*STOP_FLAGS, *REVIEW_FLAGS)
    missing = [name for name in asked if name not in assessment.red_flags]
    if missing:
        return f"not fully screened: {len(missing)} of {len(asked)} red flags are unanswered ({', '.join(missing)})"
    return "screened: every red flag of the form is answered"
