"""Scans and loads: what counts as change of a foot or of its pressure, and what cannot be compared."""

from typing import Any

import pytest

from orthogen.errors import PrescriptionError
from orthogen.records.likeness import Change, Likeness, SameOrNot
from orthogen.records.prescription import Prescription
from orthogen.records.refit import Pressed
from orthogen.refit import compare_loads, scan_change
from tests.unit.refit.facts import order

PADDED, PLAIN = order(), order({"heel_cup": {"depth_mm": 12.0}})


def likeness(verdict: SameOrNot = "same_foot", **moved_mm: float) -> Likeness:
    names = ("foot_length_mm", "ball_width_mm", "heel_width_mm", "arch_height_mm")
    changes = tuple(Change(measure=n, a_mm=100.0, b_mm=100.0 + moved_mm.get(n, 0.0), limit_mm=3.0) for n in names)
    return Likeness(verdict=verdict, margin_mm=0.1, overlay=None, changes=changes, findings=())


@pytest.mark.parametrize(
    ("found", "order", "grown", "moved"),
    [
        (likeness(foot_length_mm=2.9, ball_width_mm=-2.9), PADDED, False, False),
        (likeness(foot_length_mm=4.9), PADDED, False, False),
        (likeness("other_foot", foot_length_mm=5.1), PADDED, True, True),
        (likeness("other_foot", foot_length_mm=8.0), PLAIN, True, False),
        (likeness("other_foot", foot_length_mm=13.5, ball_width_mm=5.0), PLAIN, True, True),
        (likeness("unsure", arch_height_mm=-4.0), PLAIN, False, True),
        (likeness("unsure"), PLAIN, False, False),
        (likeness("other_load", ball_width_mm=9.0), PADDED, False, False),
    ],
)
def test_the_next_version_stands_on_a_foot_that_changed(
    found: Likeness, order: Prescription, grown: bool, moved: bool
) -> None:
    change = scan_change("right", found, order, grown=grown)
    assert change.moved is moved
    assert change.why


@pytest.mark.parametrize("verdict", ["other_foot", "other_side", "mirrored_copy"])
def test_another_foot_is_refused(verdict: SameOrNot) -> None:
    with pytest.raises(PrescriptionError, match="does not show the right foot"):
        scan_change("right", likeness(verdict), PLAIN)


def pressed(**other: Any) -> Pressed:
    told = {
        "side": "right", "file": "a.asf", "format": "tekscan", "instrument": "insole", "steps": 5, "contact_s": 0.7,
        "step_force_n": 800.0, "cell_mm2": 25.8, "masks_from": "print", "peaks_kpa": {"heel": 200.0, "mth2": 250.0},
    }  # fmt: skip
    return Pressed(**{**told, **other})


def test_a_change_counts_from_fifteen_percent() -> None:
    found = compare_loads(pressed(), pressed(peaks_kpa={"heel": 226.0, "mth2": 300.0}))
    assert not found.apart
    assert found.percent("heel") is None
    assert found.percent("mth2") == pytest.approx(20.0)


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"instrument": "plate"}, "insole"),
        ({"format": "pedar"}, "pedar"),
        ({"masks_from": "scan"}, "masks"),
        ({"contact_s": 0.0}, "single picture"),
        ({"contact_s": 0.95}, "a step takes"),
        ({"step_force_n": 1000.0}, "presses"),
        ({"cell_mm2": 50.0}, "cells"),
    ],
)
def test_unlike_conditions_are_not_compared(other: dict[str, Any], why: str) -> None:
    found = compare_loads(pressed(), pressed(**other))
    assert why in found.apart
    assert found.masks == ()
