"""Words. measures, doses and places as a clinician says them."""

import pytest

from orthogen.prescribe.words import word, worded
from orthogen.records.finding import spot


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("depth_mm", 2.0, "depth 2 mm"),
        ("angle_deg", -3.0, "angle −3°"),
        ("age_years", 14.0, "age 14 years"),
        ("posture_index", 8.0, "foot posture index 8"),
    ],
)
def test_a_value_is_said_with_its_unit(name: str, value: float, said: str) -> None:
    assert worded(name, value) == said


def test_a_condition_is_said_between_name_and_value() -> None:
    assert worded("age_years", 65, between="is at least ") == "age is at least 65 years"
    assert word("forefoot_rearfoot_deg") == "forefoot–rearfoot angle"


@pytest.mark.parametrize(
    ("y", "across"), [(12.4, "12 mm medial of the"), (-40.0, "40 mm lateral of the"), (0.2, "on the")]
)
def test_a_place_is_said_from_the_heel_and_the_axis(y: float, across: str) -> None:
    assert spot(193.4, y) == f"193 mm ahead of the back of the heel and {across} long axis"
