"""Heel platform: a level rise of the heel in an insole, a lower plane under a shell."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.design import design
from orthogen.modifications.forefoot_post import ForefootPost
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.heel_lift import HeelLift
from orthogen.modifications.heel_platform import HeelPlatform
from orthogen.modifications.rearfoot_post import RearfootPost
from orthogen.modifications.thickness_zone import ThicknessZone
from orthogen.modifications.top_cover import TopCover
from orthogen.prescribe.conflicts import clashes
from orthogen.records.site import Made
from tests.devices import made, order
from tests.feet import truth_foot
from tests.soles import sole
from tests.trials import KINDS_OF_DEVICE, faults, finished

CUP = HeelCup(depth_mm=14.0)
ITEM = HeelPlatform(height_mm=3.0)
OTHERS = (RearfootPost(angle_deg=4.0), HeelLift(height_mm=4.0), ForefootPost(angle_deg=-3.0))


def device(item: HeelPlatform = ITEM) -> Made:
    return made(design(sole(), order(CUP, item)), item.KIND)


def shell(height_mm: float, *, thickness_mm: float = 3.0, along: float = 0.0) -> Made:
    """A flat plate on a block whose plane is so much lower, pitched by `along`."""
    site = design(sole(), order(CUP, construction="shell", length="three-quarter", thickness_mm=thickness_mm)).site
    inside = site.inset_mm > 0
    block = (site.x_mm < 0.30 * 250.0) & (site.inset_mm > 5.0)
    plane = -thickness_mm - 0.3 - height_mm + along * (site.x_mm - 75.0)
    bottom = np.where(block, np.minimum(-thickness_mm, plane), -thickness_mm)
    there = device()
    return replace(there, site=site, bottom_mm=np.where(inside, bottom, np.nan), top_mm=np.where(inside, 0.0, np.nan))


def test_the_heel_rises_level_and_the_ball_stays() -> None:
    site = device().site
    field = ITEM.field_mm(site)
    assert (field[site.x_mm[:, 0] <= 0.30 * 250.0] == 3.0).all()
    assert not field[site.x_mm[:, 0] >= 0.50 * 250.0].any()


def test_made_right_and_a_tenth_too_strong() -> None:
    good = device()
    assert ITEM.measure(good)[0].ok
    assert not ITEM.measure(replace(good, change_mm=1.1 * good.change_mm))[0].ok


@pytest.mark.parametrize("thickness", [2.0, 3.0, 4.5])
def test_under_a_shell_it_is_read_from_plane_and_top(thickness: float) -> None:
    (dose,) = ITEM.measure(shell(3.0, thickness_mm=thickness))
    assert dose.ok and dose.got == pytest.approx(3.0, abs=0.005)
    (wrong,) = ITEM.measure(shell(3.3, thickness_mm=thickness))
    assert not wrong.ok and wrong.got == pytest.approx(3.3, abs=0.005)


def test_a_pitched_plane_is_measured_under_the_heel_centre() -> None:
    (dose,) = ITEM.measure(shell(3.0, along=0.02))
    assert dose.got == pytest.approx(3.0 + 0.02 * (0.30 - 0.15) * 250.0, abs=0.01)


def test_beside_a_zone_of_more_thickness_and_under_a_cover() -> None:
    others = ThicknessZone(heel_mm=1.5, arch_mm=1.0), TopCover()
    assert not faults(finished(sole(), ITEM, *others, construction="shell"))


def test_a_high_stack_is_warned_of() -> None:
    assert dict(clashes(order(HeelPlatform(height_mm=4.0), HeelLift(height_mm=8.0)), {})).keys() == {"heel-stack"}
    assert not clashes(order(HeelPlatform(height_mm=2.0), HeelLift(height_mm=8.0)), {})


@pytest.mark.parametrize(("construction", "length"), KINDS_OF_DEVICE)
def test_real_devices(construction: str, length: str) -> None:
    for height in (0.5, 2.0, 6.0):
        item = HeelPlatform(height_mm=height)
        assert not faults(finished(sole(), item, construction=construction, length=length))
    assert not faults(finished(sole(), ITEM, *OTHERS, construction=construction, length=length))


@pytest.mark.parametrize("foot", ["adult_left_cavus", "child_right_flexible_flat"])
def test_on_scanned_feet(foot: str) -> None:
    for construction in ("insole", "shell"):
        assert not faults(finished(truth_foot(foot), ITEM, *OTHERS, construction=construction))
