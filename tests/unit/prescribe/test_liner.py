"""Liner. a drawing laid to a foot: unit, direction, side and place, or a refusal that says what to do."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.errors import PrescriptionError
from orthogen.kernel import curve
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.prescribe import laid
from orthogen.records.foot import Foot
from orthogen.records.shoe import Drawing
from tests.feet import TRUTH_FEET, truth_foot
from tests.liners import liner, on_page
from tests.soles import sole

PLAIN = {"1 mm": 1.0, "1 cm": 10.0, "1 m": 1000.0, "1 in": 25.4}
FOOT = sole()
RIGHT = liner(FOOT.foot_length_mm + 13.0)
LEFT = (RIGHT * (1.0, -1.0))[::-1]


def drawing(loop: FloatArray, **changes: object) -> Drawing:
    made = Drawing(name="shoe.dxf", format="DXF", sha256="ab", points=frozen(loop), units=PLAIN, declared=False)
    return replace(made, **changes)


def ends(foot: Foot, line: FloatArray) -> tuple[float, float]:
    """How far the line reaches behind and ahead of the foot."""
    return -float(line[:, 0].min() - foot.outline_mm[:, 0].min()), float(line[:, 0].max() - foot.outline_mm[:, 0].max())


@pytest.mark.parametrize("turn_deg", [0.0, 37.0, 90.0, 180.0, 271.0])
def test_place_does_not_depend_on_how_it_lies_on_the_page(turn_deg: float) -> None:
    plain, turned = (laid(FOOT, {"": drawing(loop)}).line_mm for loop in (RIGHT, on_page(RIGHT, turn_deg=turn_deg)))
    shared = curve.area(curve.common(plain, turned))
    assert shared == pytest.approx(curve.area(plain), rel=2e-3) == pytest.approx(curve.area(turned), rel=2e-3)
    behind, ahead = ends(FOOT, plain)
    assert 0.0 <= behind <= 5.5 and behind + ahead == pytest.approx(13.0, abs=1.0)


@pytest.mark.parametrize("mm, name", [(1.0, "1 mm"), (10.0, "1 cm"), (25.4, "1 in"), (1000.0, "1 m")])
def test_an_undeclared_unit_is_the_one_that_fits_the_foot(mm: float, name: str) -> None:
    found = laid(FOOT, {"": drawing(RIGHT / mm)})
    assert f"with units of {name}, since no other unit fits" in found.told[0]
    assert np.ptp(found.line_mm[:, 0]) == pytest.approx(FOOT.foot_length_mm + 13.0, abs=0.5)


@pytest.mark.parametrize("more_mm", [-10.0, 2.0, 40.0])
def test_a_liner_of_another_length_is_refused(more_mm: float) -> None:
    with pytest.raises(PrescriptionError, match="it must be 255 to 275 mm long"):
        laid(FOOT, {"": drawing(liner(FOOT.foot_length_mm + more_mm))})
    with pytest.raises(PrescriptionError, match=r" 26\d\.?\d* m with units of 1 m"):
        laid(FOOT, {"": drawing(RIGHT, units={"1 m": 1000.0}, declared=True)})
    with pytest.raises(PrescriptionError, match="with units of 1 in"):
        laid(FOOT, {"": drawing(RIGHT, units={"1 in": 25.4}, declared=True)})


def test_the_side_is_told_by_the_shape_and_a_wrong_one_is_caught() -> None:
    with pytest.raises(PrescriptionError, match="shape of a left one, this is a right foot"):
        laid(FOOT, {"": drawing(LEFT)})
    with pytest.raises(PrescriptionError, match="said to be a right one, but has the shape of a left one"):
        laid(FOOT, {"right": drawing(LEFT)})
    mirrored = laid(FOOT, {"left": drawing(LEFT)})
    assert "drawn for the left shoe and mirrored for the right one" in mirrored.told[0]
    assert np.abs(mirrored.line_mm - laid(FOOT, {"": drawing(RIGHT)}).line_mm[0]).min() < 2.0
    own = laid(FOOT, {"left": drawing(LEFT), "right": drawing(RIGHT, name="other.dxf")})
    assert own.name == "other.dxf" and "mirrored" not in own.told[0]


def test_an_even_liner_needs_a_word() -> None:
    x = np.linspace(0.0, np.pi, 200)
    width = 32.0 + 14.0 * np.clip((x - 1.2) / 0.8, 0.0, 1.0)
    half = np.column_stack([132.0 * (1.0 - np.cos(x)), width * np.sin(x) ** 0.5])
    even = np.vstack([half * (1.0, -1.0), half[::-1][1:-1]])
    with pytest.raises(PrescriptionError, match="too even to tell left from right"):
        laid(FOOT, {"": drawing(even)})
    assert laid(FOOT, {"right": drawing(even)}).outline_mm


def test_heel_and_toes_must_differ() -> None:
    turn = np.linspace(0.0, 2.0 * np.pi, 200)[:-1]
    with pytest.raises(PrescriptionError, match="heel and toes cannot be told apart"):
        laid(FOOT, {"right": drawing(np.column_stack([131.0 * np.cos(turn), 45.0 * np.sin(turn)]))})


@pytest.mark.parametrize("name", TRUTH_FEET)
def test_on_every_foot_the_shape_tells_the_side(name: str) -> None:
    foot = truth_foot(name)
    own = liner(foot.foot_length_mm + 14.0)
    own, other = ((own * (1.0, -1.0))[::-1], own) if foot.mirrored else (own, (own * (1.0, -1.0))[::-1])
    found = laid(foot, {"": drawing(on_page(own))})
    behind, ahead = ends(foot, found.line_mm)
    assert -0.5 <= behind <= 6.0 and ahead > 3.0
    with pytest.raises(PrescriptionError, match="has the shape of a"):
        laid(foot, {"": drawing(on_page(other))})
