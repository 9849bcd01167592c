"""Documents. JSON keys that programs rely on, numbers JSON can hold, text that fits a terminal."""

import io
import json
from dataclasses import fields
from typing import Any

import numpy as np

from orthogen import intake, publish
from orthogen.modifications import catalogue
from orthogen.records.finding import Finding
from tests.unit.lab.fakes import foot

FAULT = Finding(
    check="least_wall", note="too thin", measured=1.25, unit="mm", low=2.0, level="fault", where_mm=(1, 2, 3)
)


def read(data: bytes) -> Any:
    """Parse strictly: NaN is no JSON."""
    return json.loads(data, parse_constant=lambda word: (_ for _ in ()).throw(ValueError(word)))


def test_scan_document() -> None:
    told = read(publish.scan_json((foot("left", FAULT, arch_index=float("nan")),)))
    assert list(told) == ["schema", "feet"] and told["schema"] == "orthogen.scan/1"
    keys = {
        "side", "side_confidence", "votes", "unit", "unit_source", "kind", "load", "load_source", "foot_length_mm",
        "ball_width_mm", "heel_width_mm", "arch_height_mm", "arch_index", "landmarks", "foot_from_file", "findings",
    }  # fmt: skip
    assert keys < set(told["feet"][0])
    assert told["feet"][0]["arch_index"] is None
    assert list(told["feet"][0]["landmarks"]["mth1"]) == ["x_mm", "y_mm", "z_mm", "sd_mm", "source"]
    assert np.array(told["feet"][0]["foot_from_file"]).shape == (4, 4)


def test_a_finding_says_all_it_knows() -> None:
    told = read(publish.verify_json([FAULT], file="a.stl"))
    assert told["verdict"] == "rejected" and told["file"] == "a.stl"
    (finding,) = told["findings"]
    assert {field.name for field in fields(Finding)} | {"ok"} == set(finding)
    assert finding["ok"] is False and finding["where_mm"] == [1, 2, 3]
    assert read(publish.verify_json([], file="a.stl"))["verdict"] == "accepted"


def test_the_map_is_the_plantar_map() -> None:
    data = publish.map_npz(foot())
    with np.load(io.BytesIO(data)) as told:
        assert told["z"].shape == foot().plantar.grid.shape and float(told["step"]) == 10.0
        assert float(told["x0"]) == 0.0 and float(told["y0"]) == -40.0
    assert publish.map_npz(foot()) == data


def test_modifications_document() -> None:
    told = read(publish.modifications_json(catalogue()))
    assert [entry["kind"] for entry in told["modifications"]] == sorted(catalogue())
    for entry in told["modifications"]:
        assert entry["summary"]
        assert any(field["type"] == "number" for field in entry["fields"])
        for field in entry["fields"]:
            if field["type"] == "text":
                assert list(field) == ["name", "type", "choices", "default", "source"] and field["source"]
                continue
            assert list(field) == ["name", "type", "unit", "low", "high", "soft_low", "soft_high", "default", "source"]
            assert field["low"] <= field["soft_low"] <= field["default"] <= field["soft_high"] <= field["high"]


def test_profiles_and_formats_documents() -> None:
    profiles = [intake.read_profile(name) for name in intake.profile_names()]
    assert [entry["name"] for entry in read(publish.profiles_json(profiles))["profiles"]] == list(
        intake.profile_names()
    )
    formats = read(publish.formats_json(intake.formats()))["formats"]
    assert {"STL", "PLY", "OBJ", "GLB", "3MF", "OFF"} <= {entry["name"] for entry in formats}


def test_texts_name_everything() -> None:
    text = publish.feet_text((foot("left", FAULT),))
    assert "LEFT FOOT" in text and "hallux" in text and "+0.80" in text and "mth1" in text and "least_wall" in text
    assert "1.25 mm" in publish.verify_text([FAULT], file="a.stl")
    assert all(kind in publish.modifications_text(catalogue()) for kind in catalogue())
    profile = intake.read_profile("overpronation")
    assert "medial_skive.depth_mm = 2" in publish.profiles_text([profile])
    assert profile.name in publish.profiles_text([profile, intake.read_profile("neutral")])
    assert ".3mf" in publish.formats_text(intake.formats())
