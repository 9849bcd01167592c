"""Forefoot balance, thickness zone, top cover: what acts on the whole bed, made right and made wrong."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen import pipeline
from orthogen.design import design
from orthogen.modifications.forefoot_balance import ForefootBalance
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.thickness_zone import ThicknessZone
from orthogen.modifications.top_cover import TopCover
from orthogen.records.device import Device
from orthogen.records.prescription import Modification
from tests.devices import doses, made, order
from tests.soles import sole

CUP = HeelCup(depth_mm=14.0)


def built(*items: Modification, construction: str = "insole", length: str = "full") -> Device:
    settings = {
        "construction": construction,
        "length": length,
        "thickness_mm": 4.0 if construction == "insole" else 3.0,
    }
    return pipeline.make(sole(), order(CUP, *items, **settings), label="R T", case="test", clock=lambda: 0.0)


@pytest.mark.parametrize("construction", ["insole", "shell"])
@pytest.mark.parametrize("length", ["full", "three-quarter"])
@pytest.mark.parametrize(
    "item",
    [
        ForefootBalance(angle_deg=6.0), ForefootBalance(angle_deg=-4.0, method="extrinsic"),
        TopCover(thickness_mm=3.0), TopCover(thickness_mm=6.0),
        ThicknessZone(heel_mm=2.0, arch_mm=1.0, forefoot_mm=1.5),
    ],
)  # fmt: skip
def test_a_finished_device_has_what_was_asked(item: Modification, construction: str, length: str) -> None:
    device = built(item, construction=construction, length=length)
    assert not [finding for finding in device.findings if not finding.ok]
    for dose in device.doses:
        assert dose.ok and (dose.got is None) == bool(dose.note), dose
        assert dose.got is None or abs(dose.got - dose.asked) <= 0.05


@pytest.mark.parametrize("item", [ForefootBalance(angle_deg=4.0), TopCover(), ThicknessZone(heel_mm=2.0)])
def test_one_made_a_tenth_too_strong_is_told(item: Modification) -> None:
    good = made(design(sole(), order(CUP, item)), item.KIND)
    wrong = replace(good, change_mm=1.1 * good.change_mm)
    assert all(dose.ok for dose in item.measure(good)) and not all(dose.ok for dose in item.measure(wrong))


def test_an_intrinsic_balance_is_limited_and_an_extrinsic_one_is_under_the_shell() -> None:
    site = design(sole(), order(CUP)).site
    inner, said = ForefootBalance(angle_deg=8.0).settled(site)
    assert inner.angle_deg == 6.0 and "6.00°" in said[0]
    wedge = ForefootBalance(angle_deg=3.0, method="extrinsic")
    assert wedge.block() is not None and ForefootBalance(angle_deg=3.0).block() is None
    shell = {"construction": "shell", "thickness_mm": 3.0}
    bare, wedged = (design(sole(), order(CUP, *items, **shell)).bed_mm for items in ((), (wedge,)))
    assert bare.tobytes() == wedged.tobytes()


def test_doses_under_a_cover_are_those_of_the_cover() -> None:
    """The foot stands on the cover: each dose is exact there, and the part lies the cover's thickness below it."""
    balance, cover = ForefootBalance(angle_deg=3.0), TopCover(thickness_mm=4.0)
    plan = design(sole(), order(CUP, balance, cover))
    assert all(abs(dose.got - dose.asked) < 0.02 for dose in doses(plan) if dose.got is not None)
    plain = design(sole(), order(CUP, balance))
    assert np.abs(plan.stood_on_mm - plain.bed_mm).max() < 1e-9
    assert (plan.cover_mm <= -3.99).all()


def test_a_zone_changes_nothing_where_it_is_not() -> None:
    plan = design(sole(), order(CUP, ThicknessZone(heel_mm=0.0, forefoot_mm=2.0)))
    bare = design(sole(), order(CUP))
    behind = plan.grid.x_mm[:, 0] < 0.49 * 250.0
    assert (plan.bed_mm == bare.bed_mm)[behind].all()
