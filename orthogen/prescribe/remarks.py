"""Remarks. feet, assessment form -> what a reader must know of the form and no dose tells."""

from collections.abc import Iterable

from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment
from orthogen.records.foot import Foot


def form_remarks(feet: Iterable[Foot], assessment: Assessment | None) -> tuple[str, ...]:
    """Return whether the patient was screened (clinical.md E.1), and where form and scan disagree on the load."""
    said = assessment.load_state if assessment else None
    disputed = (foot for foot in feet if said not in (None, "unknown", foot.load) and foot.load != "unknown")
    return (
        _screening(assessment),
        *(
            f"{foot.side.capitalize()} foot: the form calls the scan {said}, its shape says {foot.load}; "
            "the shape was used."
            for foot in disputed
        ),
    )


def _screening(assessment: Assessment | None) -> str:
    if assessment is None:
        return "Not screened: no assessment form was given."
    asked = (*STOP_FLAGS, *REVIEW_FLAGS)
    missing = [name for name in asked if name not in assessment.red_flags]
    if missing:
        return f"Not fully screened: {len(missing)} of {len(asked)} red flags are unanswered ({', '.join(missing)})."
    return "Screened: every red flag of the form is answered."
