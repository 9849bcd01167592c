"""Rim: cut exactly to its height, fair, and invisible below it."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.design import design, rim
from orthogen.kernel import curve, distance
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid
from orthogen.modifications.heel_cup import HeelCup, rim_profile_mm
from orthogen.records.device import Design
from tests.devices import order
from tests.feet import TRUTH_FEET, truth_foot
from tests.soles import sole

GRID = Grid(x0_mm=-50.0, y0_mm=-50.0, step_mm=0.5, nx=201, ny=201)
T = np.linspace(0.0, 2.0 * np.pi, 401)[:-1]
LINE = 35.0 * np.stack([np.cos(T), np.sin(T)], axis=1)


def bowl(slope: float) -> FloatArray:
    return slope * np.clip(np.hypot(GRID.x_mm, GRID.y_mm) - 25.0, 0.0, None)


def cut(skin: FloatArray, height: float) -> FloatArray:
    inset, place = distance.inset(GRID, LINE)
    edge = rim.Edge(line_mm=LINE, inset_mm=inset, place=place)
    return rim.cut(skin, np.full(GRID.shape, height), grid=GRID, edge=edge)


@pytest.mark.parametrize("slope", [0.1, 1.0, 3.5])
def test_the_trim_line_lies_on_the_rim_whether_the_skin_reaches_it_or_not(slope: float) -> None:
    rim_mm = GRID.sample(cut(bowl(slope), 8.0), LINE[:, 0], LINE[:, 1])
    assert np.abs(rim_mm - 8.0).max() < 0.02


def test_below_the_rim_nothing_changes() -> None:
    skin = bowl(1.0)
    low = (np.hypot(GRID.x_mm, GRID.y_mm) < 22.0) & (GRID.x_mm < 10.0)
    assert np.array_equal(cut(skin, 8.0)[low], skin[low])


def fairness(made: Design) -> tuple[float, float]:
    """Greatest second difference of the rim, low-passed at 5 mm, and its greatest rise distal of the flange peak."""
    line = made.outline_mm
    spacing = curve.arc(line)[-1] / len(line)
    z = curve.low_passed(made.grid.sample(made.bed_mm, line[:, 0], line[:, 1]), spacing, 5.0)
    bend = (np.roll(z, -1) - 2.0 * z + np.roll(z, 1)) / spacing**2
    medial = np.flatnonzero(line[:, 1] > 0)
    start = line[medial[np.argmax(z[medial])], 0]
    rises = [
        np.diff(z[side][np.argsort(line[side, 0])]).max()
        for side in (np.flatnonzero((line[:, 1] > 0) & (line[:, 0] > start)),
                     np.flatnonzero((line[:, 1] < 0) & (line[:, 0] > 0.2 * made.site.foot.foot_length_mm)))
    ]  # fmt: skip
    return float(np.abs(bend).max()), float(max(rises))


@pytest.mark.parametrize("name", TRUTH_FEET)
@pytest.mark.parametrize("cup", [8.0, 14.0, 24.0])
def test_rim_line_is_fair_on_true_feet(name: str, cup: float) -> None:
    bend, rise = fairness(design(truth_foot(name), order(HeelCup(depth_mm=cup))))
    assert bend <= 0.02 and rise <= 0.003


def test_fairness_sees_a_wave() -> None:
    flat = design(sole(), order(HeelCup(depth_mm=14.0)))
    wavy = flat.bed_mm + 0.8 * np.sin(flat.grid.x_mm / 4.0)
    bend, rise = fairness(replace(flat, bed_mm=wavy))
    assert bend > 0.02 and rise > 0.01


@pytest.mark.parametrize("length", [130.0, 250.0, 330.0])
def test_profile_is_one_curve_from_cup_to_ball(length: float) -> None:
    foot = sole(length_mm=length)
    x = np.arange(0.0, length, 0.5)
    medial, lateral = rim_profile_mm(foot, x, heel_mm=14.0, arch_mm=0.06 * length, length="full")
    assert medial[0] == pytest.approx(14.0) and lateral[0] == pytest.approx(14.0)
    assert np.diff(lateral).max() <= 1e-9
    assert np.diff(medial)[int(np.argmax(medial)) :].max() <= 1e-9
    assert medial[-1] == 0.0 and lateral[-1] == 0.0
    assert medial.max() <= 14.0 + 0.11 * length
