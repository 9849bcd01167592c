"""Refit. what a review and new measurements change of an issued device: facts in, a proposal out."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.likeness import Change, SameOrNot
from orthogen.records.prescription import Prescription, Value
from orthogen.records.proposal import Facts, Side
from orthogen.records.review import FootReview

Family = Literal["foot", "arch", "cup", "post", "pad"]


@dataclass(frozen=True, kw_only=True)
class Pressed:
    """What a comparison needs of one recording of one foot; None is unknown, `peaks_kpa` goes by mask.

    cell_mm2: area of a sensor. contact_s: mean contact of the whole steps.
    """

    side: Side
    file: str
    format: str
    instrument: str
    steps: int
    contact_s: float
    step_force_n: float
    cell_mm2: float | None
    masks_from: str
    peaks_kpa: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class MaskChange:
    """Peak pressure of one mask before and after. counts: the change is larger than repeats differ by themselves."""

    mask: str
    before_kpa: float
    after_kpa: float
    change_percent: float
    counts: bool


@dataclass(frozen=True, kw_only=True)
class LoadChange:
    """Two recordings of one foot. apart: why they cannot be compared, "" where they can; then `masks` says how."""

    side: Side
    before: str
    after: str
    apart: str = ""
    masks: tuple[MaskChange, ...] = ()

    def percent(self, mask: str) -> float | None:
        """Return the change of one mask, None where it is not known or within the noise."""
        return next((item.change_percent for item in self.masks if item.mask == mask and item.counts), None)


@dataclass(frozen=True, kw_only=True)
class ScanChange:
    """Two scans of one foot: measures beside what counts as change. verdict "grown": one form, another size.

    moved: whether the next version stands on the new scan; why: the sentence that says so, or why not.
    """

    side: Side
    verdict: SameOrNot | Literal["grown"]
    measures: tuple[Change, ...]
    moved: bool
    why: str


@dataclass(frozen=True, kw_only=True)
class FootFacts:
    """All that the rules may see of one foot.

    worn, now: what was known when the device was ordered, and what is known now. worn_weeks: None is unknown.
    trouble: complaints, incidents and new red flags since the device was issued, a sentence each.
    rounds: revisions that already went after pressure.
    """

    side: Side
    prescription: Prescription
    review: FootReview
    worn_weeks: float | None = None
    wear_hours: float | None = None
    worn: Facts = field(default_factory=Facts)
    now: Facts = field(default_factory=Facts)
    load: LoadChange | None = None
    scan: ScanChange | None = None
    trouble: tuple[str, ...] = ()
    rounds: int = 0


@dataclass(frozen=True, kw_only=True)
class DoseChange:
    """One field that the next version has otherwise. old, new: None where the modification is not there.

    rule: its stable name; reason: finding and rule in words; evidence: where the rule stands.
    """

    side: Side
    modification: str
    field: str
    unit: str
    old: Value | None
    new: Value | None
    rule: str
    reason: str
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Refit:
    """The proposal, which somebody confirms. reverts_to: the version whose doses come back, None where none does."""

    case: str
    from_version: str
    changes: tuple[DoseChange, ...] = ()
    findings: tuple[Finding, ...] = ()
    scans: tuple[ScanChange, ...] = ()
    loads: tuple[LoadChange, ...] = ()
    reverts_to: str | None = None

    @property
    def new_scan(self) -> bool:
        """True if the next version stands on the new scan."""
        return any(item.moved for item in self.scans)


@dataclass(frozen=True, kw_only=True)
class GoodVersion:
    """An earlier version that nobody was worse with: side -> what was ordered."""

    version: str
    prescriptions: Mapping[Side, Prescription]
