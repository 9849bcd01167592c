"""Scans. two scans of one foot, compared -> whether the next version stands on the new one, and why."""

from orthogen.errors import PrescriptionError
from orthogen.records.likeness import Change, Likeness
from orthogen.records.prescription import Prescription
from orthogen.records.proposal import Side
from orthogen.records.refit import ScanChange

GROWN_WITH_PADS_MM = 5.0
GROWN_MM = 13.3  # two Paris points
_PADS = ("metatarsal_pad", "metatarsal_bar")


def scan_change(side: Side, likeness: Likeness, prescription: Prescription, *, grown: bool = False) -> ScanChange:
    """Return what the new scan changes; raises PrescriptionError where it shows another foot.

    grown: the new foot has the form of the old one, and only its size is another. Below the limits of clinical.md A.5
    there is no change. A device with pads is made anew from 5 mm of length on, one without from 13.3 mm (two Paris
    points), both from 3 mm of widths and arch on (clinical.md G [S135], [E]).
    """
    if likeness.verdict in ("other_foot", "other_side", "mirrored_copy") and not grown:
        raise PrescriptionError(
            f"the new scan does not show the {side} foot of the case but {_WORDS[likeness.verdict]}",
            "check the file; a new patient or foot is a case of its own",
        )
    moved, why = _weighed(likeness, prescription, grown=grown)
    verdict = "grown" if grown else likeness.verdict
    return ScanChange(side=side, verdict=verdict, measures=likeness.changes, moved=moved, why=why)


_WORDS = {"other_foot": "another one", "other_side": "the other side", "mirrored_copy": "its mirror image"}


def _weighed(likeness: Likeness, prescription: Prescription, *, grown: bool) -> tuple[bool, str]:
    """Return whether the new scan is built on, and the sentence that says why."""
    if likeness.verdict == "other_load":
        return False, "the new scan is loaded otherwise than the old one: measures of both are not compared"
    counted = [item for item in likeness.changes if item.counts]
    if not counted and likeness.verdict == "unsure":
        return False, "whether the new scan shows the same foot stays open: the next version stands on the old one"
    if not counted:
        limit = max(item.limit_mm for item in likeness.changes)
        return False, f"the new scan shows the same foot: no measure changed by {limit:g} mm or more (clinical.md A.5)"
    said = f"the foot changed ({', '.join(_said(item) for item in counted)})"
    if likeness.verdict == "unsure" and not grown:
        said += "; whether it is the same foot stays open, look at both"
    pads = any(item.KIND in _PADS and not item.is_null for item in prescription.modifications)
    length = next(item.difference_mm for item in likeness.changes if item.measure == "foot_length_mm")
    limit = GROWN_WITH_PADS_MM if pads else GROWN_MM
    shape = [item for item in counted if item.measure != "foot_length_mm"]
    if abs(length) >= limit or (shape and not grown):
        return True, f"{said}: the next version stands on the new scan"
    return (
        False,
        f"{said}, less than the {limit:g} mm from which a device {'with' if pads else 'without'} pads is renewed",
    )


def _said(change: Change) -> str:
    name = change.measure.removesuffix("_mm").replace("_", " ")
    return f"{name} {change.a_mm:.1f} to {change.b_mm:.1f} mm"
