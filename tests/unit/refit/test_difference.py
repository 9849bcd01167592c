"""Difference: what a dose moves stays inside its footprint, to the last bit; and what moved elsewhere is seen."""

import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orthogen import intake, pipeline, prescribe
from orthogen.intake.fields import read_fields
from orthogen.kernel.arrays import frozen
from orthogen.kernel.frame import shift
from orthogen.publish import fields_npz
from orthogen.records.device import Device
from orthogen.records.difference import Finished
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.refit.difference import parameter_changes, surface_change

SCAN = Path(__file__).parents[3] / "scans" / "right_normal.stl"
ALL = ("metatarsal_pad.height_mm=5", "offload_well.depth_mm=2", "medial_skive.depth_mm=2")


@pytest.fixture(scope="module")
def foot() -> Foot:
    return pipeline.see(intake.read_scan(SCAN, unit=None))[0]


@pytest.fixture(scope="module")
def first(foot: Foot) -> Device:
    return made(foot, ())


def ordered(foot: Foot, sets: tuple[str, ...]) -> Prescription:
    own = {one.split("=")[0] for one in sets}
    orders = prescribe.parse_orders([*(one for one in ALL if one.split("=")[0] not in own), *sets])
    profile = intake.read_profile("overpronation")
    return prescribe.prescribe(foot, profile, orders=orders, accepted=prescribe.warning_ids())


def made(foot: Foot, sets: tuple[str, ...]) -> Device:
    return pipeline.make(foot, ordered(foot, sets), label="R C1", case="C1", clock=time.perf_counter)


def finished(device: Device, tmp_path: Path) -> Finished:
    path = tmp_path / "device.stl"
    path.write_bytes(device.stl)
    return Finished(
        side="right", triangles_mm=intake.read_triangles(path), stl_from_foot=device.stl_from_foot,
        field=read_fields(fields_npz(device), name="fields"),
    )  # fmt: skip


@pytest.mark.parametrize(
    "order",
    [
        "metatarsal_pad.height_mm=6", "metatarsal_pad.distal_edge_mm=8", "arch_fill.depth_mm=3.6",
        "rearfoot_post.angle_deg=2", "medial_skive.depth_mm=4", "offload_well.depth_mm=3", "heel_lift.height_mm=3",
        "heel_cup.depth_mm=18", "medial_flange.height_mm=10", "top_cover.thickness_mm=3",
    ],
)  # fmt: skip
def test_nothing_moves_outside_of_what_is_ordered_otherwise(
    foot: Foot, first: Device, tmp_path: Path, order: str
) -> None:
    second = made(foot, (order,))
    changed = [item.name for item in parameter_changes("right", first.prescription, second.prescription)]
    assert order.partition("=")[0] in changed
    found = surface_change(finished(first, tmp_path), finished(second, tmp_path), changed=changed)
    assert found.outside_max_mm == 0.0
    assert found.outside_mesh_max_mm is not None and found.outside_mesh_max_mm <= 0.02
    assert found.max_mm > 0.5 and found.changed_area_mm2(0.02) > 100.0


def test_equal_orders_move_nothing(first: Device, foot: Foot, tmp_path: Path) -> None:
    assert parameter_changes("right", first.prescription, first.prescription) == ()
    found = surface_change(finished(first, tmp_path), finished(made(foot, ()), tmp_path), changed=[])
    assert (found.max_mm, found.outside_max_mm, found.changed_area_mm2(0.0)) == (0.0, 0.0, 0.0)


def test_a_movement_that_nobody_ordered_is_seen(first: Device, tmp_path: Path) -> None:
    one = finished(first, tmp_path)
    assert one.field is not None
    bent = np.array(one.field.top_mm)
    bent[200, 100] += 1e-9
    other = replace(one, field=replace(one.field, top_mm=frozen(bent)))
    found = surface_change(one, other, changed=["metatarsal_pad.height_mm"])
    assert found.outside_max_mm is not None and 0.0 < found.outside_max_mm < 1e-8


def test_a_lifted_mesh_is_read_with_its_sign(first: Device, tmp_path: Path) -> None:
    one = finished(first, tmp_path)
    other = replace(one, triangles_mm=one.triangles_mm + np.array([0.0, 0.0, 0.5]))
    found = surface_change(one, other, changed=[])
    assert np.nanmin(found.top_mm) == pytest.approx(0.5, abs=1e-4)
    back = surface_change(other, one, changed=[])
    assert np.nanmax(back.top_mm) == pytest.approx(-0.5, abs=1e-4)


def test_registration_takes_out_a_move_of_the_foot_frame(first: Device, tmp_path: Path) -> None:
    one = finished(first, tmp_path)
    frame = shift(3.0, -2.0, 1.0)
    other = replace(one, stl_from_foot=one.stl_from_foot @ np.linalg.inv(frame), field=None)
    found = surface_change(one, other, changed=[], new_from_old=frame)
    assert not found.same_scan
    assert found.p95_mm < 1e-3


def test_without_fields_nothing_is_proven(first: Device, tmp_path: Path) -> None:
    one = replace(finished(first, tmp_path), field=None)
    found = surface_change(one, one, changed=[])
    assert found.outside_max_mm is None and found.max_mm == 0.0


def test_a_changed_setting_touches_all(foot: Foot, first: Device, tmp_path: Path) -> None:
    thicker = replace(first.prescription, thickness_mm=5.0)
    second = pipeline.make(foot, thicker, label="R C1", case="C1", clock=time.perf_counter)
    changed = parameter_changes("right", first.prescription, thicker)
    assert [(item.name, item.old, item.new) for item in changed] == [("thickness_mm", 4.0, 5.0)]
    found = surface_change(finished(first, tmp_path), finished(second, tmp_path), changed=["thickness_mm"])
    assert found.outside_max_mm == 0.0


def test_fields_come_back_as_they_were(first: Device) -> None:
    data = fields_npz(first)
    assert data == fields_npz(first)
    field = read_fields(data, name="fields")
    inside = first.insole.inset_mm >= 0
    assert np.array_equal(field.top_mm[inside], first.insole.top_mm[inside])
    assert np.isnan(field.top_mm[~inside]).all()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x93NUMPY\x01\x00v\x00"])
def test_bytes_that_are_no_field_are_refused(data: bytes) -> None:
    from orthogen.errors import CorruptFile

    with pytest.raises(CorruptFile, match="no field"):
        read_fields(data, name="right.fields.npz")
