"""Zones. 3MF of modifiers and of bodies -> what a slicer finds in them; orders of zones -> the same when read again."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orthogen import intake, publish
from orthogen.errors import PrescriptionError, UnknownName
from orthogen.kernel import stl
from orthogen.lab.request import zones_from
from orthogen.records.zones import Volume, Zoned
from tests.orders import ordered

TETRA = np.array([[[0, 0, 0], [0, 1, 0], [1, 0, 0]], [[0, 0, 0], [1, 0, 0], [0, 0, 1]],
                  [[0, 0, 0], [0, 0, 1], [0, 1, 0]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]], dtype=float)  # fmt: skip
HARD = Volume(region="heel", infill_percent=40.0, triangles_mm=TETRA * 2)
ZONED = Zoned(rest_percent=15.0, modifiers=(HARD, replace(HARD, infill_percent=60.0)), bodies=(HARD,), told=())
PART = stl.binary(TETRA * 5, header="part")


def member(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_the_settings_name_every_triangle_once() -> None:
    data = publish.modifiers_3mf(PART, ZONED, case="C1", side="right")
    config, model = member(data, "Metadata/Slic3r_PE_model.config"), member(data, "3D/3dmodel.model")
    ranges = re.findall(r'firstid="(\d+)" lastid="(\d+)"', config)
    assert ranges == [("0", "3"), ("4", "7"), ("8", "11")] and model.count("<triangle ") == 12
    assert re.findall(r'key="fill_density" value="([\d.]+)%"', config) == ["15", "40", "60"]
    assert config.count("ParameterModifier") == 2 and 'name="slic3rpe:Version3mf">1<' in model
    assert data == publish.modifiers_3mf(PART, ZONED, case="C1", side="right")


def test_bodies_are_objects_of_their_own(tmp_path: Path) -> None:
    data = publish.bodies_3mf(ZONED, case="C1", side="right")
    assert 'name="C1 right heel 40 %"' in member(data, "3D/3dmodel.model")
    (tmp_path / "bodies.3mf").write_bytes(data)
    assert np.array_equal(intake.read_triangles(tmp_path / "bodies.3mf"), HARD.triangles_mm)


def test_zones_come_back_from_the_prescription(tmp_path: Path) -> None:
    order = replace(ordered(heel_cup=12), zones={"heel": 40.0, "rest": 12.0})
    (tmp_path / "p.toml").write_bytes(publish.prescription_toml({"left": order}))
    assert intake.read_prescription(tmp_path / "p.toml")["left"].zones == order.zones


def test_orders_that_make_no_sense_are_refused() -> None:
    assert zones_from(["heel=40", "rest=10"]) == {"heel": 40.0, "rest": 10.0}
    with pytest.raises(PrescriptionError, match="twice"):
        zones_from(["heel=40", "heel=10"])
    with pytest.raises(PrescriptionError, match="NAME=PERCENT"):
        zones_from(["heel"])
    with pytest.raises(UnknownName):
        intake.zones_of({"toe": 20}, where="zones")
    for wrong in (4.0, 100.0, float("nan")):
        with pytest.raises(PrescriptionError):
            intake.zones_of({"heel": wrong}, where="zones")
