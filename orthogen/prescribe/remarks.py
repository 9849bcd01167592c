"""Remarks. assessment form -> what a reader must know of the form and no dose tells."""

from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment


def form_remarks(assessment: Assessment | None) -> tuple[str, ...]:
    """Return whether the patient was screened (clinical.md E.1)."""
    return (_screening(assessment),)


def _screening(assessment: Assessment | None) -> str:
    if assessment is None:
        return "Not screened: no assessment form was given."
    asked = (*STOP_FLAGS, *REVIEW_FLAGS)
    missing = [name for name in asked if name not in assessment.red_flags]
    if missing:
        return f"Not fully screened: {len(missing)} of {len(asked)} red flags are unanswered ({', '.join(missing)})."
    return "Screened: every red flag of the form is answered."
