"""The closed solid: sound, within its bound, and the same from both sides."""

import dataclasses

import numpy as np
import pytest

from orthogen.errors import FieldsCross, OutlineFailed
from orthogen.kernel.frame import moved
from orthogen.kernel.raster import highest, lowest
from orthogen.records.device import Insole
from orthogen.solid import make_insole, make_solid
from tests.unit.solid.designs import synthetic_design, synthetic_outline
from tests.unit.solid.oracle import assert_sound, volume

LENGTHS = ("full", "sulcus", "three-quarter")


@pytest.fixture(scope="module")
def insole() -> Insole:
    return make_insole(synthetic_design(), label="R 0001")


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("construction", ["insole", "shell"])
def test_it_is_sound(construction: str, length: str) -> None:
    design = synthetic_design(construction=construction, length=length, thickness_mm=3.0)
    assert_sound(make_solid(make_insole(design, label="R 0001"), mirrored=False))


def test_a_mirrored_solid_is_the_same_to_the_bit(insole: Insole) -> None:
    right, left = make_solid(insole, mirrored=False), make_solid(insole, mirrored=True)
    assert np.array_equal(left.triangles_mm[:, ::-1] * np.array([1.0, -1.0, 1.0]), right.triangles_mm)
    assert not np.signbit(left.triangles_mm[left.triangles_mm == 0.0]).any()
    assert volume(left.triangles_mm) == pytest.approx(volume(right.triangles_mm))
    assert_sound(left)


@pytest.mark.parametrize("mirrored", [False, True])
def test_its_frame_leads_back_to_the_foot(insole: Insole, mirrored: bool) -> None:
    solid = make_solid(insole, mirrored=mirrored)
    assert np.linalg.det(solid.stl_from_foot[:3, :3]) == (-1.0 if mirrored else 1.0)
    points = solid.triangles_mm.reshape(-1, 3)
    back = moved(np.linalg.inv(solid.stl_from_foot), points)
    top, bottom = insole.top_mm[insole.inset_mm > -1], insole.bottom_mm[insole.inset_mm > -1]
    assert bottom.min() - 0.02 <= back[:, 2].min()
    assert back[:, 2].max() <= top.max() + 0.02
    assert np.abs(back[:, 0].max() - synthetic_outline()[:, 0].max()) < 0.02


def test_both_sheets_keep_the_bound_at_every_node(insole: Insole) -> None:
    solid = make_solid(insole, mirrored=False)
    triangles = moved(np.linalg.inv(solid.stl_from_foot), solid.triangles_mm.reshape(-1, 3)).reshape(-1, 3, 3)
    inside = insole.inset_mm > 0.6
    assert np.abs(highest(triangles, insole.grid) - insole.top_mm)[inside].max() <= 0.01
    assert np.abs(lowest(triangles, insole.grid) - insole.bottom_mm)[inside].max() <= 0.01


def test_rim_vertices_lie_on_the_fields(insole: Insole) -> None:
    solid = make_solid(insole, mirrored=False)
    points = moved(np.linalg.inv(solid.stl_from_foot), solid.triangles_mm.reshape(-1, 3))
    near = np.abs(insole.grid.sample(insole.inset_mm, points[:, 0], points[:, 1])) < 0.02
    top = insole.grid.sample(insole.top_mm, points[near, 0], points[near, 1])
    bottom = insole.grid.sample(insole.bottom_mm, points[near, 0], points[near, 1])
    off = np.minimum(np.abs(points[near, 2] - top), np.abs(points[near, 2] - bottom))
    assert near.sum() > 5000
    assert off.max() < 1e-3


def test_the_same_insole_gives_the_same_bytes(insole: Insole) -> None:
    first, second = make_solid(insole, mirrored=False), make_solid(insole, mirrored=False)
    assert first.triangles_mm.tobytes() == second.triangles_mm.tobytes()


def test_reduction_is_worth_it(insole: Insole) -> None:
    assert len(make_solid(insole, mirrored=False).triangles_mm) < 60_000


def test_sheets_that_come_too_close_are_refused_with_the_place(insole: Insole) -> None:
    near = np.hypot(insole.grid.x_mm - 100.0, insole.grid.y_mm - 5.0) < 3.0
    crossing = dataclasses.replace(insole, bottom_mm=np.where(near, insole.top_mm - 0.05, insole.bottom_mm))
    with pytest.raises(FieldsCross, match=r"0\.05 mm apart at x = (9|10)\d\.\d, y = \d\.\d mm"):
        make_solid(crossing, mirrored=False)


def test_a_hole_in_a_field_is_refused(insole: Insole) -> None:
    holed = insole.top_mm.copy()
    holed[insole.grid.nx // 2, insole.grid.ny // 2] = np.nan
    with pytest.raises(FieldsCross):
        make_solid(dataclasses.replace(insole, top_mm=holed), mirrored=False)


def test_a_torn_trim_line_is_refused(insole: Insole) -> None:
    torn = np.where(np.abs(insole.grid.x_mm - 100.0) < 2.0, -1.0, insole.inset_mm)
    with pytest.raises(OutlineFailed):
        make_solid(dataclasses.replace(insole, inset_mm=torn), mirrored=False)
