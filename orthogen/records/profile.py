"""Profile. a starting prescription for a condition, as data: doses, rules on measures, evidence."""

from collections.abc import Mapping
from typing import Literal

from orthogen.lazyclass import dataclass
from orthogen.records.guard import Against, Condition
from orthogen.records.prescription import Value
from orthogen.records.site import Construction, Length, Material

ASSESSMENT_MEASURES = (
    "body_mass_kg",
    "age_years",
    "posture_index",
    "forefoot_rearfoot_deg",
    "leg_length_difference_mm",
    "may_be_neuropathic",
)
USUAL_MATERIAL: Mapping[Construction, Material] = {"insole": "tpu", "shell": "pa12"}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """If every condition holds, set doses; a later rule wins. An unknown measure leaves the rule silent.

    when: as written, empty for what a choice sets whatever is measured. conditions: (measure out of a foot's MEASURES
    and ASSESSMENT_MEASURES, comparison, value).
    """

    when: str
    conditions: tuple[Condition, ...]
    sets: Mapping[str, Mapping[str, Value]]
    reason: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to a choice: what it sets, why somebody would choose it, and who says so."""

    name: str
    reason: str
    source: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """A question that the sources answer differently; the rules of the chosen option come before the profile's own.

    default: the name of the option that is taken where nobody chooses.
    """

    name: str
    question: str
    default: str
    options: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Avoided:
    """A modification, or a construction, that does not go with the condition; its id is `avoid.KIND`, `avoid.shell`.

    kind: None for a construction, which the guard names. when: as written, may be empty.
    """

    kind: str | None
    when: str
    guard: Against


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """What must be there before a device of this profile is made; its id is `requires.NAME`.

    measure: the answer of the form that meets it; None if only a clinician can say so.
    """

    name: str
    measure: str | None
    reason: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a profile says besides doses; the fields are those of `Prescription`.

    thickness_mm, material: construction -> nominal thickness, what the device is made of.
    """

    construction: Construction
    length: Length
    thickness_mm: Mapping[Construction, float]
    least_wall_mm: float
    arch_if_flattened_mm: float
    material: Mapping[Construction, Material]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything a profile file may say. modifications: KIND -> field -> dose; reasons: KIND -> why it is there.

    avoid: in words; avoided: as far as a program can see it.
    """

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
    choices: tuple[Choice, ...] = ()
    avoided: tuple[Avoided, ...] = ()
    requires: tuple[Requirement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Order:
    """One value ordered by hand, `[left.|right.]KIND.FIELD=VALUE`; side None means both feet."""

    side: Literal["left", "right"] | None
    kind: str
    field: str
    asked: Value
