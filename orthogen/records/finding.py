"""Finding. what was seen or measured, beside what was allowed or asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["accepted", "rejected"]
Level = Literal["note", "warning", "fault"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One action, observation or check. `fault` rejects a device; `warning` must be read; `note` is a fact.

    check: a stable name such as `self_intersection`. measured, low, high: in `unit`; None where it has no number.
    where_mm: place in the foot frame (STL frame for checks of a file), or None. note: one plain sentence.
    """

    check: str
    note: str
    measured: float | None = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    level: Level = "note"
    where_mm: tuple[float, float, float] | None = None

    @property
    def ok(self) -> bool:
        """False only for a fault."""
        return self.level != "fault"


@dataclass(frozen=True, kw_only=True)
class Dose:
    """Asked versus got for one field of one modification, measured on the exported file.

    ok: got is within 0.05 (mm or degrees) of what was asked, or of the guarded value that `note` states.
    """

    modification: str
    field: str
    unit: str
    asked: float
    got: float | None
    ok: bool
    note: str = ""


def verdict(judged: Iterable[Finding | Dose]) -> Verdict:
    """Return "rejected" if any of them is not ok: a fault among the findings, a dose that is off."""
    return "accepted" if all(item.ok for item in judged) else "rejected"
