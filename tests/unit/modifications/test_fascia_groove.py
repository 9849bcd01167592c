"""Fascia groove: a rounded channel along the medial band, exact on the device."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.design import design
from orthogen.modifications.blake_inversion import BlakeInversion
from orthogen.modifications.fascia_groove import FasciaGroove
from orthogen.modifications.heel_cup import HeelCup
from orthogen.records.site import Made
from tests.devices import made, order
from tests.feet import truth_foot
from tests.soles import sole
from tests.trials import KINDS_OF_DEVICE, faults, finished

CUP = HeelCup(depth_mm=14.0)
ITEM = FasciaGroove()


def device(item: FasciaGroove = ITEM, **settings: object) -> Made:
    return made(design(sole(), order(CUP, item, **settings)), item.KIND)


def test_it_runs_along_the_medial_band() -> None:
    site = device().site
    field = ITEM.field_mm(site)
    ix, iy = np.nonzero(field < 0.0)
    x, y = site.x_mm[ix, 0], site.y_mm[0, iy]
    assert x.min() == pytest.approx(0.30 * 250.0, abs=1.0) and x.max() == pytest.approx(0.65 * 250.0, abs=1.0)
    assert field.min() == pytest.approx(-3.0, abs=1e-3)
    middle = np.abs(x - 120.0) < 0.3
    assert np.ptp(y[middle]) == pytest.approx(10.0, abs=1.0)
    assert 6.5 < y[middle].mean() < 0.09 * 250.0


def test_a_short_device_has_a_shorter_one() -> None:
    short = design(sole(), order(CUP, length="three-quarter")).site
    ends = float(short.x_mm[np.nonzero(ITEM.field_mm(short))[0], 0].max())
    edge = float(short.x_mm[np.nonzero((short.inset_mm > 0).any(axis=1))[0], 0].max())
    assert ends < edge - 15.0


@pytest.mark.parametrize("item", [ITEM, FasciaGroove(depth_mm=1.0, width_mm=8.0), FasciaGroove(width_mm=14.0)])
def test_made_right_and_made_wrong(item: FasciaGroove) -> None:
    good = device(item)
    assert all(dose.ok and dose.got is not None for dose in item.measure(good))
    assert not item.measure(replace(good, change_mm=1.1 * good.change_mm))[0].ok
    depth, width = item.measure(device(replace(item, width_mm=1.1 * item.width_mm)))
    assert depth.ok and not width.ok and width.got == pytest.approx(1.1 * item.width_mm, abs=0.02)


def test_a_missing_one_is_missed_and_a_faint_one_is_measured() -> None:
    good = device()
    assert not ITEM.measure(replace(good, change_mm=0.0 * good.change_mm))[0].ok
    (nothing,) = ITEM.measure(replace(good, change_mm=np.full_like(good.change_mm, np.nan)))
    assert not nothing.ok and nothing.note
    depth, width = FasciaGroove(depth_mm=0.5).measure(device(FasciaGroove(depth_mm=0.5)))
    assert depth.ok and width.got == pytest.approx(width.asked, abs=0.02)


def test_guards_speak_with_numbers() -> None:
    site = design(sole(length_mm=160.0), order(CUP)).site
    small, said = FasciaGroove(depth_mm=4.0, width_mm=16.0).settled(site)
    assert small.width_mm == pytest.approx(0.064 * 160.0) and small.depth_mm < 3.2
    assert "10.2 mm across" in said[0] and "43°" in said[1]
    assert ITEM.settled(device().site) == (ITEM, ())


@pytest.mark.parametrize(("construction", "length"), KINDS_OF_DEVICE)
def test_real_devices(construction: str, length: str) -> None:
    for item in (FasciaGroove(depth_mm=0.5), ITEM, FasciaGroove(depth_mm=4.0, width_mm=16.0)):
        assert not faults(finished(sole(), item, construction=construction, length=length))


@pytest.mark.parametrize("foot", ["adult_left_cavus", "child_right_flexible_flat"])
def test_on_scanned_feet(foot: str) -> None:
    assert not faults(finished(truth_foot(foot), ITEM, BlakeInversion(), cup_mm=20.0))
    assert not faults(finished(truth_foot(foot), ITEM, construction="shell", length="three-quarter"))
