"""Zones. infill ordered by zone -> small steps, closed volumes, bodies that fill the device."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from orthogen import pipeline
from orthogen.errors import PrescriptionError
from orthogen.kernel.mesh import edges, welded
from orthogen.kernel.stl import triangles
from orthogen.records.device import Device
from orthogen.records.zones import Volume
from orthogen.solid.zones import zoned
from tests.feet import truth_foot
from tests.orders import ordered


def made(side: str = "right", *, length: str = "full", construction: str = "insole", well: float = 0.0,
         **zones: float) -> Device:  # fmt: skip
    name = {"right": "adult_right_normal", "left": "adult_left_planus"}[side]
    doses = {"heel_cup": 12} | ({"offload_well": well} if well else {})
    order = replace(ordered(construction, length, **doses), zones=zones)
    return pipeline.make(truth_foot(name), order, label="X", case="X", clock=lambda: 0.0)


def closed_volume_mm3(volume: Volume) -> float:
    mesh = welded(volume.triangles_mm)
    half = edges(mesh)
    assert (half.uses == 2).all() and not half.alike.any()
    return mesh.signed_volume_mm3


@pytest.mark.parametrize("side", ["right", "left"])
def test_steps_are_small_and_volumes_are_closed(side: str) -> None:
    zoned = made(side, heel=60, rest=15).zoned
    assert zoned is not None
    infill = [60.0, *sorted((item.infill_percent for item in zoned.modifiers), reverse=True), 15.0]
    assert infill[1] == 60 and max(a / b for a, b in pairwise(infill)) < 1.21
    assert all(closed_volume_mm3(item) > 0 for item in zoned.modifiers)


@pytest.mark.parametrize("side", ["right", "left"])
def test_bodies_fill_the_device(side: str) -> None:
    device = made(side, well=3.0, heel=40, forefoot=25, offload=8)
    assert device.zoned is not None and not device.zoned.told
    volumes = [closed_volume_mm3(item) for item in device.zoned.bodies]
    assert {item.region for item in device.zoned.bodies} == {"heel", "arch", "forefoot", "offload"}
    assert min(volumes) > 0
    assert sum(volumes) == pytest.approx(welded(triangles(device.stl)).signed_volume_mm3, rel=2e-3)
    low = min(item.triangles_mm[..., 2].min() for item in device.zoned.bodies)
    assert low == pytest.approx(0.0, abs=0.02)  # two sheets, each within .01 mm of the design


def test_an_offloaded_place_grows_softer_inwards() -> None:
    device = made(well=3.0, offload=6, rest=20)
    assert device.zoned is not None
    soft = device.zoned.modifiers
    assert [item.region for item in soft] == ["offload"] * len(soft)
    infill = [20.0, *(item.infill_percent for item in soft)]
    assert infill[-1] == 6 and all(b < a < 1.21 * b for a, b in pairwise(infill))
    sizes = [closed_volume_mm3(item) for item in soft]
    assert sizes == sorted(sizes, reverse=True)
    mth2 = device.foot.landmarks["mth2"]
    middle = soft[-1].triangles_mm.reshape(-1, 3).mean(axis=0)
    assert np.hypot(middle[0] - mth2.x_mm, middle[1] - mth2.y_mm) < 4


def test_equal_zones_need_no_modifier() -> None:
    zoned = made(heel=15).zoned
    assert zoned is not None and not zoned.modifiers and len(zoned.bodies) == 1


@pytest.mark.parametrize(("given", "word"), [
    ({"construction": "shell", "length": "three-quarter", "heel": 30}, "shell"),
    ({"offload": 8}, "no offload well"),
])  # fmt: skip
def test_zones_that_the_device_cannot_have_are_refused(given: dict[str, object], word: str) -> None:
    with pytest.raises(PrescriptionError, match=word):
        made(**given)  # type: ignore[arg-type]


def test_a_zone_beyond_the_end_of_the_device_is_refused() -> None:
    whole = made(forefoot=30)
    short = replace(whole.design, outline_mm=np.minimum(whole.design.outline_mm, 150.0))
    with pytest.raises(PrescriptionError, match="ends at 150 mm"):
        zoned(replace(whole, design=short))
