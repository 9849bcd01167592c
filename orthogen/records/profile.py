"""Profile. a starting prescription for a condition, as data: doses, rules on measures, evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from orthogen.records.guard import Condition
from orthogen.records.prescription import Value
from orthogen.records.site import Construction, Length

ASSESSMENT_MEASURES = ("body_mass_kg", "age_years", "posture_index", "forefoot_rearfoot_deg")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """If every condition holds, set doses; a later rule wins. An unknown measure leaves the rule silent.

    when: as written. conditions: (measure out of a foot's MEASURES and ASSESSMENT_MEASURES, comparison, value).
    """

    when: str
    conditions: tuple[Condition, ...]
    sets: Mapping[str, Mapping[str, Value]]
    reason: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a profile says besides doses; the fields are those of `Prescription`.

    thickness_mm: construction -> nominal thickness.
    """

    construction: Construction
    length: Length
    thickness_mm: Mapping[Construction, float]
    least_wall_mm: float
    arch_if_flattened_mm: float


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything a profile file may say. modifications: KIND -> field -> dose; reasons: KIND -> why it is there."""

    name: str
    title: str
    summary: str
    evidence: str
    avoid: str
    sources: tuple[str, ...]
    settings: Settings
    modifications: Mapping[str, Mapping[str, Value]]
    reasons: Mapping[str, str]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class Order:
    """One value ordered by hand, `[left.|right.]KIND.FIELD=VALUE`; side None means both feet."""

    side: Literal["left", "right"] | None
    kind: str
    field: str
    asked: Value
