"""Batch. one order of a day's list, what became of it, and the parts that a laboratory gets for it."""

from collections.abc import Mapping
from typing import Literal

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass

Status = Literal["done", "refused", "failed"]


@dataclass(frozen=True, kw_only=True)
class BatchOrder:
    """One row, checked: every path is absolute, every word one that the program knows.

    line: of the row in its file, from 1. scans: "left", "right" or "" (a pair, or not said) -> file.
    texts: every column as it was written, for paperwork and for recognising the order again.
    """

    line: int
    case: str
    scans: Mapping[str, str]
    unit: str | None
    profile: str | None
    prescription: str | None
    sets: tuple[str, ...]
    zones: tuple[str, ...]
    accepted: tuple[str, ...]
    pressure: tuple[str, ...]
    gait: tuple[str, ...]
    assessment: str | None
    construction: str | None
    length: str | None
    material: str
    process: str
    quantity: int
    due: str
    clinic: str
    texts: Mapping[str, str]

    @property
    def files(self) -> Mapping[str, str]:
        """Every file that the order names -> where; the name says what it is for."""
        single = {"prescription": self.prescription, "assessment": self.assessment}
        return {
            **{f"scan {side}".strip(): path for side, path in self.scans.items()},
            **{name: path for name, path in single.items() if path is not None},
            **{f"pressure {index}": path for index, path in enumerate(self.pressure)},
            **{f"gait {index}": path for index, path in enumerate(self.gait)},
        }


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """What is wrong in one row of an orders file: its line, the column ("" for the whole row) and a sentence."""

    line: int
    column: str
    text: str

    def __str__(self) -> str:
        return f"line {self.line}{f', {self.column}' if self.column else ''}: {self.text}"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One device as a laboratory gets it (formats.md 4.5). file: relative to the output folder, with forward slashes.

    mass_g: None where the density of the material is not known. least_wall_mm: None where it was not measured.
    """

    case: str
    side: str
    part: str
    file: str
    sha256: str
    quantity: int
    material: str
    process: str
    length_mm: float
    width_mm: float
    height_mm: float
    volume_cm3: float
    area_cm2: float
    mass_g: float | None
    faces: int
    least_wall_mm: float | None
    label: str
    due: str
    verdict: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one order. reason and next_step: "" if done. folder: of the version, "" if nothing was written."""

    line: int
    case: str
    status: Status
    reason: str
    next_step: str
    folder: str
    parts: tuple[Part, ...] = ()

    @property
    def sha256(self) -> tuple[str, ...]:
        """The digests of the STL files, left before right."""
        return tuple(part.sha256 for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class Placed:
    """One copy of a part on a tray: name, its file, and where it goes: 4×4 from the STL's frame to the tray's, mm."""

    name: str
    file: str
    tray_from_stl: FloatArray


@dataclass(frozen=True, kw_only=True)
class Tray:
    """One filled bed. file: relative to the output folder. Mass, cost and hours are None where they are not known."""

    name: str
    machine: str
    material: str
    file: str
    placed: tuple[Placed, ...]
    height_mm: float
    mass_g: float | None
    cost: float | None
    print_h: float | None


@dataclass(frozen=True, kw_only=True)
class Batch:
    """One run over a list of orders: outcomes in the order of the list, and what must be known of the list.

    out: the output folder; folder: of the papers of this batch. resumed: orders that an earlier run had finished.
    """

    outcomes: tuple[Outcome, ...]
    warnings: tuple[str, ...]
    total_s: float
    out: str
    folder: str
    resumed: int = 0
    trays: tuple[Tray, ...] = ()

    def count(self, status: Status) -> int:
        """Return how many orders ended so."""
        return sum(outcome.status == status for outcome in self.outcomes)
