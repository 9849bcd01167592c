"""Unit. what the length of a foot says about the unit of its file."""

import re

import numpy as np
import pytest

from orthogen.anatomy.unit import decided, first_scale
from orthogen.errors import UnitUnclear
from orthogen.records.scan import MM_PER_UNIT
from tests.unit.anatomy.shapes import scan_of

_NOTHING = (np.zeros((3, 3)), np.array([[0, 1, 2]]))


@pytest.mark.parametrize("unit", MM_PER_UNIT)
@pytest.mark.parametrize("length_mm", [140.0, 185.0, 255.0, 298.0])
def test_every_unit_is_inferred(unit, length_mm):
    found, source, findings = decided(scan_of(*_NOTHING), length_mm / MM_PER_UNIT[unit])
    assert (found, source) == (unit, "inferred")
    assert findings[0].check == "unit_inferred"
    assert findings[0].measured > 0.3 or length_mm < 170
    assert (len(findings) == 2 and findings[1].level == "warning") == (length_mm < 170)


@pytest.mark.parametrize("length", [11.9, 12.4, 13.1])
def test_a_toddler_in_centimetres_or_a_giant_in_inches_is_asked_for(length):
    with pytest.raises(UnitUnclear, match="two units make this foot possible"):
        decided(scan_of(*_NOTHING), length)
    assert decided(scan_of(*_NOTHING, unit="cm"), length)[0] == "cm"


def test_a_given_unit_wins_and_is_not_doubted_for_a_child():
    assert decided(scan_of(*_NOTHING, unit="mm"), 130.0) == ("mm", "given", ())


@pytest.mark.parametrize(
    ("unit", "length", "said"),
    [("mm", 2.6, "2.6 mm"), ("m", 255.0, "255 m"), ("cm", 9.9, "99 mm"), ("mm", 336.0, "336 mm")],
)
def test_a_given_unit_that_makes_no_foot_is_refused_with_the_number(unit, length, said):
    with pytest.raises(UnitUnclear, match=re.escape(f" {said} long")):
        decided(scan_of(*_NOTHING, unit=unit), length)


@pytest.mark.parametrize("length", [2.6, 40.0, 900.0])
def test_a_size_that_no_unit_explains_is_refused(length):
    with pytest.raises(UnitUnclear, match="no unit makes this foot"):
        decided(scan_of(*_NOTHING), length)


def test_the_search_starts_near_a_foot_even_if_the_given_unit_is_absurd():
    assert first_scale(0.27, None) == 1000
    assert first_scale(270.0, "mm") == 1
    assert first_scale(270.0, "m") * 270.0 == pytest.approx(290.0)
