"""Review form: read as written, one foot over both, and every slip of the pen refused."""

from pathlib import Path

import pytest

from orthogen.errors import OrthogenError, UnknownName
from orthogen.intake.review import read_review
from orthogen.records.review import Review

FORM = """
date = 2027-01-10
by = "A. Clinician"
worn_weeks = 6
wear_hours = 9.5
comfort = 7
[pain.both]
heel = "better"
midfoot = "new"
[pain.left]
midfoot = "same"
[complaints]
right = ["instability", "edge_irritation"]
"""


def read(tmp_path: Path, text: str) -> Review:
    path = tmp_path / "review.toml"
    path.write_text(text)
    return read_review(path)


def test_what_is_said_of_one_foot_wins_over_both(tmp_path: Path) -> None:
    review = read(tmp_path, FORM)
    assert (review.date, review.by, review.worn_weeks, review.wear_hours) == ("2027-01-10", "A. Clinician", 6.0, 9.5)
    assert review.foot("left").pain == {"heel": "better", "midfoot": "same"}
    assert review.foot("right").pain == {"heel": "better", "midfoot": "new"}
    assert review.foot("right").complaints == ("edge_irritation", "instability")
    assert review.foot("left").complaints == ()


def test_json_with_null_is_no_answer(tmp_path: Path) -> None:
    review = read(tmp_path, '{"comfort": null, "pain": {"left": {"heel": null}}, "complaints": {}}')
    assert review.comfort is None
    assert review.foot("left").pain == {}


@pytest.mark.parametrize(
    "text",
    [
        'comfrot = 3', 'comfort = 11', 'date = "10.1.2027"', '[pain.left]\nhell = "same"', '[pain.left]\nheel = "bad"',
        '[pain.middle]\nheel = "same"', '[complaints]\nleft = ["noisy"]', 'schema = "orthogen.assessment/1"',
        '[complaints]\nleft = "instability"',
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(OrthogenError) as refusal:
        read(tmp_path, text)
    assert refusal.value.next_step


def test_a_wrong_place_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName) as refusal:
        read(tmp_path, '[pain.left]\nmid_foot = "same"')
    assert "midfoot" in refusal.value.next_step
