"""Catalogue sweep. every modification alone and in mixtures: an accepted device or a refusal a clinician can read."""

import itertools
from functools import cache

import numpy as np
import pytest

from orthogen import pipeline
from orthogen.checks import reading
from orthogen.errors import OrthogenError
from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray
from orthogen.modifications import catalogue
from orthogen.prescribe import amend, warning_ids
from orthogen.records.device import Device
from orthogen.records.prescription import Prescription, Stage
from tests.feet import truth_foot
from tests.orders import doses_of, mixed_order, modification

FEET = (
    "adult_right_normal", "adult_left_planus", "adult_left_cavus", "child_right_flexible_flat",
    "adult_right_hallux_valgus", "adult_left_wide_with_leg",
)  # fmt: skip
ALONE = list(itertools.product(sorted(catalogue()), ("low", "default", "high")))
CONSTRUCTIONS, LENGTHS = ("insole", "shell"), ("full", "sulcus", "three-quarter")
ONE_DOSE = 0.1  # mm or degrees, where nothing overlaps
MESH_MM, EDGE_MM = 0.02, 1.0
UNSEEN = {("first_ray_cutout", "depth_mm"), ("thickness_zone", "forefoot_mm")}  # cut through; nothing level


def cup_mm(kind: str) -> float:
    """Return the heel cup in which one modification is tried: as deep as it needs."""
    return {"ucbl": 25.0, "blake_inversion": 20.0}.get(kind, 14.0)


def order_of(kind: str, level: str, construction: str, length: str) -> Prescription:
    """Return one modification beside nothing but the heel cup it needs."""
    items = [modification(kind, **doses_of(kind, level))]
    if kind != "heel_cup":
        items.append(modification("heel_cup", depth_mm=cup_mm(kind)))
    return Prescription(
        profile="alone", construction=construction, length=length,  # type: ignore[arg-type]
        thickness_mm=4.0 if construction == "insole" else 3.0, modifications=tuple(items),
    )  # fmt: skip


def built(order: Prescription, foot_name: str) -> Device | str:
    """Return the device, or the sentence with which the order is refused."""
    foot = truth_foot(foot_name)
    try:
        signed = amend(foot, order, accepted=warning_ids())
        return pipeline.make(foot, signed, label="L C0001", case="sweep", clock=lambda: 0.0)
    except OrthogenError as refusal:
        return f"{refusal} → {refusal.next_step}"


def assert_accepted_or_refused(result: Device | str) -> None:
    if isinstance(result, str):
        assert len(result) > 40 and "→" in result and not result.endswith("→ ")
        return
    faults = [f"{item.check}: {item.note}" for item in result.findings if not item.ok]
    off = [f"{d.modification}.{d.field}: asked {d.asked} got {d.got} {d.note}" for d in result.doses if not d.ok]
    assert not faults and not off, faults + off


def assert_alone(kind: str, result: Device | str, foot_name: str) -> None:
    """Assert exact doses, and that outside the modification's footprint bed and mesh are as they were."""
    assert_accepted_or_refused(result)
    if isinstance(result, str):
        return
    for dose in (dose for dose in result.doses if dose.modification == kind):
        if dose.got is None:
            assert (kind, dose.field) in UNSEEN and result.prescription.construction == "shell" and dose.note, dose
        else:
            assert abs(dose.got - dose.asked) <= ONE_DOSE or dose.note, dose
    if kind == "heel_cup":  # without it there is another cup
        return
    order = result.prescription
    bare = bare_device(foot_name, order.construction, order.length, cup_mm(kind))
    assert changed_outside_mm(kind, result, bare) == 0.0
    assert mesh_changed_outside_mm(kind, result, bare) <= MESH_MM


def changed_outside_mm(kind: str, result: Device, bare: Device) -> float:
    """Return the greatest change of the bed outside the field of the modification; 0 for what shapes rim or plan."""
    item = next(one for one in result.design.settled.modifications if kind == one.KIND)
    if item.STAGE in (Stage.RIM, Stage.COVER) or item.PLAN or kind not in result.design.fields_mm:
        return 0.0
    outside = result.design.fields_mm[kind] == 0.0
    heel = np.broadcast_to(result.design.grid.x_mm < 0.45 * result.foot.foot_length_mm, outside.shape)
    rim = (item.STAGE in (Stage.BALANCE, Stage.SKIVE, Stage.FILL)) & heel & (result.design.inset_mm < 4.1)
    return float(np.abs(result.design.bed_mm - bare.design.bed_mm)[outside & ~rim].max())


def mesh_changed_outside_mm(kind: str, result: Device, bare: Device) -> float:
    """Return the greatest change of the exported top where the modification leaves the bed alone."""
    same = (result.design.inset_mm > EDGE_MM) & (bare.design.inset_mm > EDGE_MM)
    item = next(one for one in result.design.settled.modifications if kind == one.KIND)
    if item.STAGE in (Stage.RIM, Stage.COVER) or item.PLAN:  # another plan, or a lower bed all over
        same &= result.design.bed_mm == bare.design.bed_mm
    if kind in result.footprints_mm:
        same &= result.footprints_mm[kind] == 0.0
    change = np.abs(exported_top_mm(result) - exported_top_mm(bare))[same]
    return float(change.max()) if change.size else 0.0


def exported_top_mm(made: Device) -> FloatArray:
    """Return the upper side of the exported bytes (nx, ny) in the foot frame."""
    read = reading.read(stl.triangles(made.stl).astype(np.float64))
    return reading.device(read, made.stl_from_foot, made.design).top_mm


@cache
def bare_device(foot_name: str, construction: str, length: str, depth_mm: float) -> Device:
    """Return the same device with nothing but its heel cup."""
    order = Prescription(
        profile="alone", construction=construction, length=length,  # type: ignore[arg-type]
        thickness_mm=4.0 if construction == "insole" else 3.0,
        modifications=(modification("heel_cup", depth_mm=depth_mm),),
    )  # fmt: skip
    signed = amend(truth_foot(foot_name), order, accepted=warning_ids())
    return pipeline.make(truth_foot(foot_name), signed, label="L C0001", case="sweep", clock=lambda: 0.0)


@pytest.mark.parametrize(("kind", "level"), ALONE)
def test_thinned_alone(kind: str, level: str) -> None:
    turn = ALONE.index((kind, level))
    foot = FEET[turn % 6]
    order = order_of(kind, level, CONSTRUCTIONS[turn // 2 % 2], LENGTHS[turn % 3 if turn % 2 else 0])
    assert_alone(kind, built(order, foot), foot)


@pytest.mark.parametrize("seed", range(24))
def test_thinned_mixtures(seed: int) -> None:
    assert_accepted_or_refused(built(mixed_order(seed), FEET[seed % 6]))


@pytest.mark.sweep
@pytest.mark.parametrize("foot", FEET)
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("construction", CONSTRUCTIONS)
@pytest.mark.parametrize(("kind", "level"), ALONE)
def test_alone(kind: str, level: str, construction: str, length: str, foot: str) -> None:
    assert_alone(kind, built(order_of(kind, level, construction, length), foot), foot)


@pytest.mark.sweep
@pytest.mark.parametrize("seed", range(1000))
def test_mixtures(seed: int) -> None:
    assert_accepted_or_refused(built(mixed_order(seed), FEET[seed % 6]))
