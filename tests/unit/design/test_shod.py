"""Shod. a trim line inside a liner: led by it in front, never wider behind, and what it cost is told."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.design import design, dosed, fitted, ground
from orthogen.kernel import curve, distance
from orthogen.kernel.arrays import FloatArray
from orthogen.modifications import catalogue
from orthogen.records.device import Design
from orthogen.records.prescription import Prescription
from orthogen.records.shoe import Liner, Shoe
from tests.devices import order
from tests.liners import liner
from tests.soles import sole

FOOT = sole()
CUP = (catalogue()["heel_cup"](depth_mm=14.0),)


def shoe(*, wider: float = 1.0, more_mm: float = 14.0) -> Shoe:
    loop = liner(FOOT.foot_length_mm + more_mm, wider=wider) - (3.0, 0.0)
    return Shoe(liner=Liner(name="s", sha256="", outline_mm=tuple(map(tuple, curve.resampled(loop, 2.0).tolist()))))


def outside(plan: Design, line: FloatArray) -> FloatArray:
    """How far the trim line lies outside another line, negative inside."""
    inset, _ = distance.inset(plan.grid, line)
    return -plan.grid.sample_linear(inset, plan.outline_mm[:, 0], plan.outline_mm[:, 1])


def told(plan: Design, check: str) -> list[str]:
    return [item.note for item in plan.findings if item.check == check]


@pytest.mark.parametrize("construction", ["insole", "shell"])
@pytest.mark.parametrize("wider", [0.85, 1.0, 1.15])
def test_the_device_is_nowhere_wider_than_the_liner(construction: str, wider: float) -> None:
    ordered = replace(order(*CUP), construction=construction, shoe=shoe(wider=wider))
    plan = design(FOOT, ordered)
    away = outside(plan, ordered.shoe.liner.line_mm)
    assert away.max() <= 0.0
    front = plan.outline_mm[:, 0] > 0.80 * FOOT.foot_length_mm
    assert away[front].min() > -1.0, "ball and toes are those of the liner"
    assert curve.is_simple(plan.outline_mm) and plan.inset_mm.min() < -4.0


def test_a_roomy_shoe_leaves_heel_and_midfoot_alone() -> None:
    own, shod = design(FOOT, order(*CUP)), design(FOOT, replace(order(*CUP), shoe=shoe(wider=1.4)))
    behind = shod.outline_mm[:, 0] < 0.45 * FOOT.foot_length_mm
    assert np.abs(outside(shod, own.outline_mm)[behind]).max() < 0.3
    assert shod.outline_mm[:, 0].max() > own.outline_mm[:, 0].max() + 3.0
    assert "cut off at the heel" not in told(shod, "shoe_cut")[0] and not told(shod, "shoe_too_small")


def test_a_narrow_shoe_is_told_with_numbers() -> None:
    plan = design(FOOT, replace(order(*CUP), shoe=shoe(wider=0.8)))
    assert "mm were cut off at the heel" in told(plan, "shoe_cut")[0]
    (warning,) = [item for item in plan.findings if item.check == "shoe_too_small"]
    assert warning.level == "warning" and warning.measured is not None and warning.measured > 1.0
    assert not told(design(FOOT, order(*CUP)), "shoe_cut")


def test_the_trim_line_does_not_depend_on_doses() -> None:
    posted = replace(order(*CUP, catalogue()["rearfoot_post"](angle_deg=6.0)), shoe=shoe())
    plain = replace(order(*CUP), shoe=shoe())
    assert design(FOOT, posted).outline_mm.tobytes() == design(FOOT, plain).outline_mm.tobytes()


def test_the_ground_of_another_shoe_is_refused() -> None:
    plain: Prescription = order(*CUP)
    base = fitted(FOOT)
    with pytest.raises(ValueError, match="shoe"):
        dosed(base, ground(base, plain), replace(plain, shoe=Shoe(heel_drop_mm=5.0)))


def test_of_a_shortened_device_only_what_is_left_is_told() -> None:
    plan = design(FOOT, replace(order(*CUP), length="three-quarter", shoe=shoe(wider=0.8)))
    assert "heel" in told(plan, "shoe_cut")[0] and "further" not in told(plan, "shoe_cut")[0]
