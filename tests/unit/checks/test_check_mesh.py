"""Checks of any mesh: each passes on a sound solid and fails on one that was made to fail it."""

import numpy as np
import pytest

from orthogen.checks import check_mesh
from orthogen.errors import GeometryError
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from tests.findings import plain
from tests.solids import box, sheets, sphere

NAMES = (
    "closed", "oriented", "one_piece", "duplicate_faces", "degenerate_faces", "self_intersection", "volume", "size",
    "least_wall",
)  # fmt: skip


def checked(soup: FloatArray) -> dict[str, Finding]:
    return {item.check: item for item in plain(check_mesh(soup))}


def faults(soup: FloatArray) -> set[str]:
    return {item.check for item in plain(check_mesh(soup)) if item.level == "fault"}


@pytest.mark.parametrize(
    "solid", [box(), sphere(radius=40), sheets(lambda x, y: 5 + np.sin(x), lambda x, y: 0 * x, x=(0, 90))]
)
def test_sound_solids_pass_every_check(solid: FloatArray) -> None:
    found = checked(solid)
    assert tuple(found) == NAMES
    assert all(item.level == "note" for item in found.values())
    assert all(item.measured is not None for item in found.values())


def test_measures_of_a_box() -> None:
    found = checked(box(size=(100, 60, 10)))
    assert found["volume"].measured == pytest.approx(60_000.0)
    assert found["size"].measured == pytest.approx(100.0)
    assert found["least_wall"].measured == pytest.approx(10.0)
    assert found["one_piece"].measured == 1.0


def test_single_precision_is_enough() -> None:
    assert not faults(box().astype(np.float32))


def test_a_hole_is_not_closed() -> None:
    found = checked(box()[1:])
    assert found["closed"].level == "fault"
    assert found["closed"].measured == 3.0
    assert found["closed"].where_mm is not None
    assert found["least_wall"].measured is None


def test_a_third_face_on_an_edge_is_not_closed() -> None:
    fin = np.array([[[0.0, 0, 0], [100, 0, 0], [50, -20, -20]]])
    found = checked(np.concatenate([box(), fin]))
    assert found["closed"].measured == 3 + 2
    assert "over two faces" in found["closed"].note


def test_a_face_turned_over_is_not_oriented() -> None:
    soup = box()
    soup[3] = soup[3, ::-1]
    assert checked(soup)["oriented"].measured == 3.0
    assert "oriented" in faults(soup)


def test_a_solid_inside_out_is_not_oriented() -> None:
    assert faults(box()[:, ::-1]) >= {"oriented", "volume"}


def test_two_boxes_are_not_one_piece() -> None:
    found = checked(np.concatenate([box(), box() + np.array([0.0, 0.0, 50.0])]))
    assert found["one_piece"].measured == 2.0
    assert faults(np.concatenate([box(), box() + np.array([0.0, 0.0, 50.0])])) == {"one_piece"}


def test_a_face_given_twice() -> None:
    soup = np.concatenate([box(), box()[:1, [1, 2, 0]], box()[:1, ::-1]])
    assert checked(soup)["duplicate_faces"].measured == 2.0
    assert "duplicate_faces" in faults(soup)


def test_faces_without_area() -> None:
    point, line = np.full((1, 3, 3), 7.0), np.array([[[0.0, 0, 0], [50, 0, 0], [100, 0, 0]]])
    found = checked(np.concatenate([box(), point, line]))
    assert found["degenerate_faces"].measured == 2.0
    assert found["degenerate_faces"].level == "fault"


def test_a_collapsed_face_does_not_open_the_surface() -> None:
    assert faults(np.concatenate([box(), np.array([[[0.0, 0, 0], [0, 0, 0], [100, 0, 0]]])])) == {"degenerate_faces"}


def test_a_solid_pushed_through_itself() -> None:
    dent = sheets(lambda x, y: 4 - 6 * np.exp(-((x - 45) ** 2 + y**2) / 9), lambda x, y: 0 * x, x=(0, 90), count=60)
    found = checked(dent)
    assert found["self_intersection"].level == "fault"
    assert found["self_intersection"].measured is not None
    assert found["self_intersection"].measured > 10
    assert found["self_intersection"].where_mm is not None
    assert found["self_intersection"].where_mm[0] == pytest.approx(45, abs=8)


def test_a_wall_that_nothing_can_print() -> None:
    found = checked(box(size=(100, 60, 0.4)))
    assert found["least_wall"].level == "fault"
    assert found["least_wall"].measured == pytest.approx(0.4)


def test_a_part_in_metres_or_too_long_for_a_printer() -> None:
    assert "size" in faults(box() / 1000)
    assert "size" in faults(box() * 100)
    assert checked(box(size=(400, 90, 20)))["size"].level == "warning"
    assert checked(box(size=(300, 300, 300)))["size"].level == "warning"


def test_corners_that_are_no_numbers_are_told_and_left_out() -> None:
    soup = box()
    soup[2, 1, 0], soup[5, 0, 2] = np.nan, np.inf
    found = checked(soup)
    assert found["finite"].measured == 2.0
    assert faults(soup) == {"finite", "closed"}


@pytest.mark.parametrize("soup", [np.zeros((0, 3, 3)), np.zeros((9, 3, 3)), np.full((4, 3, 3), np.nan)])
def test_nothing_to_check_is_refused(soup: FloatArray) -> None:
    with pytest.raises(GeometryError, match="nothing to check"):
        check_mesh(soup)


def test_any_soup_gets_a_verdict() -> None:
    rng = np.random.default_rng(0)
    for soup in (rng.random((1, 3, 3)), rng.random((300, 3, 3)) * 100, rng.integers(0, 3, (200, 3, 3)) * 20.0):
        assert faults(soup) >= {"closed"}


def test_the_same_mesh_gives_the_same_findings() -> None:
    dent = sheets(lambda x, y: 4 - 6 * np.exp(-(x**2) / 9), lambda x, y: 0 * x, count=30)
    assert check_mesh(dent) == check_mesh(dent.copy())
