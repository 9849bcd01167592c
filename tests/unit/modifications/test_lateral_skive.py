"""Lateral skive: the mirror image of the medial one, measured, and what speaks against it."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.design import design
from orthogen.errors import PrescriptionError
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.lateral_skive import LateralSkive
from orthogen.modifications.medial_skive import MedialSkive
from orthogen.prescribe.conflicts import clashes
from orthogen.records.site import Made
from tests.devices import made, order
from tests.feet import truth_foot
from tests.soles import sole
from tests.trials import KINDS_OF_DEVICE, faults, finished

CUP = HeelCup(depth_mm=14.0)
ITEM = LateralSkive(depth_mm=4.0)


def device(item: LateralSkive = ITEM) -> Made:
    return made(design(sole(), order(CUP, item)), item.KIND)


def test_it_is_the_mirror_image_of_the_medial_skive() -> None:
    site = design(sole(arch_mm=0.0), order(CUP)).site
    mirrored = replace(site, grid=replace(site.grid, y0_mm=-float(site.y_mm[0, -1])),
                       surface_mm=site.surface_mm[:, ::-1], inset_mm=site.inset_mm[:, ::-1])  # fmt: skip
    lateral = ITEM.field_mm(site)
    assert lateral[:, ::-1] == pytest.approx(MedialSkive(depth_mm=4.0).field_mm(mirrored), abs=1e-9)
    assert not lateral[(site.y_mm > 20.0) & (site.inset_mm > 4.0)].any()


@pytest.mark.parametrize(("depth", "angle"), [(3.0, 10.0), (4.0, 15.0), (6.0, 25.0)])
def test_made_right_and_a_tenth_too_strong(depth: float, angle: float) -> None:
    item = LateralSkive(depth_mm=depth, angle_deg=angle)
    good = device(item)
    assert all(dose.ok and dose.got is not None for dose in item.measure(good))
    wrong = replace(good, change_mm=1.1 * good.change_mm, top_mm=good.top_mm + 0.1 * good.change_mm)
    assert not all(dose.ok for dose in item.measure(wrong))


def test_another_plane_is_seen() -> None:
    good = device()
    tilted = replace(good, top_mm=good.top_mm + np.tan(np.radians(1.0)) * good.site.y_mm)
    depth, angle = ITEM.measure(tilted)
    assert depth.ok and not angle.ok and angle.got == pytest.approx(14.1, abs=0.1)


def test_the_angle_of_a_shallow_one_is_measured_by_its_shape() -> None:
    item = LateralSkive(depth_mm=1.5)
    depth, angle = item.measure(device(item))
    assert depth.ok and angle.got == pytest.approx(15.0, abs=0.02)
    steeper = device(LateralSkive(depth_mm=1.5, angle_deg=16.0))
    assert not item.measure(steeper)[1].ok


def test_what_speaks_against_it() -> None:
    warned = dict(clashes(order(HeelCup(depth_mm=12.0), ITEM), {"posture_index": 7.0}))
    assert set(warned) == {"skive-needs-cup", "lateral-on-pronated"}
    with pytest.raises(PrescriptionError, match="work against each other"):
        clashes(order(CUP, ITEM, MedialSkive()), {})
    assert not clashes(order(CUP, ITEM), {"posture_index": 5.0})


@pytest.mark.parametrize(("construction", "length"), KINDS_OF_DEVICE)
def test_real_devices(construction: str, length: str) -> None:
    for depth in (1.0, 3.0, 6.0):
        item = LateralSkive(depth_mm=depth)
        assert not faults(finished(sole(), item, construction=construction, length=length))


def test_on_a_cavus_foot() -> None:
    assert not faults(finished(truth_foot("adult_left_cavus"), ITEM, construction="shell", length="three-quarter"))
    assert not faults(finished(truth_foot("child_right_flexible_flat"), ITEM))
