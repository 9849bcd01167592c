"""Forefoot: bar, extensions, wedges, crest and cut-out, made right, made wrong, guarded, and where they lie."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen import pipeline
from orthogen.design import design
from orthogen.errors import OutlineFailed
from orthogen.kernel.arrays import FloatArray
from orthogen.modifications.cluffy_wedge import CluffyWedge
from orthogen.modifications.first_ray_cutout import FirstRayCutout
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.kinetic_wedge import KineticWedge
from orthogen.modifications.metatarsal_bar import MetatarsalBar
from orthogen.modifications.mortons_extension import MortonsExtension
from orthogen.modifications.reverse_mortons import ReverseMortons
from orthogen.modifications.toe_crest import ToeCrest
from orthogen.records.finding import Dose
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification
from orthogen.records.rays import beyond_heads_mm, heads_line_mm, interspace_y_mm
from orthogen.records.site import Length, Site, bevelled_edge, distal_edge
from tests.devices import made, order
from tests.feet import truth_foot
from tests.soles import sole

CUP = HeelCup(depth_mm=14.0)
ALL: tuple[Modification, ...] = (
    MetatarsalBar(), MortonsExtension(), ReverseMortons(), KineticWedge(), CluffyWedge(), ToeCrest(), FirstRayCutout(),
)  # fmt: skip
FULL_ONLY, NOT_SHORT = (CluffyWedge(), ToeCrest()), (MortonsExtension(), ReverseMortons(), KineticWedge())
SHELL = {"construction": "shell", "thickness_mm": 3.0}


def name(item: Modification) -> str:
    return item.KIND


def site(length: Length = "full", *, foot_mm: float = 250.0, **settings: object) -> Site:
    return design(sole(length_mm=foot_mm), order(CUP, length=length, **settings)).site


def field(item: Modification, where: Site) -> FloatArray:
    return item.field_mm(where)


def measured(item: Modification, **settings: object) -> dict[str, Dose]:
    return {dose.field: dose for dose in item.measure(made(design(sole(), order(CUP, item, **settings)), item.KIND))}


@pytest.mark.parametrize("item", ALL, ids=name)
def test_made_right_is_right_and_a_tenth_too_strong_is_not(item: Modification) -> None:
    good = made(design(sole(), order(CUP, item)), item.KIND)
    for dose in item.measure(good):
        assert dose.ok and dose.got == pytest.approx(dose.asked, abs=0.01), dose
    assert not all(dose.ok for dose in item.measure(replace(good, change_mm=1.1 * good.change_mm)))
    gone = item.measure(replace(good, change_mm=np.zeros_like(good.change_mm)))
    assert not all(dose.ok for dose in gone)
    half = item.measure(replace(good, change_mm=np.where(good.site.y_mm > 0, good.change_mm, 0.0)))
    assert len(half) == len(gone)


def test_a_bar_that_slipped_and_a_crest_that_is_too_wide_are_told() -> None:
    bar = made(design(sole(), order(CUP, MetatarsalBar())), "metatarsal_bar")
    height, edge = MetatarsalBar().measure(replace(bar, change_mm=np.roll(bar.change_mm, -8, axis=0)))
    assert height.ok and not edge.ok and edge.got is not None and 7.0 < edge.got < 9.1
    crest = made(design(sole(), order(CUP, ToeCrest(width_mm=11.0))), "toe_crest")
    wide = made(design(sole(), order(CUP, ToeCrest(width_mm=12.0))), "toe_crest")
    height, width = ToeCrest(width_mm=11.0).measure(replace(crest, change_mm=wide.change_mm))
    assert height.ok and not width.ok and width.got == pytest.approx(12.0, abs=0.02)


def test_even_what_is_almost_flat_has_a_place() -> None:
    for item in (MetatarsalBar(height_mm=0.1), ToeCrest(height_mm=0.1)):
        for dose in measured(item).values():
            assert dose.ok and dose.got == pytest.approx(dose.asked, abs=0.02), dose


@pytest.mark.parametrize("foot_mm", [150.0, 250.0, 310.0])
def test_each_lies_where_it_should(foot_mm: float) -> None:
    where = site(foot_mm=foot_mm)
    foot, x, y = where.foot, where.x_mm, where.y_mm
    beyond, medial = beyond_heads_mm(foot, x, y), y - interspace_y_mm(foot, x)
    head = foot.landmarks["mth1"]
    at_head = np.hypot(x - head.x_mm, y - head.y_mm) < 0.02 * foot_mm
    places = {item.KIND: np.abs(field(item.settled(where)[0], where)) for item in ALL}
    assert not places["metatarsal_bar"][beyond > -2.0].max() > 0.5
    assert (places["mortons_extension"] > 0.5)[medial + 0.0 * x < 0.0].sum() == 0
    assert (places["mortons_extension"][at_head] > 0.9 * places["mortons_extension"].max()).all()
    assert not places["reverse_mortons"][at_head].any()
    assert (places["kinetic_wedge"][at_head] > 0.9 * places["kinetic_wedge"].max()).all()
    assert (places["first_ray_cutout"][at_head] > 0.9 * places["first_ray_cutout"].max()).all()
    behind_joint = np.broadcast_to(x < head.x_mm + 0.05 * foot_mm, at_head.shape)
    assert places["cluffy_wedge"][behind_joint].max() < 0.2 < places["cluffy_wedge"].max()
    assert not places["toe_crest"][beyond < 0.03 * foot_mm].any()
    for kind, place in places.items():
        assert place.any() and not place[where.inset_mm < 0.3].any(), kind


@pytest.mark.parametrize("length", ["sulcus", "three-quarter"])
@pytest.mark.parametrize("item", (*FULL_ONLY, *NOT_SHORT), ids=name)
def test_what_lies_beyond_the_distal_edge_is_not_made(item: Modification, length: Length) -> None:
    settled, said = item.settled(site(length))
    missing = length == "three-quarter" or item in FULL_ONLY
    assert settled.is_null == missing and bool(said) == missing
    assert not missing or "order the" in said[0]


def test_a_bar_moves_back_behind_a_three_quarter_edge() -> None:
    settled, (said,) = MetatarsalBar().settled(site("three-quarter"))
    assert settled.distal_edge_mm == 11.5 and "moved back from 5 mm to 11.5 mm" in said


def test_what_finds_no_room_is_limited_with_numbers() -> None:
    for item in (MortonsExtension(height_mm=12.0), CluffyWedge(height_mm=6.0), KineticWedge(depth_mm=4.0)):
        small = site(foot_mm=150.0)
        settled, (said,) = item.settled(small)
        assert 0.0 < getattr(settled, item.DOSE) < getattr(item, item.DOSE)
        assert f"{getattr(settled, item.DOSE):.2f} mm" in said
    settled, said = ToeCrest(height_mm=10.0).settled(site())
    assert settled.height_mm < 8.0 and "steeper than 42°" in said[0]


def test_a_shell_is_notched_and_an_insole_is_not() -> None:
    item, plain = FirstRayCutout(length_mm=50.0), design(sole(), order(CUP, length="three-quarter", **SHELL))
    shell = design(sole(), order(CUP, item, length="three-quarter", **SHELL))
    insole = design(sole(), order(CUP, item))
    first = shell.site.foot.landmarks["mth1"]
    inset = [plan.grid.sample_linear(plan.inset_mm, np.array([first.x_mm - 20.0]), np.array([first.y_mm]))[0]
             for plan in (plain, shell, insole)]  # fmt: skip
    assert inset[0] > 0 > inset[1] and inset[2] > 0
    assert not shell.fields_mm["first_ray_cutout"].any() and insole.relief_mm.min() == pytest.approx(-2.0, abs=0.01)
    (length, depth) = item.measure(made(shell, "first_ray_cutout"))
    assert length.got == pytest.approx(50.0, abs=0.03) and depth.got is None and depth.note
    shorter = design(sole(), order(CUP, replace(item, length_mm=49.0), length="three-quarter", **SHELL))
    assert not item.measure(made(shorter, "first_ray_cutout"))[0].ok


def test_the_edge_behind_a_notch_is_bevelled_and_a_line_without_one_has_none() -> None:
    for length in ("full", "three-quarter"):
        plain = design(sole(), order(CUP, length=length, **SHELL)).outline_mm  # type: ignore[arg-type]
        cut = design(sole(), order(CUP, FirstRayCutout(), length=length, **SHELL)).outline_mm  # type: ignore[arg-type]
        without = bevelled_edge(plain, length)  # type: ignore[arg-type]
        assert (without == (distal_edge(plain) if length == "three-quarter" else False)).all()
        behind = cut[bevelled_edge(cut, length) & ~distal_edge(cut)]  # type: ignore[arg-type]
        assert len(behind) > 20 and np.ptp(behind[:, 0]) < 25.0 and behind[:, 1].min() > 5.0


def test_a_foot_too_narrow_for_a_notch_is_refused_in_words() -> None:
    foot = sole()
    near = replace(foot.landmarks["mth5"], y_mm=0.0)
    narrow = replace(foot, landmarks={**foot.landmarks, "mth5": near})
    with pytest.raises(OutlineFailed, match="would remain, less than"):
        FirstRayCutout().cut_away_mm(narrow, "shell")


def test_without_toes_the_border_goes_straight_on_and_the_dose_says_so() -> None:
    foot = sole()
    marks = {key: mark for key, mark in foot.landmarks.items() if key not in ("hallux_tip", "toe2_tip")}
    bare = replace(foot, landmarks=marks)
    assert np.ptp(interspace_y_mm(bare, np.arange(100.0, 250.0))) == 0.0
    (dose,) = MortonsExtension().measure(made(design(bare, order(CUP, MortonsExtension())), "mortons_extension"))
    assert dose.ok and "no toes" in dose.note


def test_the_line_of_the_heads_goes_through_them_and_has_no_bend_beyond() -> None:
    foot: Foot = sole()
    y = np.arange(-60.0, 60.0, 0.5)
    line, _ = heads_line_mm(foot, y)
    inner = (y > foot.landmarks["mth5"].y_mm + 12.0) & (y < foot.landmarks["mth1"].y_mm - 12.0)
    assert np.abs(beyond_heads_mm(foot, foot.mth_line_x_mm(y), y))[inner].max() < 1e-3
    assert np.abs(np.diff(line, 2)).max() < 0.2


@pytest.mark.parametrize("construction", ["insole", "shell"])
@pytest.mark.parametrize("item", ALL, ids=name)
def test_a_real_device_has_no_fault(item: Modification, construction: str) -> None:
    settings = (
        {**SHELL, "length": "three-quarter"}
        if construction == "shell" and item.PLAN
        else {"construction": construction}
    )
    foot = truth_foot("adult_right_normal")
    device = pipeline.make(foot, order(CUP, item, **settings), label="R T", case="T", clock=lambda: 0.0)
    assert [finding for finding in device.findings if not finding.ok] == []
    doses = [dose for dose in device.doses if dose.modification == item.KIND]
    assert doses and all(dose.ok and (dose.got is None or abs(dose.got - dose.asked) < 0.05) for dose in doses)
