"""Blake inversion: a fifth of the angle in the heel, nothing in the arch, and what it needs."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.design import design
from orthogen.modifications.blake_inversion import BlakeInversion
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.lateral_skive import LateralSkive
from orthogen.modifications.medial_skive import MedialSkive
from orthogen.modifications.rearfoot_post import RearfootPost
from orthogen.prescribe.conflicts import clashes
from orthogen.records.site import Made
from tests.devices import made, order
from tests.feet import truth_foot
from tests.soles import sole
from tests.trials import KINDS_OF_DEVICE, faults, finished

CUP = HeelCup(depth_mm=20.0)
ITEM = BlakeInversion()


def device(item: BlakeInversion = ITEM, length_mm: float = 250.0) -> Made:
    return made(design(sole(length_mm=length_mm), order(CUP, item)), item.KIND)


@pytest.mark.parametrize("angle", [15.0, 25.0, 35.0])
def test_the_heel_leans_by_a_fifth_and_the_arch_stays(angle: float) -> None:
    there = device(BlakeInversion(inversion_deg=angle))
    field, site = BlakeInversion(inversion_deg=angle).field_mm(there.site), there.site
    ix = int(np.argmin(np.abs(site.x_mm[:, 0] - 40.0)))
    y = [int(np.argmin(np.abs(site.y_mm[0] - at))) for at in (0.0, 15.0)]
    lean = (field[ix, y[1]] - field[ix, y[0]]) / 15.0
    assert np.degrees(np.arctan(lean)) == pytest.approx(angle / 5.0, abs=1e-6)
    assert field.min() == 0.0 and not field[site.x_mm[:, 0] > 0.42 * 250.0].any()
    assert not field[:, site.y_mm[0] < -0.09 * 250.0].any()


def test_ordinary_inversion_raises_the_arch_too() -> None:
    site = device().site
    arch = int(np.argmin(np.abs(site.x_mm[:, 0] - 0.46 * 250.0)))
    assert BlakeInversion(inversion_deg=9.0).field_mm(site)[arch].max() > 0.3
    assert not BlakeInversion(inversion_deg=10.0).field_mm(site)[arch].any()


@pytest.mark.parametrize("angle", [5.0, 25.0, 35.0])
@pytest.mark.parametrize("length_mm", [150.0, 250.0, 310.0])
def test_made_right_and_a_tenth_too_strong(angle: float, length_mm: float) -> None:
    item = BlakeInversion(inversion_deg=angle)
    good = device(item, length_mm)
    (dose,) = item.measure(good)
    assert dose.ok and dose.got == pytest.approx(angle, abs=0.01)
    (wrong,) = item.measure(replace(good, change_mm=1.1 * good.change_mm))
    assert not wrong.ok and wrong.got == pytest.approx(1.1 * angle, abs=0.1)


def test_a_heel_that_is_not_there_says_so() -> None:
    good = device()
    (dose,) = ITEM.measure(replace(good, change_mm=np.full_like(good.change_mm, np.nan)))
    assert dose.got is None and "inside its trim line" in dose.note


def test_what_it_needs_and_what_speaks_against_it() -> None:
    beside = (HeelCup(depth_mm=18.0), ITEM, LateralSkive(), RearfootPost(angle_deg=-2.0))
    warned = dict(clashes(order(*beside), {"posture_index": -3.0}))
    assert {"blake-needs-deep-cup", "medial-on-supinated"} < set(warned)
    assert {"inversion-and-lateral-skive", "inversion-and-lateral-post"} < set(warned)
    assert not clashes(
        order(CUP, ITEM, MedialSkive(), RearfootPost()), {"posture_index": 9.0, "may_be_neuropathic": None}
    )


@pytest.mark.parametrize(("construction", "length"), KINDS_OF_DEVICE)
def test_real_devices(construction: str, length: str) -> None:
    for angle in (5.0, 25.0, 35.0):
        item = BlakeInversion(inversion_deg=angle)
        assert not faults(finished(sole(), item, construction=construction, length=length, cup_mm=20.0))


def test_on_a_flat_foot_with_a_skive_and_on_a_child() -> None:
    flat = finished(truth_foot("adult_left_planus"), ITEM, MedialSkive(), construction="shell", cup_mm=22.0)
    assert not faults(flat)
    assert not faults(finished(truth_foot("child_right_flexible_flat"), ITEM, cup_mm=20.0))
    assert not faults(finished(sole(length_mm=150.0), ITEM, cup_mm=14.0))
