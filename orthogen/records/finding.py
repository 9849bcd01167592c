"""Finding. what was seen or measured, beside what was allowed or asked."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import moved
from orthogen.lazyclass import dataclass

Verdict = Literal["accepted", "rejected"]
Level = Literal["note", "warning", "fault"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One action, observation or check. `fault` rejects a device; `warning` must be read; `note` is a fact.

    check: a stable name such as `self_intersection`. measured, low, high: in `unit`; None where it has no number.
    where_mm: place in the foot frame for a foot, in the STL frame for a device or a file, or None.
    note: one plain sentence.
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

    def moved(self, to: FloatArray) -> Self:
        """Return it with its place in another frame, to (4, 4)."""
        if self.where_mm is None:
            return self
        x, y, z = moved(to, np.array([self.where_mm]))[0].tolist()
        return replace(self, where_mm=(x, y, z))


def spot(x_mm: float, y_mm: float) -> str:
    """Return a place in the foot frame, as a sentence says it."""
    across = "on the long axis"
    if round(abs(y_mm)):
        across = f"{abs(y_mm):.0f} mm {'medial' if y_mm > 0 else 'lateral'} of the long axis"
    return f"{x_mm:.0f} mm ahead of the back of the heel and {across}"


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
