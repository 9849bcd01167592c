"""Sole. a device bent to its shoe: as thick, as dosed and as sound as a flat one, and risen as the shoe rises."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen import pipeline
from orthogen.kernel import stl
from orthogen.modifications import catalogue
from orthogen.records.device import Device
from orthogen.records.shoe import FLAT, Shoe
from tests.devices import order
from tests.soles import sole

FOOT = sole()
ITEMS = (
    catalogue()["heel_lift"](height_mm=4.0), catalogue()["rearfoot_post"](angle_deg=3.0),
    catalogue()["heel_cup"](depth_mm=14.0),
)  # fmt: skip
STEEP = Shoe(heel_drop_mm=15.0, toe_spring_mm=12.0)


def made(shoe: Shoe, *, construction: str = "insole", length: str = "full", side: str = "right") -> Device:
    ordered = replace(order(*ITEMS), construction=construction, length=length, shoe=shoe)
    return pipeline.make(sole(side=side), ordered, label="R c", case="c", clock=lambda: 0.0)


def measured(device: Device, check: str) -> float:
    (found,) = [item for item in device.findings if item.check == check]
    assert found.measured is not None
    return found.measured


@pytest.mark.parametrize("construction", ["insole", "shell"])
@pytest.mark.parametrize("length", ["full", "sulcus", "three-quarter"])
def test_doses_walls_and_fit_are_those_of_the_flat_device(construction: str, length: str) -> None:
    flat, bent = (made(shoe, construction=construction, length=length) for shoe in (FLAT, STEEP))
    assert bent.verdict == flat.verdict == "accepted"
    assert [dose.got for dose in bent.doses] == pytest.approx([dose.got for dose in flat.doses], abs=0.02)
    assert measured(bent, "least_wall") >= bent.insole.least_wall_mm - 0.02
    assert bent.fit.mean_abs_gap_mm == pytest.approx(flat.fit.mean_abs_gap_mm, abs=0.002)


def test_underside_and_bed_rise_with_the_shoe_and_keep_their_thickness() -> None:
    flat, bent = made(FLAT), made(STEEP)
    inside = bent.insole.inset_mm > 12.0
    rise = STEEP.sole_mm(FOOT, bent.insole.grid.x_mm)
    level = float(np.median((bent.insole.bottom_mm - rise)[inside]))
    off = np.abs(bent.insole.bottom_mm - rise - level)[inside]
    assert np.percentile(off, 95) < 0.01, "but for the label, the underside is the sole of the shoe"
    assert bent.insole.top_mm == pytest.approx(flat.insole.top_mm + rise, abs=1e-9)
    assert measured(bent, "shoe_sole") > 15.0 and not [f for f in flat.findings if f.check == "shoe_sole"]


def test_the_file_stands_on_its_lowest_point_and_left_mirrors_right() -> None:
    right, left = (stl.triangles(made(STEEP, side=side).stl) for side in ("right", "left"))
    assert right[:, :, 2].min() == left[:, :, 2].min() == 0.0
    assert right[:, :, 1].max() == -left[:, :, 1].min() and right[:, :, 2].max() == left[:, :, 2].max()


def test_a_shoe_that_is_only_named_changes_no_byte() -> None:
    assert made(Shoe(size="EU 41", depth_mm=60.0)).stl == made(FLAT).stl


@pytest.mark.parametrize("depth_mm, level", [(60.0, "note"), (15.0, "warning")])
def test_a_heel_higher_than_the_shoe_is_told(depth_mm: float, level: str) -> None:
    (found,) = [item for item in made(Shoe(depth_mm=depth_mm)).findings if item.check == "shoe_depth"]
    assert found.level == level and found.high == depth_mm
