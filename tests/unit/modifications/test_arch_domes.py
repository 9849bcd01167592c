"""Domes under the arches: navicular and cuboid pad, lateral and transverse arch, arch raise."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen import pipeline
from orthogen.design import design
from orthogen.errors import PrescriptionError
from orthogen.modifications.arch_fill import ArchFill
from orthogen.modifications.arch_raise import ArchRaise
from orthogen.modifications.cuboid_pad import CuboidPad
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.lateral_arch import LateralArch
from orthogen.modifications.navicular_pad import NavicularPad
from orthogen.modifications.transverse_arch import TransverseArch
from orthogen.prescribe.conflicts import clashes
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification
from tests.devices import made, order
from tests.feet import truth_foot
from tests.soles import sole

DOMES: tuple[Modification, ...] = (NavicularPad(), CuboidPad(), LateralArch(), TransverseArch(), ArchRaise())
WAYS = [("insole", "full"), ("insole", "three-quarter"), ("shell", "sulcus")]


def assert_sound(foot: Foot, *items: Modification, construction: str = "insole", length: str = "full") -> None:
    wish = order(HeelCup(depth_mm=14.0), *items, construction=construction, length=length)
    device = pipeline.make(foot, wish, label="R 1", case="1", clock=lambda: 0.0)
    assert all(dose.ok for dose in device.doses), device.doses
    assert not [item for item in device.findings if item.level == "fault"]


@pytest.mark.parametrize(("construction", "length"), WAYS)
@pytest.mark.parametrize("item", DOMES, ids=lambda item: item.KIND)
def test_low_usual_and_high_domes_are_made_as_asked(item: Modification, construction: str, length: str) -> None:
    high = item.limits()["height_mm"]["high"]
    for share in (0.15, 0.6, 1.0):
        dome = replace(item, height_mm=share * high)
        assert_sound(sole(), dome, construction=construction, length=length)


@pytest.mark.parametrize("name", ["adult_left_cavus", "child_right_flexible_flat"])
def test_all_domes_together_on_real_feet(name: str) -> None:
    assert_sound(truth_foot(name), *DOMES)


@pytest.mark.parametrize("item", DOMES, ids=lambda item: item.KIND)
def test_made_too_strong_or_in_another_place_is_told(item: Modification) -> None:
    good = made(design(sole(), order(HeelCup(depth_mm=14.0), item)), item.KIND)
    assert all(dose.ok for dose in item.measure(good))
    assert not item.measure(replace(good, change_mm=1.1 * good.change_mm))[0].ok
    assert not all(dose.ok for dose in item.measure(replace(good, change_mm=np.roll(good.change_mm, 24, axis=0))))
    assert not item.measure(replace(good, change_mm=np.zeros_like(good.change_mm)))[0].ok


@pytest.mark.parametrize("item", DOMES, ids=lambda item: item.KIND)
def test_the_rim_stays_what_it_was_and_the_heads_are_free(item: Modification) -> None:
    for foot in (sole(), sole(length_mm=120.0)):
        site = design(foot, order(HeelCup(depth_mm=14.0))).site
        field = item.settled(site)[0].field_mm(site)
        assert field.max() > 0.9 and field.min() == 0.0
        assert np.abs(field[(site.inset_mm > -1.0) & (site.inset_mm < 0.3)]).max() < 0.01
        assert not field[np.broadcast_to(site.x_mm > foot.mth_line_x_mm(site.y_mm) - 2.0, field.shape)].any()


def test_apex_lies_beneath_its_landmark() -> None:
    site = design(sole(), order()).site
    for item, mark in ((NavicularPad(width_mm=25.0), "navicular"), (CuboidPad(), "cuboid")):
        ix, iy = np.unravel_index(int(item.field_mm(site).argmax()), site.grid.shape)
        there = site.foot.landmarks[mark]
        assert site.x_mm[ix, 0] == pytest.approx(there.x_mm, abs=1.0)
        assert site.y_mm[0, iy] == pytest.approx(there.y_mm, abs=1.0)


def test_a_short_foot_gets_a_smaller_pad_and_is_told() -> None:
    site = design(sole(length_mm=150.0), order()).site
    pad, said = NavicularPad(height_mm=6.0).settled(site)
    assert (pad.length_mm, pad.width_mm) == (pytest.approx(39.0), pytest.approx(20.25)) and pad.height_mm < 5.0
    assert len(said) == 2 and "39.0 × 20.2 mm" in said[0] and "35°" in said[1]


def test_the_size_of_a_flat_pad_is_measured_too() -> None:
    item = NavicularPad(height_mm=0.5)
    for dose in item.measure(made(design(sole(), order(item)), item.KIND)):
        assert dose.ok and dose.got == pytest.approx(dose.asked, abs=0.02), dose


def test_an_arch_is_never_raised_above_the_unloaded_one_nor_beside_a_fill() -> None:
    site = design(sole(), order()).site
    lying, said = ArchRaise().settled(replace(site, foot=replace(site.foot, load="unloaded")))
    assert lying.is_null and "unloaded" in said[0]
    with pytest.raises(PrescriptionError, match="undo each other"):
        clashes(order(ArchRaise(), ArchFill()), {})
