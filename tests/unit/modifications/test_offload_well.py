"""Offload well: under named heads or inside an outline, exact on the device, refused where it makes no sense."""

from dataclasses import replace

import numpy as np
import pytest

from orthogen.design import design
from orthogen.errors import OutOfRange, PrescriptionError, UnknownName
from orthogen.modifications import modification
from orthogen.modifications.heel_cup import HeelCup
from orthogen.modifications.metatarsal_pad import MetatarsalPad
from orthogen.modifications.offload_well import OffloadWell
from orthogen.records.site import Made, Site
from tests.devices import made, order
from tests.feet import truth_foot
from tests.soles import sole
from tests.trials import KINDS_OF_DEVICE, faults, finished

CUP = HeelCup(depth_mm=14.0)
ITEM = OffloadWell()
DRAWN = OffloadWell(at="", outline="100,-25 140,-25 140,-10 120,-10 120,5 100,5")


def site(**settings: object) -> Site:
    return design(sole(), order(CUP, **settings)).site


def device(item: OffloadWell = ITEM) -> Made:
    return made(design(sole(), order(CUP, item)), item.KIND)


def deep(item: OffloadWell, x_mm: float, y_mm: float) -> float:
    where = site()
    return -float(where.grid.sample_linear(item.field_mm(where), np.array([x_mm]), np.array([y_mm]))[0])


def test_it_lies_under_each_head_that_is_named() -> None:
    item = OffloadWell(at="mth1 mth5")
    assert deep(item, 182.5, 22.5) == pytest.approx(3.0) and deep(item, 160.0, -36.0) == pytest.approx(3.0, abs=0.01)
    assert deep(item, 185.0, 0.0) == 0.0 and deep(ITEM, 185.0, 0.0) == pytest.approx(3.0)
    assert deep(ITEM, 185.0 - 15.6, 0.0) == 0.0 and deep(ITEM, 185.0 - 15.0, 0.0) > 0.0
    assert OffloadWell(at="mth2 mth2").field_mm(site()).tobytes() == ITEM.field_mm(site()).tobytes()


def test_neighbours_join_and_it_ends_before_the_trim_line() -> None:
    assert deep(OffloadWell(at="mth2 mth3"), 183.0, -6.0) == pytest.approx(3.0)
    where = site()
    field = OffloadWell(at="mth5", margin_mm=15.0).field_mm(where)
    assert field.min() == pytest.approx(-3.0, abs=1e-6) and not field[where.inset_mm < 2.9].any()


def test_an_outline_is_full_deep_inside_and_ends_with_its_margin() -> None:
    drawn = DRAWN.settled(site())[0]
    assert deep(drawn, 110.0, -15.0) == pytest.approx(3.0) and deep(drawn, 101.0, 4.0) == pytest.approx(3.0)
    assert deep(drawn, 92.5, -10.0) == 0.0 and deep(drawn, 94.0, -10.0) > 0.0
    backwards = OffloadWell(at="", outline=" ".join(reversed(DRAWN.outline.split())))
    assert backwards.field_mm(site()) == pytest.approx(drawn.field_mm(site()), abs=1e-6)


def test_an_outline_wins_over_landmarks_and_says_so() -> None:
    item, said = replace(DRAWN, at="mth2").settled(site())
    assert item == DRAWN.settled(site())[0] and "not at mth2" in said[0] and len(said) == 1
    assert item.settled(site()) == (item, ())


@pytest.mark.parametrize("item", [ITEM, DRAWN, OffloadWell(at="mth1 mth5", depth_mm=4.0, bevel_mm=9.0)])
def test_made_right_and_made_wrong(item: OffloadWell) -> None:
    good = device(item)
    assert all(dose.ok and dose.got is not None for dose in item.measure(good))
    assert not item.measure(replace(good, change_mm=1.1 * good.change_mm))[0].ok
    for name in ("margin_mm", "bevel_mm"):
        other = replace(item, **{name: 0.9 * getattr(item, name)})
        wrong = {dose.field: dose for dose in item.measure(replace(good, change_mm=other.field_mm(good.site)))}
        assert not wrong[name].ok and wrong[name].got == pytest.approx(getattr(other, name), abs=0.05)
    shifted = replace(good, change_mm=np.roll(good.change_mm, 6, axis=0))
    assert not all(dose.ok for dose in item.measure(shifted))


def test_a_missing_one_is_missed_and_a_faint_one_is_measured() -> None:
    good = device()
    assert not ITEM.measure(replace(good, change_mm=0.0 * good.change_mm))[0].ok
    (nothing,) = ITEM.measure(replace(good, change_mm=np.full_like(good.change_mm, np.nan)))
    assert not nothing.ok and nothing.note
    faint = OffloadWell(depth_mm=1.0)
    depth, margin, bevel = faint.measure(device(faint))
    for dose in (depth, margin, bevel):
        assert dose.ok and dose.got == pytest.approx(dose.asked, abs=0.03), dose


@pytest.mark.parametrize(
    ("doses", "error", "words"),
    [
        ({"at": "mth2 mht3"}, UnknownName, "no landmark 'mht3'"),
        ({"at": " "}, OutOfRange, "empty"),
        ({"outline": "10,20 30"}, PrescriptionError, "no list of corners"),
        ({"outline": "10,20 30,a 5,5"}, PrescriptionError, "no list of corners"),
        ({"outline": "10,20 30,nan 5,5"}, PrescriptionError, "no list of corners"),
        ({"outline": "100,0 110,0"}, PrescriptionError, "2 corners"),
        ({"outline": "100,0 120,10 120,0 100,10"}, PrescriptionError, "no simple polygon"),
    ],
)
def test_words_that_make_no_region_are_refused(doses: dict[str, str], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        modification("offload_well", doses)


def test_the_next_step_names_the_nearest_landmark_and_the_frame() -> None:
    with pytest.raises(UnknownName) as refusal:
        OffloadWell(at="mth6")
    assert "mth" in refusal.value.next_step
    with pytest.raises(PrescriptionError, match="corner 300,0 lies outside the foot"):
        replace(DRAWN, outline="100,0 300,0 100,10").settled(site())


def test_a_landmark_that_the_scan_does_not_tell_is_refused() -> None:
    where = site()
    marks = {name: mark for name, mark in where.foot.landmarks.items() if name != "mth3"}
    with pytest.raises(PrescriptionError, match="does not tell mth3"):
        OffloadWell(at="mth3").settled(replace(where, foot=replace(where.foot, landmarks=marks)))


def test_guards_speak_with_numbers() -> None:
    steep, said = OffloadWell(depth_mm=6.0).settled(site())
    assert steep.depth_mm == pytest.approx(3.04, abs=0.01) and "wider bevel" in said[0]
    narrow, said = replace(DRAWN, bevel_mm=9.0, margin_mm=6.0).settled(site())
    assert narrow.bevel_mm == 6.0 and "from 9 to 6 mm" in said[0]
    small, said = OffloadWell(margin_mm=15.0).settled(design(sole(length_mm=160.0), order(CUP)).site)
    assert small.margin_mm == pytest.approx(9.6) and "9.6 mm" in said[0]
    gone, said = ITEM.settled(site(length="three-quarter"))
    assert gone.is_null and "order a longer device" in said[0]
    assert ITEM.settled(site(length="sulcus"))[0].depth_mm == 3.0


@pytest.mark.parametrize(("construction", "length"), KINDS_OF_DEVICE)
def test_real_devices(construction: str, length: str) -> None:
    for item in (
        OffloadWell(depth_mm=0.5), ITEM, DRAWN, OffloadWell(at="mth1 mth5", depth_mm=6.0, bevel_mm=14.0),
        OffloadWell(at="mth2 mth3 mth4", margin_mm=15.0), OffloadWell(at="heel_centre", bevel_mm=10.0, depth_mm=5.0),
    ):  # fmt: skip
        assert not faults(finished(sole(), item, construction=construction, length=length))


@pytest.mark.parametrize("foot", ["adult_left_cavus", "child_right_flexible_flat"])
def test_on_scanned_feet_behind_a_pad(foot: str) -> None:
    assert not faults(finished(truth_foot(foot), OffloadWell(at="mth2 mth3"), MetatarsalPad()))
    assert not faults(finished(truth_foot(foot), OffloadWell(at="cuboid"), construction="shell", length="sulcus"))
