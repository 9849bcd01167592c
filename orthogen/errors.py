"""Errors. One tree, one exit code per branch; a message carries the numbers and the next step.

    OrthogenError
    ├─ PrescriptionError (2)   OutOfRange · UnknownName · UnacceptedWarning · WordsIncomplete
    ├─ IntakeError (3)         UnknownFormat · CorruptFile · UnitUnclear
    ├─ AnatomyError (4)        NotAFoot · SideUnsure · ScanIncomplete · NoPrint · PrintApart · NoWalk · NotPredictable
    │                        NotThePart
    ├─ GeometryError (5)       OutlineFailed · FieldsCross · OffsetFailed
    └─ LabError (6)            OutputNotWritable · CaseMoved · StoreDamaged

An error is raised when a result does not exist. A result that exists but is bad is a `Finding`.
"""

from collections.abc import Sequence

_FEW = 12  # names that can be read at a glance


class OrthogenError(Exception):
    """A refusal in one plain sentence: `str(error)` says what is wrong, `next_step` what to do about it."""

    exit_code = 5

    def __init__(self, message: str, next_step: str) -> None:
        super().__init__(message)
        self.next_step = next_step


class PrescriptionError(OrthogenError):
    """The prescription, its options or an unaccepted warning stop the build (exit code 2)."""

    exit_code = 2


class OutOfRange(PrescriptionError):
    """A dose lies outside its hard limits."""


class UnknownName(PrescriptionError):
    """A profile, modification, field or landmark of this name does not exist.

    The next step names what there is: all of a few, the nearest of many, and if nothing is near, `otherwise`.
    """

    def __init__(self, message: str, *, name: str, known: Sequence[str], otherwise: str = "") -> None:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=3) if len(known) > _FEW else ()
        if near:
            super().__init__(message, f"the nearest are: {', '.join(near)}" if len(near) > 1 else f"take {near[0]}")
        elif not known or otherwise:
            super().__init__(message, otherwise or "leave it out: there is none")
        else:
            super().__init__(message, f"known: {', '.join(known)}")


class WordsIncomplete(PrescriptionError):
    """A translation lacks a word, or a blank to be filled in."""


class UnacceptedWarning(PrescriptionError):
    """A soft limit or a contradiction that a clinician may overrule with `--accept-warning ID`."""

    def __init__(self, warning_id: str, message: str) -> None:
        super().__init__(message, f"change the order, or confirm it with --accept-warning {warning_id}")
        self.warning_id = warning_id


class IntakeError(OrthogenError):
    """The file cannot be taken in (exit code 3)."""

    exit_code = 3


class UnknownFormat(IntakeError):
    """The file is none of the formats that `orthogen formats` lists."""


class CorruptFile(IntakeError):
    """The file is truncated, hostile or not what its name says."""


class UnitUnclear(IntakeError):
    """No unit makes this scan a foot, or two do."""


class AnatomyError(OrthogenError):
    """The scan does not show what a device needs (exit code 4)."""

    exit_code = 4


class NotAFoot(AnatomyError):
    """The shape is not a human foot."""


class SideUnsure(AnatomyError):
    """The evidence for left or right is too weak to build on."""


class ScanIncomplete(AnatomyError):
    """A part of the foot that the device needs is not in the scan."""


class NoPrint(AnatomyError):
    """A pressure recording shows no step of a foot."""


class PrintApart(AnatomyError):
    """A pressure print does not fit the scanned foot: another length, side or shape, or cut off."""


class NoWalk(AnatomyError):
    """A recording of markers shows nobody walking."""


class NotThePart(AnatomyError):
    """The scan of a printed part shows another part, or the mirror image of this one."""


class NotPredictable(AnatomyError):
    """The pressure model has no answer: no balance, or one beyond its limits."""


class GeometryError(OrthogenError):
    """The shape that was ordered cannot be made on this foot (exit code 5)."""

    exit_code = 5


class OutlineFailed(GeometryError):
    """The trim line is not one simple closed curve."""


class FieldsCross(GeometryError):
    """Top and underside come closer than the least wall."""


class OffsetFailed(GeometryError):
    """The mesh, the distance or the cell size allow no offset: open, turned inside out, too large, nothing left."""


class LabError(OrthogenError):
    """The output folder refuses (exit code 6)."""

    exit_code = 6


class OutputNotWritable(LabError):
    """The output folder cannot be written: missing rights, read-only or full."""


class CaseMoved(LabError):
    """Another version of the case was filed meanwhile; whoever comes second looks at it first."""


class StoreDamaged(LabError):
    """A row or a file of the store is not what was filed."""
