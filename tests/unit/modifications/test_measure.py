"""Measuring: each modification on devices made right and made wrong."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.design import design
from orthogen.kernel.arrays import FloatArray
from orthogen.modifications.arch_fill import ArchFill
from orthogen.modifications.forefoot_post import ForefootPost
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.heel_lift import HeelLift
from orthogen.modifications.medial_skive import MedialSkive
from orthogen.modifications.metatarsal_pad import MetatarsalPad
from orthogen.modifications.rearfoot_post import RearfootPost
from orthogen.records.prescription import Modification
from orthogen.records.site import Made
from tests.devices import made, order
from tests.soles import sole

SHELL = {"construction": "shell", "thickness_mm": 3.0, "length": "three-quarter"}
ORDERED: tuple[Modification, ...] = (
    HeelCup(depth_mm=14.0), ArchFill(depth_mm=2.0), RearfootPost(angle_deg=4.0), ForefootPost(angle_deg=2.0),
    MedialSkive(depth_mm=4.0), MetatarsalPad(height_mm=4.0), HeelLift(height_mm=3.0),
)  # fmt: skip


def device(item: Modification) -> Made:
    return made(design(sole(), order(*ORDERED)), item.KIND)


def standing_on(plane: FloatArray) -> Made:
    """A shell whose underside is this plane, with letters cut into it."""
    there = device(RearfootPost())
    site = design(sole(), order(HeelCup(depth_mm=14.0), **SHELL)).site
    letters = (np.abs(site.y_mm) < 3.0) & (site.x_mm % 6.0 < 2.0)
    bottom = np.where(site.inset_mm > 0, plane + 0.4 * letters, np.nan)
    return replace(there, site=site, top_mm=np.where(site.inset_mm > 0, 0.0, np.nan), bottom_mm=bottom, blocks=())


@pytest.mark.parametrize("item", ORDERED, ids=lambda item: item.KIND)
def test_a_device_made_right_is_right_and_one_made_a_tenth_too_strong_is_not(item: Modification) -> None:
    good = device(item)
    assert all(dose.ok for dose in item.measure(good))
    far = 1.1 * good.change_mm
    wrong = replace(
        good, change_mm=far, top_mm=good.top_mm - good.change_mm + far, rim_mm=np.add(good.rim_mm, (0.0, 0.0, 1.0))
    )
    assert not all(dose.ok for dose in item.measure(wrong))


@pytest.mark.parametrize("angle", [-6.0, 0.5, 4.0])
def test_posts_of_a_shell_are_read_from_its_underside(angle: float) -> None:
    site = standing_on(np.zeros(1)).site
    under = standing_on(-np.tan(np.radians(angle)) * site.y_mm + 0.02 * site.x_mm)
    for post in (RearfootPost(angle_deg=angle), ForefootPost(angle_deg=angle)):
        (dose,) = post.measure(under)
        assert dose.got == pytest.approx(angle, abs=0.005) and dose.ok
    assert not RearfootPost(angle_deg=angle + 1.0).measure(under)[0].ok


def test_lift_of_a_shell_is_how_far_its_plane_lies_below_the_shell_under_the_heel() -> None:
    site = standing_on(np.zeros(1)).site
    heel = site.foot.landmarks["heel_centre"].x_mm
    (dose,) = HeelLift(height_mm=5.0).measure(standing_on(0.04 * (site.x_mm - heel) - 8.0 + 0.0 * site.y_mm))
    assert dose.got == pytest.approx(5.0, abs=0.01) and dose.ok
    (dose,) = HeelLift(height_mm=5.0).measure(standing_on(0.04 * (site.x_mm - heel) - 7.5 + 0.0 * site.y_mm))
    assert not dose.ok


def test_a_pad_that_slipped_is_found_where_it_is() -> None:
    item = MetatarsalPad(height_mm=4.0)
    there = device(item)
    slipped = replace(there, change_mm=np.roll(there.change_mm, -8, axis=0))
    height, length, width, edge = item.measure(slipped)
    assert height.ok and length.ok and width.ok and not edge.ok
    assert edge.got == pytest.approx(5.0 + 4.0, abs=0.1)


def test_a_pad_of_another_size_is_told() -> None:
    item = MetatarsalPad(height_mm=4.0)
    other = made(design(sole(), order(MetatarsalPad(height_mm=4.0, length_mm=53.0, width_mm=38.0))), item.KIND)
    height, length, width, edge = item.measure(other)
    assert height.ok and edge.ok and not length.ok and not width.ok
    assert (length.got, width.got) == (pytest.approx(53.0, abs=0.02), pytest.approx(38.0, abs=0.02))


def test_a_pad_that_is_not_there_is_missed() -> None:
    item = MetatarsalPad(height_mm=4.0)
    there = device(item)
    height, *_, edge = item.measure(replace(there, change_mm=np.zeros_like(there.change_mm)))
    assert not height.ok and height.got == 0.0 and edge.got is None and edge.note


def test_the_angle_of_a_shallow_skive_is_measured_by_its_shape() -> None:
    item = MedialSkive(depth_mm=1.5)
    depth, angle = item.measure(made(design(sole(), order(HeelCup(depth_mm=14.0), item)), item.KIND))
    assert depth.ok and angle.ok and angle.got == pytest.approx(15.0, abs=0.02)
