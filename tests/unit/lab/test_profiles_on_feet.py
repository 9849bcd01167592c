"""Profiles on feet. every shipped profile builds on a flat, a normal, a high-arched and a child's foot."""

from itertools import product

import pytest

from orthogen import intake, pipeline
from orthogen.prescribe import prescribe
from tests.feet import truth_foot
from tests.findings import plain

FEET = ("adult_left_planus", "adult_right_normal", "adult_left_cavus", "child_right_flexible_flat")
ALL = tuple(product(intake.profile_names(), FEET))


def assert_builds(profile: str, name: str) -> None:
    """Assert that the profile alone gives an accepted device on this foot."""
    foot = truth_foot(name)
    order = prescribe(foot, intake.read_profile(profile))
    device = pipeline.make(foot, order, label="C0001", case="C0001", clock=lambda: 0.0)
    plain(device.findings)
    faults = [f"{item.check}: {item.note}" for item in device.findings if not item.ok]
    off = [f"{d.modification}.{d.field}: asked {d.asked} got {d.got} {d.note}" for d in device.doses if not d.ok]
    assert device.verdict == "accepted", faults + off


@pytest.mark.parametrize(("profile", "foot"), [(p, FEET[k % len(FEET)]) for k, p in enumerate(intake.profile_names())])
def test_each_profile_on_the_foot_whose_turn_it_is(profile: str, foot: str) -> None:
    assert_builds(profile, foot)


@pytest.mark.sweep
@pytest.mark.parametrize(("profile", "foot"), ALL)
def test_each_profile_on_each_foot(profile: str, foot: str) -> None:
    assert_builds(profile, foot)
