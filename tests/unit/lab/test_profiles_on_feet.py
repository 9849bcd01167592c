"""Profiles on feet. every shipped profile builds on a flat, a normal, a high-arched and a child's foot."""

from itertools import product

import pytest

from orthogen import intake, pipeline
from orthogen.prescribe import prescribe
from orthogen.records.assessment import Assessment
from orthogen.records.site import Construction
from tests.feet import truth_foot
from tests.findings import plain

FEET = ("adult_left_planus", "adult_right_normal", "adult_left_cavus", "child_right_flexible_flat")
CONSTRUCTIONS: tuple[Construction, ...] = ("insole", "shell")
NAMES = intake.profile_names()
ALL = tuple(product(NAMES, FEET, CONSTRUCTIONS))
ONE_EACH = [(name, FEET[k % len(FEET)], CONSTRUCTIONS[k // len(FEET) % 2]) for k, name in enumerate(NAMES)]


FORM = Assessment(leg_length_difference_mm={"left": 0.0, "right": 12.0})


def assert_builds(profile: str, name: str, construction: Construction) -> None:
    """Assert that the profile alone, with what it requires confirmed, gives an accepted device on this foot."""
    foot, start = truth_foot(name), intake.read_profile(profile)
    accepted = [f"requires.{need.name}" for need in start.requires] + [f"avoid.{construction}"]
    order = prescribe(foot, start, assessment=FORM, construction=construction, accepted=accepted)
    device = pipeline.make(foot, order, label="C0001", case="C0001", clock=lambda: 0.0)
    plain(device.findings)
    faults = [f"{item.check}: {item.note}" for item in device.findings if not item.ok]
    off = [f"{d.modification}.{d.field}: asked {d.asked} got {d.got} {d.note}" for d in device.doses if not d.ok]
    assert device.verdict == "accepted", faults + off


@pytest.mark.parametrize(("profile", "foot", "construction"), ONE_EACH)
def test_each_profile_on_the_foot_whose_turn_it_is(profile: str, foot: str, construction: Construction) -> None:
    assert_builds(profile, foot, construction)


@pytest.mark.sweep
@pytest.mark.parametrize(("profile", "foot", "construction"), ALL)
def test_each_profile_on_each_foot(profile: str, foot: str, construction: Construction) -> None:
    assert_builds(profile, foot, construction)
