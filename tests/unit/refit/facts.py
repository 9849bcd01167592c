"""Facts for tests of re-fit: an order, a review and measurements of one foot, said in a line."""

from collections.abc import Mapping
from typing import Any

from orthogen.modifications import modification
from orthogen.records.prescription import Prescription
from orthogen.records.proposal import Fact, Facts
from orthogen.records.refit import FootFacts, LoadChange, MaskChange
from orthogen.records.review import FootReview

STANDARD = {
    "arch_fill": {"depth_mm": 1.6}, "medial_skive": {"depth_mm": 4.0}, "rearfoot_post": {"angle_deg": 4.0},
    "heel_cup": {"depth_mm": 16.0}, "metatarsal_pad": {"height_mm": 5.0},
}  # fmt: skip


def order(doses: Mapping[str, Mapping[str, Any]] = STANDARD) -> Prescription:
    """Return a prescription of these doses."""
    return Prescription(profile="test", modifications=tuple(modification(kind, each) for kind, each in doses.items()))


def known(
    *, bare: Mapping[str, float] | None = None, shoe: Mapping[str, float] | None = None, **values: float
) -> Facts:
    """Return facts by value; bare, shoe: mask -> kPa."""
    facts = {name: Fact(value=value, said=f"{name} {value:g}") for name, value in values.items()}
    return Facts(known=facts, peaks_kpa=bare or {}, in_shoe_kpa=shoe or {})


def foot(pain: Mapping[str, Any] | None = None, complaints: tuple[str, ...] = (), **more: Any) -> FootFacts:
    """Return the facts of a right foot eight weeks after it was fitted."""
    review = FootReview(pain=pain or {}, complaints=complaints)
    return FootFacts(**{"side": "right", "prescription": order(), "worn_weeks": 8.0, "review": review, **more})


def midfoot_rose(percent: float) -> LoadChange:
    """Return a comparison in which the peak under the midfoot changed by so much, more than noise."""
    change = MaskChange(
        mask="midfoot", before_kpa=100.0, after_kpa=100.0 + percent, change_percent=percent, counts=True
    )
    return LoadChange(side="right", before="old.asf", after="new.asf", masks=(change,))
