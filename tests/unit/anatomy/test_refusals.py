"""Refusals. what is not one whole foot is named, with the number that tells."""

import numpy as np
import pytest

from orthogen.anatomy import find_feet, stance, walking
from orthogen.anatomy.support import supports
from orthogen.anatomy.surface import Surface, spread
from orthogen.errors import NotAFoot, ScanIncomplete, UnitUnclear, UnknownName
from tests.unit.anatomy.shapes import box, demo, posed, scan_of, sheet, sphere, upright, without


def _scan(surface, seed=3):
    return scan_of(posed(surface.points, seed=seed), surface.faces)


def _refused(surface, error, match):
    with pytest.raises(error, match=match) as caught:
        find_feet(_scan(surface))
    assert caught.value.next_step


def _stretched(surface, *scale):
    return Surface(surface.points * scale, surface.faces)


@pytest.mark.parametrize(
    ("solid", "match"),
    [
        (sphere(60), "ball width"),
        (_stretched(sphere(1), 130, 45, 40), "not a human foot"),
        (box(280, 100, 90), "heel width"),
        (box(250, 120, 40), "not a human foot"),
        (box(280, 100, 3), "flat sheet"),
        (sheet(lambda x, y: 0 * x, x=(0, 300), y=(0, 200)), "flat sheet"),
        (Surface(np.eye(3), np.array([[0, 1, 2]])), "flat sheet"),
        (Surface(np.zeros((3, 3)), np.array([[0, 1, 2]])), "no area"),
    ],
)
def test_things_are_no_feet(solid, match):
    _refused(solid, NotAFoot, match)


def test_an_insole_is_no_foot():
    foot, _ = upright("right_normal")
    flat = Surface(foot.points * [1, 1, 0] + [0, 0, 1] * np.clip(foot.points * 0.05, 0, 4), foot.faces)
    with pytest.raises(NotAFoot):
        find_feet(_scan(flat))


@pytest.mark.parametrize("name", ["right_normal", "left_high_arch"])
@pytest.mark.parametrize(("start", "end"), [(0, 0.9), (0, 0.8), (0, 0.7), (0.05, 1), (0.12, 1), (0.3, 1), (0.5, 1)])
def test_a_foot_cut_off_at_either_end_is_refused(name, start, end):
    foot, truth = upright(name)
    low, high = start * truth["foot_length_mm"], end * truth["foot_length_mm"]
    cut = without(foot, lambda c: (c[:, 0] < low - 1) | (c[:, 0] > high))
    with pytest.raises((ScanIncomplete, NotAFoot)):
        find_feet(_scan(cut))


def test_a_foot_scanned_from_above_only_is_refused():
    foot, truth = upright("right_normal")
    above = without(foot, lambda c: (c[:, 2] < 4) & (c[:, 0] > 0.05 * truth["foot_length_mm"]))
    with pytest.raises((ScanIncomplete, NotAFoot)):
        find_feet(_scan(above))


def test_a_foot_of_2_6_mm_is_refused_with_its_length():
    scan, _ = demo("right_normal")
    with pytest.raises(UnitUnclear, match=r"2\.5\d* mm long"):
        find_feet(scan_of(scan.points / 100, scan.faces, unit="mm"))
    with pytest.raises(UnitUnclear, match="no unit"):
        find_feet(scan_of(scan.points / 100, scan.faces))


def test_an_unknown_landmark_is_refused_by_name():
    scan, _ = demo("right_normal")
    with pytest.raises(UnknownName, match="mth9"):
        find_feet(scan, landmarks={"mth9": (1.0, 2.0)})


@pytest.mark.parametrize("name", ["right_normal", "left_normal"])
def test_no_plane_but_the_one_under_its_sole_carries_a_foot(name):
    """Upside down, on its back and its stump, a foot keeps every proportion and shows the wrong side."""
    foot, _ = upright(name)
    samples = spread(foot, stance.SEARCH_SAMPLES)
    passed = 0
    for support in supports(samples):
        frame = walking.upright(samples, support)
        stances, error = stance._on(foot.in_frame(frame), samples.in_frame(frame), True)
        if support.up[2] < 0.9 and error is None:
            passed += 1
            assert stance._too_little_contact(support, stances) is not None
        if support.up[2] > 0.99:
            assert error is None and stance._too_little_contact(support, stances) is None
    assert passed > 0
