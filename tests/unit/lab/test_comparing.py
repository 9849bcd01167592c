"""Comparing. the library's door: paths, scans and feet; one foot of each, or a sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

import orthogen
from orthogen.errors import PrescriptionError
from orthogen.intake import read_scan
from orthogen.lab.comparing import repeated
from tests.feet import SHARED, need_shared
from tests.findings import plain
from tests.unit.lab.fakes import Street, foot

DEMO = Path(__file__).resolve().parents[3] / "scans"


def test_a_path_a_scan_and_a_foot_mean_the_same() -> None:
    path = DEMO / "right_normal.stl"
    (seen,) = orthogen.inspect(path)
    found = [orthogen.compare(each, seen) for each in (path, str(path), read_scan(path), seen)]
    assert [one.verdict for one in found] == ["same_foot"] * 4
    assert all(plain(one.findings) for one in found)


def test_a_small_and_a_large_foot_are_told_by_their_measures() -> None:
    found = orthogen.compare(DEMO / "child_right.stl", DEMO / "right_flat.stl")
    assert found.verdict == "other_foot" and found.overlay is None
    assert [change.counts for change in found.changes[:3]] == [True, True, True]


def test_a_foot_submitted_twice_is_found_in_a_batch() -> None:
    feet = [orthogen.inspect(DEMO / f"{name}.stl")[0] for name in ("child_right", "right_normal", "right_flat")]
    copied = replace(feet[1], side="left")
    assert [(i, j, found.verdict) for i, j, found in repeated([*feet, copied])] == [(1, 3, "mirrored_copy")]


def test_a_scan_of_two_feet_is_refused_with_the_way_out(street: Street) -> None:
    street.feet["pair"] = (foot("left"), foot("right"))
    with pytest.raises(PrescriptionError, match=r"pair\.stl shows 2 feet \(left, right\)") as refused:
        orthogen.compare("pair.stl", "one.stl")
    assert "inspect" in refused.value.next_step


def test_the_left_and_right_foot_of_one_person_are_never_taken_for_one_foot() -> None:
    need_shared()
    left, right = (SHARED / "scans" / f"dupont_{side}_foot_metre_Zup.stl" for side in ("left", "right"))
    found = orthogen.compare(left, right)
    assert found.verdict == "other_side" and not found.one_foot
