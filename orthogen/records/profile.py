"""Profile. a starting prescription for a condition, as data: doses, rules on measures, evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Rule:
    """If every condition holds, set doses. conditions: (measure, comparison, value); an unknown measure stays silent."""

    when: str
    sets: Mapping[str, Mapping[str, float]]
    reason: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything a profile file may say; `settings` are the non-modification keys of `Prescription`."""

    name: str
    title: str
    summary: str
    evidence: str
    avoid: str
    sources: tuple[str, ...]
    settings: Mapping[str, Any]
    modifications: Mapping[str, Mapping[str, float]]
    reasons: Mapping[str, str]
    rules: tuple[Rule, ...]
