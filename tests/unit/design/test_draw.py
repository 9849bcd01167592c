"""Draw: what is ordered is what the fields hold, alone and together; null doses leave no trace; guards speak."""

from dataclasses import fields, replace
from itertools import product

import numpy as np
import pytest

from orthogen.design import design, dosed, fitted, ground
from orthogen.modifications import catalogue
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification
from tests.devices import beds_without, doses, made, order
from tests.feet import TRUTH_FEET, truth_foot
from tests.soles import sole
from tests.unit.design.test_base import contact, on_map

KINDS = catalogue()
ALL = {
    "heel_cup": {"depth_mm": 16.0}, "arch_fill": {"depth_mm": 2.4}, "rearfoot_post": {"angle_deg": 4.0},
    "forefoot_post": {"angle_deg": -3.0}, "medial_skive": {"depth_mm": 4.0, "angle_deg": 15.0},
    "metatarsal_pad": {"height_mm": 5.0, "distal_edge_mm": 6.0}, "heel_lift": {"height_mm": 5.0},
}  # fmt: skip


def ordered(**which: dict[str, float]) -> tuple[Modification, ...]:
    return tuple(KINDS[kind](**values) for kind, values in which.items())


def null(kind: str) -> Modification:
    return KINDS[kind](**{KINDS[kind].DOSE: 0.0})


@pytest.mark.parametrize("name", TRUTH_FEET)
def test_all_doses_together_on_true_feet(name: str) -> None:
    made_of = design(truth_foot(name), order(*ordered(**ALL)))
    assert len(doses(made_of)) == 11
    for dose in doses(made_of):
        assert dose.ok and dose.got == pytest.approx(dose.asked, abs=0.05), dose


@pytest.mark.parametrize(("kind", "length"), list(product(ALL, ("full", "sulcus", "three-quarter"))))
def test_each_dose_alone(kind: str, length: str) -> None:
    for dose in doses(design(sole(), order(*ordered(**{kind: ALL[kind]}), length=length))):
        assert dose.ok, dose
        assert dose.got == pytest.approx(dose.asked, abs=0.02), dose


def test_a_shell_carries_posts_and_lifts_below() -> None:
    settings = {"construction": "shell", "thickness_mm": 3.0, "length": "three-quarter"}
    plain = design(sole(), order(*ordered(heel_cup=ALL["heel_cup"]), **settings))
    kinds = ("heel_cup", "rearfoot_post", "heel_lift", "forefoot_post")
    posted = design(sole(), order(*ordered(**{kind: ALL[kind] for kind in kinds}), **settings))
    assert plain.bed_mm.tobytes() == posted.bed_mm.tobytes() and not posted.tilt_mm.any()
    assert all(dose.ok for dose in doses(posted))


@pytest.mark.parametrize("kind", ALL)
def test_a_null_dose_leaves_no_trace(kind: str) -> None:
    others = ordered(**{key: values for key, values in ALL.items() if key != kind})
    without, with_null = design(sole(), order(*others)), design(sole(), order(*others, null(kind)))
    for field in fields(without):
        a, b = getattr(without, field.name), getattr(with_null, field.name)
        if isinstance(a, np.ndarray):
            assert a.tobytes() == b.tobytes(), field.name


@pytest.mark.parametrize("kind", ALL)
def test_a_bed_without_is_the_bed_of_the_shorter_order(kind: str) -> None:
    full = design(sole(), order(*ordered(**ALL)))
    if kind == "heel_cup":
        assert np.ptp((full.bed_mm - beds_without(full)[kind])[full.inset_mm > 0]) > 5.0
        return
    shorter = design(sole(), order(*ordered(**{key: values for key, values in ALL.items() if key != kind})))
    assert np.abs(beds_without(full)[kind] - shorter.bed_mm).max() < 1e-9


@pytest.mark.parametrize("name", TRUTH_FEET)
@pytest.mark.parametrize("construction", ["insole", "shell"])
def test_bed_follows_the_skin_over_the_contact_area(name: str, construction: str) -> None:
    foot = truth_foot(name)
    plain = design(foot, order(*ordered(heel_cup={"depth_mm": 14.0}), construction=construction))
    area = contact(foot) & (on_map(plain.grid, plain.inset_mm, foot) > 0)
    gap = np.abs(on_map(plain.grid, plain.bed_mm, foot) - foot.plantar.z_mm)[area]
    assert gap.mean() <= 0.03 and np.percentile(gap, 95) <= 0.15 and (gap <= 1.0).mean() >= 0.995


def test_cup_is_measured_above_the_lowest_point_even_where_a_skive_lifts_it() -> None:
    foot = truth_foot("adult_left_inch_inverted")
    skived = design(foot, order(*ordered(heel_cup={"depth_mm": 16.0}, medial_skive={"depth_mm": 6.0})))
    (cup,) = skived.settled.modifications[0].measure(made(skived, "heel_cup"))
    assert cup.got == pytest.approx(16.0, abs=0.02)


def test_fill_never_takes_more_than_the_arch() -> None:
    low = design(sole(arch_mm=3.0), order(*ordered(arch_fill={"depth_mm": 6.4})))
    (note,) = low.clamps["arch_fill"]
    assert "6.4 mm ordered" in note and low.findings[0].note == note
    (dose,) = doses(low)
    assert dose.ok and dose.got == pytest.approx(2.7, abs=0.15)
    assert low.bed_mm[low.inset_mm > 0].min() > -0.1


def test_pad_is_moved_back_and_made_to_fit_with_a_word() -> None:
    small = design(sole(length_mm=150.0), order(*ordered(metatarsal_pad={"height_mm": 8.0, "distal_edge_mm": 0.0})))
    words = " ".join(small.clamps["metatarsal_pad"])
    assert "limited to 38 × 26 mm" in words and "35°" in words and "moved back" in words
    assert all(dose.ok for dose in doses(small))


def test_forefoot_post_is_limited_by_its_rise() -> None:
    wide = design(sole(length_mm=300.0), order(*ordered(forefoot_post={"angle_deg": 10.0})))
    assert "more than 8 mm" in wide.clamps["forefoot_post"][0]
    marks = wide.site.foot.landmarks
    rise = wide.tilt_mm[int((0.7 * 300 - wide.grid.x0_mm) / 0.5)]
    y = wide.grid.y_mm[0]
    got = np.interp(marks["mth1"].y_mm, y, rise) - np.interp(marks["mth5"].y_mm, y, rise)
    assert got == pytest.approx(8.0, abs=0.01)


def test_three_quarter_insole_is_bevelled_on_top_and_a_shell_is_not() -> None:
    settings = {"length": "three-quarter", "thickness_mm": 4.0}
    cup = ordered(heel_cup={"depth_mm": 14.0})
    insole = design(sole(), order(*cup, **settings))
    shell = design(sole(), order(*cup, construction="shell", **settings))
    for made_of, edge in ((insole, 1.35 - 4.0), (shell, 0.0)):
        row = np.flatnonzero((made_of.inset_mm >= 0) & (made_of.grid.y_mm == 0.0))[-1] // made_of.grid.ny
        assert made_of.bed_mm[row, int(-made_of.grid.y0_mm / 0.5)] == pytest.approx(edge, abs=0.25)


def test_flattened_sole_gets_the_ordered_arch_and_says_so() -> None:
    foot = sole(flattened=True)
    raised = design(foot, order(*ordered(heel_cup={"depth_mm": 14.0}), arch_if_flattened_mm=13.0))
    apex = foot.landmarks["arch_apex"]
    assert raised.grid.sample(raised.bed_mm, np.array([apex.x_mm]), np.array([apex.y_mm]))[0] == pytest.approx(
        13.0, abs=0.1
    )
    assert [finding.check for finding in raised.findings] == ["arch_from_profile"]
    assert not design(sole(), order()).findings


def mirrored_record(foot: Foot) -> Foot:
    return replace(foot, side="left")


def test_side_does_not_matter_and_runs_repeat_to_the_last_bit() -> None:
    right = design(sole(), order(*ordered(**ALL)))
    left = design(mirrored_record(sole()), order(*ordered(**ALL)))
    assert right.bed_mm.tobytes() == left.bed_mm.tobytes()
    assert right.outline_mm.tobytes() == left.outline_mm.tobytes()


def test_dosed_on_its_ground_it_is_the_design_and_other_doses_need_no_other_ground() -> None:
    base = fitted(sole())
    first, other = (order(*ordered(heel_cup=ALL["heel_cup"], arch_fill={"depth_mm": mm})) for mm in (1.0, 2.0))
    again = dosed(base, ground(base, first), other)
    assert again.bed_mm.tobytes() == design(sole(), other).bed_mm.tobytes()
    for wrong in (replace(first, length="sulcus"), order(*ordered(heel_cup={"depth_mm": 15.0}))):
        with pytest.raises(ValueError, match="laid for another"):
            dosed(base, ground(base, first), wrong)
