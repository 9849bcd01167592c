"""Outline: one fair closed curve for every length, and nothing but foot, cup, construction and length moves it."""

from itertools import product

import numpy as np
import pytest

from orthogen.design import design
from orthogen.design.outline import distal_edge_mm, shortened
from orthogen.errors import OutlineFailed
from orthogen.kernel import curve
from orthogen.kernel.arrays import FloatArray
from orthogen.modifications.arch_fill import ArchFill
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.heel_lift import HeelLift
from orthogen.modifications.medial_skive import MedialSkive
from orthogen.modifications.metatarsal_pad import MetatarsalPad
from orthogen.modifications.rearfoot_post import RearfootPost
from orthogen.records.foot import Foot
from tests.devices import order
from tests.feet import TRUTH_FEET, truth_foot
from tests.soles import sole

CUP = HeelCup(depth_mm=14.0)


def heel_width(line: FloatArray, foot: Foot) -> float:
    return float(np.ptp(line[line[:, 0] < 0.18 * foot.foot_length_mm, 1]))


def check(foot: Foot, cup_mm: float, **settings: object) -> None:
    made = design(foot, order(HeelCup(depth_mm=cup_mm), **settings))
    line = made.outline_mm
    step = np.hypot(*np.diff(np.vstack([line, line[:1]]), axis=0).T)
    assert step.max() <= 0.7 and curve.area(line) > 0 and curve.is_simple(line)
    assert heel_width(line, foot) <= foot.heel_width_mm + 7.0 + 0.5 * max(0.0, cup_mm - 14.0)
    low, high = line.min(0), line.max(0)
    grid = made.grid
    assert low[0] - grid.x0_mm >= 4.0 and low[1] - grid.y0_mm >= 4.0
    assert grid.x_mm[-1, 0] - high[0] >= 4.0 and grid.y_mm[0, -1] - high[1] >= 4.0
    assert grid.step_mm == 0.5 and grid.x0_mm % 0.5 == 0.0 and grid.y0_mm % 0.5 == 0.0


@pytest.mark.parametrize(("name", "cup"), list(product(TRUTH_FEET, (8.0, 22.0))))
def test_true_feet(name: str, cup: float) -> None:
    check(truth_foot(name), cup)


@pytest.mark.parametrize("length", [130.0, 190.0, 330.0])
@pytest.mark.parametrize("width", [0.8, 1.3])
@pytest.mark.parametrize("arch", [0.0, 30.0])
def test_extreme_feet(length: float, width: float, arch: float) -> None:
    foot = sole(length_mm=length, width_ratio=width, arch_mm=arch * length / 250.0)
    check(foot, 0.0)
    check(foot, 16.0, construction="shell", length="three-quarter", thickness_mm=3.0)


def test_doses_leave_it_alone() -> None:
    foot = sole()
    plain = design(foot, order(CUP)).outline_mm
    dosed = design(foot, order(CUP, ArchFill(), HeelLift(), MedialSkive(), MetatarsalPad(), RearfootPost())).outline_mm
    assert plain.tobytes() == dosed.tobytes()


def test_lengths() -> None:
    foot = sole()
    full, sulcus, short = (
        design(foot, order(CUP, length=length)).outline_mm for length in ("full", "sulcus", "three-quarter")
    )
    assert full[:, 0].max() == pytest.approx(foot.foot_length_mm + 5.0, abs=1.5)
    heads = foot.mth_line_x_mm(np.array([0.0]))[0]
    assert sulcus[:, 0].max() == pytest.approx(heads + 0.07 * 250.0, abs=1.5)
    assert short[:, 0].max() == pytest.approx(heads - 10.0, abs=1.5)
    assert (distal_edge_mm(foot, short[:, 1], "three-quarter") - short[:, 0]).min() > -0.3


def test_shortened_corners_are_round() -> None:
    line = design(sole(), order(CUP, length="three-quarter")).outline_mm
    spacing = curve.arc(line)[-1] / len(line)
    turn = np.roll(line, -8, axis=0) - 2 * line + np.roll(line, 8, axis=0)
    assert np.hypot(*turn.T).max() / (8 * spacing) ** 2 < 1 / 7.0


def test_a_line_that_is_no_outline_is_refused_in_words() -> None:
    foot = sole()
    with pytest.raises(OutlineFailed, match="crosses itself"):
        shortened(np.add(foot.outline_mm, (2.0 * foot.foot_length_mm, 0.0)), foot, "sulcus")
