"""The label: read from below on both sides, never too deep, told when cut or left out."""

import dataclasses

import numpy as np
import pytest

from orthogen.kernel.arrays import FloatArray
from orthogen.records.device import Design, Insole
from orthogen.solid import make_insole
from orthogen.solid.lettering import ADVANCE_UNITS, strokes
from tests.unit.solid.designs import synthetic_design


@pytest.fixture(scope="module")
def right() -> Design:
    return synthetic_design()


def groove(design: Design, label: str) -> tuple[Insole, FloatArray]:
    """Return the insole and how much deeper its underside is than without text."""
    insole, blank = make_insole(design, label=label), make_insole(design, label="")
    return insole, insole.bottom_mm - blank.bottom_mm


def read_from_below(design: Design, depth: FloatArray, at: tuple[float, float, float], text: str) -> float:
    """Return how well the text, laid out for a reader below the worn device, matches the groove: 1 is perfectly."""
    unit = 1.0
    lines = strokes(text) - np.array([0.5 * (len(text) * ADVANCE_UNITS - 2), 3.0])
    share = np.linspace(0.0, 1.0, 9)[:, None, None]
    points = (lines[:, 0] * (1 - share) + lines[:, 1] * share).reshape(-1, 2) * unit
    sideways = 1.0 if design.site.foot.mirrored else -1.0  # worn, a viewer below sees x to the right and −y upwards
    values = design.grid.sample_linear(depth, at[0] + points[:, 0], at[1] + sideways * points[:, 1])
    return float(values.mean() / depth.max())


@pytest.mark.parametrize("side", ["right", "left"])
def test_it_reads_from_below_on_both_feet(side: str) -> None:
    design = synthetic_design(side=side)
    insole, depth = groove(design, "R P27 JEF")
    where = insole.findings[-1].where_mm
    assert where is not None
    assert read_from_below(design, depth, where, "R P27 JEF") > 0.8
    other = dataclasses.replace(design.site.foot, side="left" if side == "right" else "right")
    wrong = dataclasses.replace(design, site=dataclasses.replace(design.site, foot=other))
    assert read_from_below(wrong, depth, where, "R P27 JEF") < 0.6


def test_it_is_half_a_millimetre_deep_and_six_high(right: Design) -> None:
    _, depth = groove(right, "R C0001")
    assert depth.max() == pytest.approx(0.5, abs=1e-9)
    assert depth.min() == 0.0
    _, iy = np.nonzero(depth > 0.1)
    assert 5.5 <= np.ptp(right.grid.y_mm[0, iy]) <= 7.5


def test_it_leaves_the_least_wall(right: Design) -> None:
    for thickness in (2.1, 2.4, 3.0):
        design = synthetic_design(construction="shell", thickness_mm=thickness)
        insole = make_insole(design, label="R C0001")
        assert (design.bed_mm - insole.bottom_mm)[design.inset_mm > 0].min() >= insole.least_wall_mm - 0.01
        assert insole.least_wall_mm >= 2.0


def test_a_shell_too_thin_for_it_is_left_plain_and_told() -> None:
    insole = make_insole(synthetic_design(construction="shell", thickness_mm=2.2), label="R C0001")
    finding = insole.findings[-1]
    assert finding.level == "warning"
    assert "no label" in finding.note


def test_long_text_is_broken_into_lines(right: Design) -> None:
    insole, depth = groove(right, "R A-RATHER-LONG_CASE.NUMBER/0042")
    note = insole.findings[-1].note
    assert note.count(" / ") >= 1
    assert insole.findings[-1].level == "note"
    assert depth.max() > 0.4


def test_text_that_cannot_fit_is_cut_and_told(right: Design) -> None:
    insole, depth = groove(right, "R " + "LONG-" * 60)
    assert insole.findings[-1].level == "warning"
    assert "does not fit" in insole.findings[-1].note
    assert depth.max() > 0.4


def test_no_text_no_groove(right: Design) -> None:
    insole, _ = groove(right, "")
    assert [item.check for item in insole.findings] == []


def test_it_keeps_clear_of_the_rim_and_the_heel(right: Design) -> None:
    _, depth = groove(right, "R ADULT_RIGHT_NORMAL")
    assert right.inset_mm[depth > 0].min() > 4.0
    assert right.grid.x_mm[np.nonzero(depth > 0)[0], 0].min() > 75.0
