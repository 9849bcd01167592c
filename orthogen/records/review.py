"""Review. what a patient and a clinician say of a device that was worn; what was not said is unknown."""

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from orthogen.lazyclass import dataclass
from orthogen.records.proposal import Side

Course = Literal["better", "same", "worse", "new"]
COURSES: tuple[Course, ...] = ("better", "same", "worse", "new")
HEADS = ("mth1", "mth2", "mth3", "mth4", "mth5")
PLACES = (
    "heel", "lateral_heel", "midfoot", "lateral_foot", "forefoot", *HEADS, "hallux", "toes", "leg",
)  # fmt: skip
COMPLAINTS = ("edge_irritation", "instability", "slipping", "tight_in_the_shoe", "too_hard", "worn_out", "other")


@dataclass(frozen=True, kw_only=True)
class FootReview:
    """One foot. pain: place out of PLACES -> its course since the device was fitted, "new" for pain that it began with.

    complaints: out of COMPLAINTS, about the device.
    """

    pain: Mapping[str, Course] = field(default_factory=dict)
    complaints: tuple[str, ...] = ()

    def places(self, *courses: Course) -> tuple[str, ...]:
        """Return the places whose pain took one of these courses, in the order of PLACES."""
        return tuple(place for place in PLACES if self.pain.get(place) in courses)


@dataclass(frozen=True, kw_only=True)
class Review:
    """One review of one version; None is "unknown".

    date: ISO 8601 day. by: who reviewed. worn_weeks: since the device was fitted. wear_hours: a day.
    comfort: 0 (cannot be worn) to 10. text: free words, without names. feet: side -> what is said of it.
    """

    date: str = ""
    by: str = ""
    worn_weeks: float | None = None
    wear_hours: float | None = None
    comfort: float | None = None
    text: str = ""
    feet: Mapping[Side, FootReview] = field(default_factory=dict)

    def foot(self, side: Side) -> FootReview:
        """Return what is said of one foot: nothing where the review is silent."""
        return self.feet.get(side, FootReview())
