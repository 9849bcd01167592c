"""Files. the same foot and the same steps, mirrored, turned or given the other way round -> the same prediction."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from orthogen import assess, design, pipeline, solid
from orthogen.kernel.frame import moved
from orthogen.lab.looking import read
from orthogen.predict import Person, forecast
from orthogen.predict.loading import usual
from orthogen.predict.support import plain
from orthogen.records.assessed import FootLoad
from orthogen.records.foot import Foot
from orthogen.records.prediction import Prediction
from orthogen.records.prescription import Prescription
from orthogen.records.scan import Scan
from tests import footprint as fp
from tests import people
from tests.recordings import recording

ANN = people.MadeUp(name="ann", soft=1.2)
ORDER = Prescription(profile="none", modifications=())
MIRROR = np.diag([-1.0, 1.0, 1.0, 1.0])


def turned(degrees: float, axis: int) -> np.ndarray:
    """Return a turn about an axis of the file, with a shift."""
    cos, sin = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    a, b = [k for k in range(3) if k != axis]
    matrix = np.eye(4)
    matrix[[a, a, b, b], [a, b, a, b]] = cos, -sin, sin, cos
    matrix[:3, 3] = 120.0, -40.0, 300.0
    return matrix


@cache
def scan() -> Scan:
    return read(people.DEMO_SCANS / "right_normal.stl", unit=None)


def seen(by: np.ndarray) -> Foot:
    """Return the foot of the demo scan whose file was moved by a matrix."""
    one = scan()
    faces = one.faces if np.linalg.det(by[:3, :3]) > 0 else one.faces[:, ::-1]
    (foot,) = pipeline.see(replace(one, points=moved(by, one.points), faces=np.ascontiguousarray(faces)))
    return foot


@cache
def walk() -> fp.Walk:
    sole = people.own_sole(ANN)
    (foot,) = pipeline.see(scan())
    return people.walked(sole, usual(sole, ANN.mass_kg), plain(sole.grid, shoe=False), foot, pitch=people.PLATE)


def told(foot: Foot, one: fp.Walk) -> Prediction:
    plate = recording(one, side=one.side)  # type: ignore[arg-type]
    (load,) = assess.loads_of(plate)
    person = Person(load=FootLoad(load=load, on_foot=assess.registered(plate, load, foot)))
    plan = design.design(foot, ORDER)
    return forecast(foot, plan, solid.make_insole(plan, label=""), person)


@cache
def as_given() -> Prediction:
    return told(seen(np.eye(4)), walk())


def same(one: Prediction, *, points: float) -> None:
    """Each part is told alike: the same words, medians and ends within some points."""
    known = as_given()
    assert not one.refused and not known.refused
    for mine, its in zip(known.changes, one.changes, strict=True):
        assert mine.part == its.part and mine.told == its.told and mine.near_edge == its.near_edge
        if mine.median is not None and its.median is not None:
            for name in ("median", "low", "high"):
                assert getattr(its, name) == pytest.approx(getattr(mine, name), abs=points), (mine.part, name)


def test_a_turned_scan_file_is_the_same_foot() -> None:
    same(told(seen(turned(90.0, 0)), walk()), points=1.0)


def test_a_mirrored_scan_with_its_mirrored_print_is_the_same_foot() -> None:
    foot = seen(MIRROR)
    assert foot.side == "left"
    other = replace(walk(), frames_kpa=walk().frames_kpa[:, :, ::-1], side="left")
    same(told(foot, other), points=1.0)


def test_a_turned_scan_and_a_walk_in_the_other_direction_are_the_same_foot() -> None:
    same(told(seen(turned(37.0, 2)), fp.turned(walk())), points=1.0)
