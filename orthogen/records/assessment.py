"""Assessment. the answers of the clinic's form; what was not answered is unknown, never assumed."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from orthogen.lazyclass import dataclass
from orthogen.records.foot import Load

STOP_FLAGS = (
    "hot_red_swollen_joint",
    "suspected_infection",
    "cannot_bear_weight",
    "suspected_trauma",
    "suspected_charcot_foot",
    "rapidly_worsening_deformity",
    "neurovascular_compromise",
    "suspected_tumour",
    "open_ulcer",
    "calf_pain_with_swelling",
    "achilles_rupture",
    "saddle_numbness_or_leg_weakness",
)
REVIEW_FLAGS = (
    "numbness_or_tingling",
    "diabetes",
    "inflammatory_disease",
    "visible_deformity",
    "swelling",
    "recurrent_falls",
    "new_knee_hip_or_back_pain",
    "night_pain",
    "failed_heel_raise",
    "child_under_3_or_limping",
    "unilateral_or_rigid_flatfoot",
)
_WITHOUT_FEELING = ("diabetes", "numbness_or_tingling")


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """One patient; None is "unknown".

    posture_index, forefoot_rearfoot_deg: "left" / "right" -> value: foot posture index −12 … +12, positive pronated;
    forefoot on rearfoot, degrees, positive varus (medial side high).
    leg_length_difference_mm: the same -> how much shorter this leg is, structural and measured; 0 for the longer one.
    red_flags: name out of STOP_FLAGS and REVIEW_FLAGS (clinical.md E.1) -> present; an absent name was not answered.
    """

    body_mass_kg: float | None = None
    age_years: float | None = None
    diagnosis: str | None = None
    shoe: str | None = None
    load_state: Load | None = None
    posture_index: Mapping[Literal["left", "right"], float] = field(default_factory=dict)
    forefoot_rearfoot_deg: Mapping[Literal["left", "right"], float] = field(default_factory=dict)
    leg_length_difference_mm: Mapping[Literal["left", "right"], float] = field(default_factory=dict)
    red_flags: Mapping[str, bool] = field(default_factory=dict)

    @property
    def may_be_neuropathic(self) -> bool | None:
        """Whether the feet may not feel what harms them: diabetes or numbness; None where neither answer tells."""
        answers = [self.red_flags.get(name) for name in _WITHOUT_FEELING]
        return True if True in answers else None if None in answers else False


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """A clinician's answer for one review flag of a case: flag out of REVIEW_FLAGS, who, and when (ISO 8601, UTC)."""

    flag: str
    by: str
    date: str
