"""Heel spur well: round or open, exact on the device, kept within the heel and below 43°."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.design import design
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.heel_spur_well import HeelSpurWell
from orthogen.records.site import Made, Site
from tests.devices import made, order
from tests.feet import truth_foot
from tests.soles import sole
from tests.trials import KINDS_OF_DEVICE, faults, finished

CUP = HeelCup(depth_mm=14.0)
ROUND, HORSESHOE = HeelSpurWell(), HeelSpurWell(open_mm=25.0)


def device(item: HeelSpurWell, length_mm: float = 250.0) -> Made:
    return made(design(sole(length_mm=length_mm), order(CUP, item)), item.KIND)


def deep(item: HeelSpurWell, site: Site, ahead_mm: float, aside_mm: float = 0.0) -> float:
    """How deep the well is at a place seen from its centre."""
    x, y = np.array([0.165 * 250.0 + ahead_mm]), np.array([6.5 + aside_mm])
    return -float(site.grid.sample_linear(item.field_mm(site), x, y)[0])


def test_round_it_is_as_deep_and_as_wide_as_ordered() -> None:
    site = device(ROUND).site
    assert deep(ROUND, site, 0.0) == pytest.approx(3.0, abs=1e-6)
    for ahead, aside in ((11.5, 0.0), (-11.5, 0.0), (0.0, 11.5), (0.0, -11.5), (8.2, 8.2)):
        assert deep(ROUND, site, ahead, aside) == 0.0
    assert deep(ROUND, site, 0.0, 9.5) > 0.1


def test_a_horseshoe_is_open_to_the_front_without_a_wall() -> None:
    site = device(HORSESHOE).site
    run = [deep(HORSESHOE, site, ahead) for ahead in np.arange(0.0, 40.0, 0.5)]
    assert run[0] == pytest.approx(3.0, abs=1e-6) and run[20] == pytest.approx(3.0, abs=0.05) and run[-1] == 0.0
    assert np.max(-np.diff(run)) / 0.5 < np.tan(np.radians(20.0))
    assert deep(HORSESHOE, site, -11.5) == 0.0


@pytest.mark.parametrize("item", [ROUND, HORSESHOE, HeelSpurWell(depth_mm=1.5, diameter_mm=16.0, open_mm=10.0)])
def test_made_right_and_made_wrong(item: HeelSpurWell) -> None:
    good = device(item)
    assert all(dose.ok and dose.got is not None for dose in item.measure(good))
    assert not item.measure(replace(good, change_mm=1.1 * good.change_mm))[0].ok
    wide = replace(item, diameter_mm=1.1 * item.diameter_mm)
    depth, diameter, *_ = item.measure(device(wide))
    assert not diameter.ok and diameter.got == pytest.approx(wide.diameter_mm, abs=0.02)
    assert depth.ok


def test_the_opening_is_measured() -> None:
    *_, opening = HORSESHOE.measure(device(replace(HORSESHOE, open_mm=27.0)))
    assert not opening.ok and opening.got == pytest.approx(27.0, abs=0.02)


def test_a_shift_is_no_dose_and_a_missing_well_is_missed() -> None:
    good = device(ROUND)
    assert all(dose.ok for dose in ROUND.measure(replace(good, change_mm=np.roll(good.change_mm, 1, axis=1))))
    assert not ROUND.measure(replace(good, change_mm=0.0 * good.change_mm))[0].ok
    (nothing,) = ROUND.measure(replace(good, change_mm=np.full_like(good.change_mm, np.nan)))
    assert not nothing.ok and nothing.note


def test_a_faint_one_is_measured_too() -> None:
    depth, diameter = HeelSpurWell(depth_mm=0.5).measure(device(HeelSpurWell(depth_mm=0.5)))
    assert depth.ok and diameter.got == pytest.approx(diameter.asked, abs=0.02)


def test_guards_speak_with_numbers() -> None:
    site = device(ROUND, 160.0).site
    small, said = HeelSpurWell(depth_mm=5.0, diameter_mm=30.0, open_mm=40.0).settled(site)
    assert small.diameter_mm == pytest.approx(0.12 * 160.0) and small.open_mm == pytest.approx(0.16 * 160.0)
    assert small.depth_mm < 3.5 and len(said) == 3
    assert "19.2 mm across" in said[0] and "25.6 mm" in said[1] and "43°" in said[2]
    assert ROUND.settled(device(ROUND).site) == (ROUND, ())


@pytest.mark.parametrize(("construction", "length"), KINDS_OF_DEVICE)
def test_real_devices(construction: str, length: str) -> None:
    for item in (HeelSpurWell(depth_mm=0.5), ROUND, HORSESHOE, HeelSpurWell(depth_mm=5.0, diameter_mm=30.0)):
        assert not faults(finished(sole(), item, construction=construction, length=length))


@pytest.mark.parametrize("foot", ["adult_left_planus", "child_right_flexible_flat"])
def test_on_scanned_feet(foot: str) -> None:
    assert not faults(finished(truth_foot(foot), ROUND))
    assert not faults(finished(truth_foot(foot), HORSESHOE, construction="shell", length="three-quarter"))
