"""Catalogue sweep. every modification alone and in mixtures: an accepted device or a refusal a clinician can read."""

import itertools

import numpy as np
import pytest

from orthogen import pipeline
from orthogen.errors import OrthogenError
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
CUP_MM = {"ucbl": 25.0, "blake_inversion": 20.0}
ALONE = list(itertools.product(sorted(catalogue()), ("low", "default", "high")))
CONSTRUCTIONS, LENGTHS = ("insole", "shell"), ("full", "sulcus", "three-quarter")
ONE_DOSE = 0.1  # mm or degrees, where nothing overlaps


def order_of(kind: str, level: str, construction: str, length: str) -> Prescription:
    """Return one modification beside nothing but the heel cup it needs."""
    items = [modification(kind, **doses_of(kind, level))]
    if kind != "heel_cup":
        items.append(modification("heel_cup", depth_mm=CUP_MM.get(kind, 14.0)))
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
    """Assert exact doses, and that outside the modification's footprint the top is as it was."""
    assert_accepted_or_refused(result)
    if isinstance(result, str):
        return
    for dose in (dose for dose in result.doses if dose.modification == kind and dose.got is not None):
        assert abs(dose.got - dose.asked) <= ONE_DOSE or dose.note, dose
    item = next(one for one in result.design.settled.modifications if kind == one.KIND)
    if item.STAGE in (Stage.RIM, Stage.COVER) or item.PLAN or kind not in result.design.fields_mm:
        return
    order = result.prescription
    bare_order = Prescription(
        profile="bare", construction=order.construction, length=order.length, thickness_mm=order.thickness_mm,
        modifications=tuple(one for one in order.modifications if kind != one.KIND),
    )  # fmt: skip
    outside = result.design.fields_mm[kind] == 0.0
    bare = pipeline.make(truth_foot(foot_name), bare_order, label="L C0001", case="sweep", clock=lambda: 0.0)
    heel = np.broadcast_to(result.design.grid.x_mm < 0.45 * result.foot.foot_length_mm, outside.shape)
    rim = (item.STAGE in (Stage.BALANCE, Stage.SKIVE, Stage.FILL)) & heel & (result.design.inset_mm < 4.0)
    assert (result.design.bed_mm == bare.design.bed_mm)[outside & ~rim].all()


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
