"""Picture. the sheet that draws what was understood: nothing is left out, nothing overlaps, left and right differ."""

import io
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from PIL import Image

from orthogen.anatomy.side import SURE_ABOVE, UNSURE_BELOW
from orthogen.kernel.arrays import frozen
from orthogen.kernel.grid import Grid
from orthogen.publish.picture import picture_png, sheet
from orthogen.publish.picture.drawing import HOLE, Line, Words
from orthogen.publish.picture.paint import letters
from orthogen.publish.picture.panel import panel
from orthogen.publish.picture.plan import Place, plan_view
from orthogen.publish.picture.svg import svg
from orthogen.publish.wording import SIDE_OPEN_BELOW, SIDE_SURE_FROM, english, hole_words, side_words
from orthogen.records.finding import Finding
from orthogen.records.foot import LANDMARKS, Foot, Landmark, PlantarMap
from tests.unit.lab.fakes import foot

VOTES = {"arch": 1.4, "waist": 1.2, "ball": 1.1, "toes": 0.4, "swing": 0.3, "ridge": 1.1, "pair": 0.5}
HOLE_MM = (100.0, -10.0)
PLACE = Place(x_mm=0.0, y_mm=0.0, left=0.0, top=0.0, scale=1.0, mirrored=False)


def drawn(side: str = "right", *findings: Finding) -> Foot:
    """Return an oval sole of 250 × 80 mm, every landmark on it, with a round hole of 3.1 cm²."""
    grid = Grid(x0_mm=-5.0, y0_mm=-45.0, step_mm=0.5, nx=521, ny=181)
    turn = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    inside = ((grid.x_mm - 125) / 125) ** 2 + (grid.y_mm / 40) ** 2 < 1
    hole = np.hypot(grid.x_mm - HOLE_MM[0], grid.y_mm - HOLE_MM[1]) < 10
    z = np.where(inside & ~hole, np.broadcast_to(10 + 0.2 * grid.y_mm, grid.shape), np.nan)
    marks = {
        name: Landmark(x_mm=10.0 + 20 * k, y_mm=25.0 * (-1) ** k, z_mm=5.0, sd_mm=3.0, source="ratio")
        for k, name in enumerate(LANDMARKS)
    }
    missing = Finding(check="skin_missing", note="a hole", measured=3.1, unit="cm2", level="warning",
                      where_mm=(*HOLE_MM, 0.0))  # fmt: skip
    return replace(
        foot(side, missing, *findings), votes=VOTES, landmarks=marks,
        plantar=PlantarMap(grid=grid, z_mm=frozen(z), noise_mm=0.1),
        outline_mm=frozen(np.column_stack([125 + 125 * np.cos(turn), 40 * np.sin(turn)])),
    )  # fmt: skip


def texts(made: Foot) -> list[str]:
    """Return every text of the picture."""
    tree = ElementTree.fromstring(svg(sheet((made,), name="scan 7"), title=""))
    return [element.text or "" for element in tree.iter() if element.tag == "text"]


def pixels(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB")).astype(int)


def test_everything_that_was_understood_is_named() -> None:
    said = " | ".join(texts(drawn("right", Finding(check="x", note="Mind this.", level="warning"))))
    for word in (
        "RIGHT FOOT", "scan 7", "medial side", "lateral side", "long axis", "50 mm", "250.0 mm", "95.0 mm", "60.0 mm",
        "12.0 mm", "a whole foot", "standing, from the shape", "mm, from the size", "3.1 cm² missing", "Mind this.",
        "hollow of the arch", "pair", "+6.0", "±3 mm", *english()["landmark"].values(),
    ):  # fmt: skip
        assert word in said, word


def test_the_picture_is_large_and_the_same_every_time() -> None:
    one = picture_png((drawn(),), name="a")
    assert one == picture_png((drawn(),), name="a")
    assert pixels(one).shape[0] >= 1600


def test_two_feet_stand_side_by_side_the_left_one_to_the_left() -> None:
    both = pixels(picture_png((drawn("right"), drawn("left")), name="a"))
    left, right = pixels(picture_png((drawn("left"),), name="a")), pixels(picture_png((drawn("right"),), name="a"))
    assert np.array_equal(both, np.concatenate([left, right], axis=1))


def test_medial_is_to_the_left_of_a_right_foot_and_to_the_right_of_a_left_one() -> None:
    for side, way in (("right", -1), ("left", 1)):
        x, y = replace(PLACE, mirrored=side == "left").one(10.0, 5.0)
        assert (x, y) == (5.0 * way, -10.0)


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_hole_is_drawn_where_it_is(side: str) -> None:
    made = drawn(side)
    place = replace(PLACE, mirrored=made.mirrored)
    shapes = list(plan_view(made, place, english()))
    field = next(shape for shape in shapes if not isinstance(shape, Line | Words))
    pink = np.array([*bytes.fromhex(HOLE[1:]), 255])
    rows, columns = np.nonzero((field.rgba == pink).all(axis=2))
    assert len(rows) * 0.25 == pytest.approx(314 / 2, rel=0.1)
    middle = (field.x + 0.5 * (columns.mean() + 0.5), field.y + 0.5 * (rows.mean() + 0.5))
    assert middle == pytest.approx(place.one(*HOLE_MM), abs=0.5)


def test_names_do_not_touch_each_other() -> None:
    crowded = {
        name: Landmark(x_mm=100.0 + k, y_mm=5.0, z_mm=5.0, sd_mm=3.0, source="given")
        for k, name in enumerate(LANDMARKS)
    }
    words = [
        s
        for s in plan_view(replace(drawn(), landmarks=crowded), replace(PLACE, scale=4.6), english())
        if isinstance(s, Words)
    ]
    names = sorted(word.y for word in words if "±" in word.text)
    assert len(names) == len(LANDMARKS) and np.diff(names).min() >= 28


def test_warnings_that_do_not_fit_are_counted() -> None:
    many = [Finding(check="x", note=f"Warning {k}: " + "many words " * 20, level="warning") for k in range(9)]
    shapes = panel(drawn("right", *many), english(), x=0, y=0, width=510, bottom=1760)
    assert max(shape.y for shape in shapes if isinstance(shape, Words)) <= 1760
    assert any("more: see orthogen inspect" in shape.text for shape in shapes if isinstance(shape, Words))


def test_an_unsure_side_claims_nothing() -> None:
    said = texts(replace(drawn("unsure"), votes={"arch": 0.3}))
    assert "SIDE UNSURE" in said and "medial side?" in said and "RIGHT FOOT" not in said


def test_a_foot_with_few_landmarks_and_no_votes_is_drawn() -> None:
    assert picture_png((replace(foot(), votes={}),), name="a")


def test_letters_that_the_font_lacks_are_replaced() -> None:
    assert letters("Frédéric 3 cm² ≥ −1 · ±2° 足") == "Frederic 3 cm2 >= -1 · ±2° ?"


def test_words_of_the_side_use_the_limits_of_the_vote() -> None:
    assert (SIDE_OPEN_BELOW, SIDE_SURE_FROM) == (UNSURE_BELOW, SURE_ABOVE)
    assert "left, 2.1 from the limit" in side_words(replace(foot(), votes={"arch": -4.1}))
    assert "stays open" in side_words(replace(foot(), votes={"arch": 1.0}))


def test_a_hole_is_told_with_area_and_place() -> None:
    hole = Finding(check="skin_missing", note="", measured=3.14, unit="cm2", where_mm=(60.0, -10.4, 0.0))
    assert hole_words(hole) == "3.1 cm², 60 mm ahead of the back of the heel, 10 mm lateral of the long axis"
    assert hole_words(replace(hole, where_mm=(60.0, 1.0, 0.0))).endswith("on the long axis")
