"""Proposal. what the findings of an assessment ask for; a clinician confirms it or does not."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from orthogen.lazyclass import dataclass

Level = Literal["stop", "review", "unanswered"]
Side = Literal["left", "right"]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One thing that is known of one foot: its value, and a sentence with the number, its norm and its origin."""

    value: float
    said: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of one foot; an absent name is unknown.

    known: posture_index, eversion_deg, dorsiflexion_deg, leg_short_mm (how much shorter this leg is), arch_index,
    navicular_drop_mm, age_years, diabetes (1 or 0). peaks_kpa, in_shoe_kpa: mask -> highest pressure, barefoot and in a
    shoe, each of one recording; empty where it was not measured. heads_ahead_mm: how far the measured heads 2 to 4 lie
    ahead of the metatarsal line of the scan, None where no print lies on a scan. heads_by_ratio: that line is one of
    ratios.
    """

    known: Mapping[str, Fact] = field(default_factory=dict)
    peaks_kpa: Mapping[str, float] = field(default_factory=dict)
    in_shoe_kpa: Mapping[str, float] = field(default_factory=dict)
    heads_ahead_mm: Fact | None = None
    heads_by_ratio: bool = False

    def value(self, name: str) -> float | None:
        """Return the value of what is known, None for what is not."""
        return self.known[name].value if name in self.known else None


@dataclass(frozen=True, kw_only=True)
class Advice:
    """What one rule asks of one foot: modification and its fields, and the sentences that say why.

    if_ordered: it tells only how to place a modification that something else asks for.
    """

    modification: str
    doses: Mapping[str, float | str]
    finding: str
    rule: str
    evidence: str
    conflicts: tuple[str, ...] = ()
    if_ordered: bool = False

    @property
    def reasons(self) -> tuple[str, ...]:
        """Finding, rule, evidence, and what speaks against it, a sentence each."""
        against = (f"Against it: {text}" for text in self.conflicts)
        return (f"Finding: {self.finding}", f"Rule: {self.rule}", f"Evidence: {self.evidence}", *against)


@dataclass(frozen=True, kw_only=True)
class ProposedDose:
    """One field of one modification for one foot; reasons: finding, rule, evidence and what speaks against it."""

    side: Side
    modification: str
    field: str
    value: float | str
    unit: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """profile: None where nothing may be proposed. why: the reasons for it. notes: what was left out, and why."""

    profile: str | None
    why: tuple[str, ...] = ()
    doses: tuple[ProposedDose, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Flag:
    """A red flag that is present, or a question that nobody answered."""

    id: str
    level: Level
    text: str
