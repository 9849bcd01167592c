"""Sweep. random prescriptions over the true feet: every solid is closed, oriented, one piece and free of itself."""

import pytest

from orthogen import pipeline
from orthogen.records.device import Device
from tests.feet import TRUTH_FEET, truth_foot
from tests.orders import random_order

MESH_CHECKS = {"closed", "oriented", "one_piece", "self_intersection", "duplicate_faces", "degenerate_faces"}


def built(seed: int) -> Device:
    """Return the device of random order `seed` on the foot whose turn it is."""
    foot = truth_foot(TRUTH_FEET[seed % len(TRUTH_FEET)])
    return pipeline.make(foot, random_order(seed), label=f"L C{seed:04d}", case="sweep", clock=lambda: 0.0)


def assert_sound(device: Device, seed: int) -> None:
    """Assert the promises that hold for any order: a sound solid, exact doses, a heel that fits the shoe."""
    faults = [f"{item.check}: {item.note}" for item in device.findings if not item.ok]
    off = [f"{d.modification}.{d.field}: asked {d.asked} got {d.got} {d.note}" for d in device.doses if not d.ok]
    assert {item.check for item in device.findings} >= MESH_CHECKS
    assert not faults and not off, f"seed {seed}: {faults + off}"
    cup_mm = next(m for m in device.prescription.modifications if m.KIND == "heel_cup").depth_mm  # type: ignore[attr-defined]
    width = next(item for item in device.findings if item.check == "heel_width")
    assert width.measured is not None
    assert width.measured <= device.foot.heel_width_mm + 7 + 0.5 * max(0.0, cup_mm - 14)


@pytest.mark.parametrize("seed", range(12))
def test_thinned_sweep(seed: int) -> None:
    assert_sound(built(seed), seed)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(500))
def test_sweep(seed: int) -> None:
    assert_sound(built(seed), seed)
