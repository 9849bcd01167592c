"""Pressure picture. both feet on one scale, the left one to the left, medial sides facing each other."""

import io

import numpy as np
import pytest
from PIL import Image

from orthogen.assess import loads_of
from orthogen.publish import assess_json, assess_text, pressure_png
from orthogen.publish.picture.pressure import pressure_sheet, pressure_svg
from orthogen.records.assessed import Assessed, FootLoad
from tests import footprint as fp
from tests.recordings import recording


def assessed(*sides: str, flat: bool = True) -> Assessed:
    made = [load for side in sides for load in loads_of(recording(fp.walk(side, columns=33, flat=flat)))]
    return Assessed(pressure=tuple(FootLoad(load=load) for load in made))


def pixels(shown: Assessed) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(pressure_png(shown))).convert("RGB"))


def test_the_left_foot_stands_to_the_left_and_is_the_mirror_image() -> None:
    both = pixels(assessed("right", "left"))
    assert both.shape[1] == 2 * 640
    left, right = both[220:980, :640].astype(float), both[220:980, 640:].astype(float)
    dark = [(half < 200).any(axis=2) for half in (left, right[:, ::-1])]
    assert (dark[0] == dark[1]).mean() > 0.97


def test_the_same_loads_give_the_same_bytes() -> None:
    assert pressure_png(assessed("left")) == pressure_png(assessed("left"))


def test_words_and_curves_are_drawn() -> None:
    svg = pressure_svg(assessed("left", "right"), title="Peak pressure")
    for word in ("LEFT FOOT", "RIGHT FOOT", "peak pressure, kPa", "heel", "hallux", "force, N"):
        assert word in svg


def test_a_single_picture_has_no_curves() -> None:
    walk = fp.walk("left", columns=33)
    (load,) = loads_of(recording(fp.Walk(frames_kpa=walk.peak[None], pitch_mm=walk.pitch_mm, hz=100, side="left")))
    sheet = pressure_sheet(Assessed(pressure=(FootLoad(load=load),)))
    assert any("no curves" in getattr(shape, "text", "") for shape in sheet.shapes)


@pytest.mark.parametrize("flat", [True, False])
def test_document_and_text_tell_every_mask(flat: bool) -> None:
    import json

    shown = assessed("left", flat=flat)
    document = json.loads(assess_json(shown))
    assert document["schema"] == "orthogen.assess/1"
    (foot,) = document["pressure"]
    assert set(foot["masks"]) == {"heel", "midfoot", *(f"mth{k}" for k in range(1, 6)), "hallux", "toes"}
    assert foot["side"] == "left" and foot["registration"] is None and foot["masks_from"] == "print"
    text = assess_text(shown)
    assert "LEFT FOOT" in text and "Cavanagh" in text and "250–350" in text
