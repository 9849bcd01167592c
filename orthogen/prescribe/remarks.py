"""Remarks. assessment form -> what a reader must know of the form and no dose tells."""

from collections.abc import Collection, Iterable

from orthogen.prescribe.conflicts import flag_id
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment, SignOff


def form_remarks(assessment: Assessment | None) -> tuple[str, ...]:
    """Return whether the patient was screened (clinical.md E.1)."""
    return (_screening(assessment),)


def flag_remarks(accepted: Collection[str], signed: Iterable[SignOff], *, by: str) -> tuple[str, ...]:
    """Return who answered for each review flag of an order; a clinician must be named (clinical.md E.1)."""
    who = {flag_id(item.flag): f"signed off by {item.by} on {item.date[:10]}" for item in signed}
    unnamed = "confirmed, but no clinician is named: sign it off by name"
    by_hand = f"confirmed by {by} with this order" if by else unnamed
    flags = [name for name in REVIEW_FLAGS if flag_id(name) in accepted]
    return tuple(f"Red flag {name.replace('_', ' ')}: {who.get(flag_id(name), by_hand)}." for name in flags)


def _screening(assessment: Assessment | None) -> str:
    if assessment is None:
        return "Not screened: no assessment form was given."
    asked = (*STOP_FLAGS, *REVIEW_FLAGS)
    missing = [name for name in asked if name not in assessment.red_flags]
    if missing:
        words = ", ".join(missing).replace("_", " ")
        return f"Not fully screened: {len(missing)} of {len(asked)} red flags are unanswered ({words})."
    return "Screened: every red flag of the form is answered."
