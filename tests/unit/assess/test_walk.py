"""Walks: what is known of a made walk comes out of it, in any laboratory, under any names; what is wrong is refused."""

import numpy as np
import pytest

from orthogen.assess import gait_of
from orthogen.errors import NoWalk, OrthogenError, SideUnsure, UnitUnclear
from orthogen.intake.gait import read_gait
from orthogen.records.markers import Markers
from tests import walks
from tests.feet import SHARED, need_shared

SIDES = ("left", "right")


def markers(told: walks.Walk, *, events: bool = True, **more: object) -> Markers:
    marked = {side: {what: np.array(times) for what, times in kinds.items()} for side, kinds in told.events_s.items()}
    return Markers(
        file="walk", sha256="", format="c3d", rate_hz=told.rate_hz, places_mm=told.places_mm,
        events_s=marked if events else {}, **more,
    )  # type: ignore[arg-type]  # fmt: skip


def laboratory(axes: str) -> walks.Walk:
    told = walks.walk()
    return walks.Walk(places_mm=walks.turned(told.places_mm, axes), events_s=told.events_s, rate_hz=told.rate_hz)


@pytest.mark.parametrize("axes", ["+x+y+z", "-y+x+z", "+x-z+y", "-x-y+z", "-z-x+y"])
@pytest.mark.parametrize("events", [True, False])
def test_speed_stance_and_progression_in_any_laboratory(axes: str, events: bool) -> None:
    found = gait_of(markers(laboratory(axes), events=events)).values
    assert found["both"]["speed"].value == pytest.approx(walks.SPEED, abs=0.02)
    assert found["both"]["cadence"].value == pytest.approx(120 / walks.STRIDE_S, abs=1.5)
    assert found["both"]["stride_length"].value == pytest.approx(walks.SPEED * walks.STRIDE_S, abs=0.02)
    assert abs(found["both"]["asymmetry_index"].value) < 3
    for side in SIDES:
        assert found[side]["foot_progression_angle"].value == pytest.approx(walks.TOE_OUT[side], abs=0.3)
        assert found[side]["step_length"].value == pytest.approx(walks.SPEED * walks.STRIDE_S / 2, abs=0.03)
        assert found[side]["step_width"].value == pytest.approx(walks.STEP_WIDTH_MM / 1000, abs=0.005)
        assert found[side]["stance"].value == pytest.approx(100 * walks.STANCE, abs=1 if events else 8)


@pytest.mark.parametrize("axes", ["+x+y+z", "-z-x+y"])
@pytest.mark.parametrize("without", [(), ("PCA",), ("LCA", "STL"), ("MMA", "KNM")])
def test_rearfoot_eversion_of_an_oxford_foot(axes: str, without: tuple[str, ...]) -> None:
    told = laboratory(axes)
    for name in without:
        for letter in "LR":
            del told.places_mm[letter + name]
    found = gait_of(markers(told))
    for side in SIDES:
        values, most = found.values[side], walks.EVERSION[side]
        assert values["rearfoot_eversion_max"].value == pytest.approx(
            most + (0 if "MMA" not in without else 1.43), abs=0.2
        )
        assert values["rearfoot_eversion_range"].value == pytest.approx(most, abs=0.2)
        assert values["eversion_peak_time"].value == pytest.approx(33, abs=2)
    assert "eversion_without_reference" in [item.check for item in found.findings]


def test_plug_in_gait_alone_gives_no_eversion() -> None:
    told = walks.walk()
    for name in ("PCA", "STL", "LCA"):
        for letter in "LR":
            del told.places_mm[letter + name]
    found = gait_of(markers(told))
    assert "rearfoot_eversion_max" not in found.values["left"]


@pytest.mark.parametrize("names", ["{s}.Heel {s}.MT2", "{side}_heel {side}_toe", "Heel_{s} Toe_{s}", "{s}_FCC {s}_FM2"])
def test_names_of_other_laboratories(names: str) -> None:
    told = walks.walk()
    heel, toe = names.split()
    for side in SIDES:
        for old, new in (("HEE", heel), ("TOE", toe)):
            label = new.format(s=side[0].upper(), side=side)
            told.places_mm[label] = told.places_mm.pop(side[0].upper() + old)
    assert gait_of(markers(told)).values["both"]["speed"].value == pytest.approx(walks.SPEED, abs=0.02)


def test_short_gaps_are_bridged_and_told_long_ones_stay() -> None:
    told = walks.walk()
    told.places_mm["LHEE"][40:46] = np.nan
    told.places_mm["RHEE"][200:260] = np.nan
    found = gait_of(markers(told))
    assert [item.measured for item in found.findings if item.check == "marker_gaps"] == [1.0]
    assert found.values["both"]["speed"].value == pytest.approx(walks.SPEED, abs=0.05)


def test_marks_that_stand_twice_count_once() -> None:
    told = walks.walk()
    told.events_s["left"]["strike"] += [t + 0.09 for t in told.events_s["left"]["strike"]]
    found = gait_of(markers(told))
    assert found.values["left"]["cadence"].value == pytest.approx(120 / walks.STRIDE_S, abs=0.5)
    assert "event_twice" in [item.check for item in found.findings]


def test_leg_lengths_and_mass_go_with_the_person() -> None:
    found = gait_of(markers(walks.walk(), leg_length_mm={"left": 880.0, "right": 871.0}, body_mass_kg=70.0))
    assert found.values["both"]["limb_length_difference"].value == -9
    assert found.values["both"]["body_mass"].value == 70


def spoilt(kind: str) -> walks.Walk:
    told = walks.walk()
    places = told.places_mm
    if kind == "swapped":
        places = {("R" if label[0] == "L" else "L") + label[1:]: place for label, place in places.items()}
    elif kind == "metres":
        places = {label: place / 1000 for label, place in places.items()}
    elif kind == "inches":
        places = {label: place / 25.4 for label, place in places.items()}
    elif kind == "backwards":
        places = {label: place[::-1] for label, place in places.items()}
    elif kind == "standing":
        places = {label: place[:1].repeat(300, axis=0) for label, place in places.items()}
    elif kind == "no toe":
        del places["RTOE"]
    elif kind == "lost":
        places = {label: place * np.nan if label == "LHEE" else place for label, place in places.items()}
    elif kind == "feet alone":
        places = {label: place for label, place in places.items() if label[1:] in ("HEE", "TOE")}
    return walks.Walk(places_mm=places, events_s=told.events_s, rate_hz=told.rate_hz)


@pytest.mark.parametrize(
    ("kind", "error"),
    [("swapped", SideUnsure), ("metres", UnitUnclear), ("inches", UnitUnclear), ("backwards", NoWalk),
     ("standing", NoWalk), ("no toe", NoWalk), ("lost", NoWalk), ("feet alone", NoWalk)],
)  # fmt: skip
@pytest.mark.filterwarnings("error")
def test_what_is_no_walk_is_refused_with_a_sentence(kind: str, error: type[OrthogenError]) -> None:
    with pytest.raises(error) as refusal:
        gait_of(markers(spoilt(kind)))
    assert str(refusal.value) and refusal.value.next_step


@pytest.mark.parametrize(
    ("file", "left", "right"),
    [("bmclab_walk.trc", 7.6, 10.8), ("ktk_walk.c3d", -10.9, 4.5), ("gaitkit_fukuchi_healthy.json", 3.4, 4.0)],
)
def test_real_walks(file: str, left: float, right: float) -> None:
    need_shared()
    read = read_gait(SHARED / "gait" / file)
    assert isinstance(read, Markers)
    found = gait_of(read).values
    assert 0.8 < found["both"]["speed"].value < 1.4
    assert 0.45 < found["left"]["step_length"].value < 0.8
    assert found["left"]["foot_progression_angle"].value == pytest.approx(left, abs=0.5)
    assert found["right"]["foot_progression_angle"].value == pytest.approx(right, abs=0.5)


@pytest.mark.parametrize("axes", ["+x+y+z", "-z-x+y"])
@pytest.mark.parametrize("events", [True, False])
def test_a_treadmill_is_seen_and_its_belt_is_added(axes: str, events: bool) -> None:
    told = walks.walk()
    time = np.arange(400)[:, None] / told.rate_hz
    still = {label: place - time * [1000 * walks.SPEED, 0, 0] for label, place in told.places_mm.items()}
    on_belt = walks.Walk(places_mm=walks.turned(still, axes), events_s=told.events_s, rate_hz=told.rate_hz)
    found = gait_of(markers(on_belt, events=events))
    assert found.values["both"]["speed"].value == pytest.approx(walks.SPEED, abs=0.03)
    assert found.values["both"]["stride_length"].value == pytest.approx(walks.SPEED * walks.STRIDE_S, abs=0.03)
    assert found.values["left"]["foot_progression_angle"].value == pytest.approx(walks.TOE_OUT["left"], abs=2.0)
    assert "treadmill" in [item.check for item in found.findings]
