"""Mesh: welding by bits, edges, borders, pieces, volume; each on a mesh with a known answer."""

import numpy as np
import pytest

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.mesh import Mesh, border, edges, pieces, signed_volume_mm3, triangle_height_mm, welded
from tests.solids import box, sheets, sphere


@pytest.mark.parametrize("soup", [box(), sphere(), np.random.default_rng(0).random((50, 3, 3))])
def test_welding_keeps_every_corner(soup: FloatArray) -> None:
    mesh = welded(soup)
    assert np.array_equal(mesh.corners_mm, soup)
    assert len(np.unique(mesh.points_mm, axis=0)) == len(mesh.points_mm)


def test_welding_joins_equal_coordinates_only() -> None:
    near = np.nextafter(np.float32(1.0), np.float32(2.0))
    soup = np.array([[[0.0, 0, 0], [1, 0, 0], [0, 1, 0]], [[-0.0, 0, 0], [near, 0, 0], [0, 1, -0.0]]])
    assert len(welded(soup).points_mm) == 4


def test_points_are_numbered_as_they_first_appear() -> None:
    mesh = welded(box())
    seen = dict.fromkeys(map(tuple, box().reshape(-1, 3).tolist()))
    assert mesh.points_mm.tolist() == [list(p) for p in seen]


def test_a_closed_solid_has_twins_everywhere() -> None:
    half = edges(welded(sphere()))
    assert (half.uses == 2).all()
    assert (half.twin[half.twin] == np.arange(len(half.twin))).all()
    assert not half.alike.any()


def test_a_missing_face_leaves_three_open_edges() -> None:
    assert (edges(welded(box()[1:])).uses == 1).sum() == 3


def test_a_turned_face_shows_on_its_three_edges() -> None:
    soup = box()
    soup[0] = soup[0, ::-1]
    assert edges(welded(soup)).alike.sum() == 6


def test_an_edge_of_four_faces_has_no_twins_but_ties_them() -> None:
    soup = np.concatenate([box(size=(1, 1, 1)), box(size=(1, 1, 1)) + np.array([1.0, 1.0, 0.0])])
    mesh = welded(soup)
    half = edges(mesh)
    assert (half.uses == 4).sum() == 4
    assert (half.twin[half.uses == 4] == -1).all()
    assert (half.piece == 0).all()


def test_pieces_are_named_after_their_least_member() -> None:
    chain = np.arange(999)
    assert (pieces(1000, chain, chain + 1) == 0).all()
    assert pieces(5, np.array([4, 2]), np.array([1, 3])).tolist() == [0, 1, 2, 2, 1]


def test_things_without_ties_are_pieces_of_their_own() -> None:
    assert pieces(3, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)).tolist() == [0, 1, 2]


def test_two_boxes_that_share_a_point_are_two_pieces() -> None:
    mesh = welded(np.concatenate([box(size=(1, 1, 1)), box(size=(1, 1, 1)) + 1.0]))
    assert edges(mesh).piece.tolist() == [0] * 12 + [12] * 12


def test_the_border_of_the_upper_side_is_the_rim_counter_clockwise() -> None:
    mesh = welded(sheets(lambda x, y: 5 + 0 * x, lambda x, y: 0 * x, count=4))
    rim = border(edges(mesh), mesh.area_normals_mm2[:, 2] > 0)
    line = mesh.points_mm[rim]
    assert len(rim) == 12
    assert (line[:, 2] == 5).all()
    after = np.roll(line, -1, axis=0)
    assert np.isclose(0.5 * (line[:, 0] * after[:, 1] - line[:, 1] * after[:, 0]).sum(), 400.0)


def test_no_border_without_chosen_faces() -> None:
    mesh = welded(box())
    half = edges(mesh)
    assert len(border(half, np.ones(12, dtype=bool))) == len(border(half, np.zeros(12, dtype=bool))) == 0


def test_volume_of_a_box_anywhere_and_turned_inside_out() -> None:
    far = box(size=(3, 4, 5)) + 1e6
    assert signed_volume_mm3(welded(far)) == pytest.approx(60.0, rel=1e-9)
    assert signed_volume_mm3(welded(far[:, ::-1])) == pytest.approx(-60.0, rel=1e-9)


def test_heights_of_a_right_triangle_a_line_and_a_point() -> None:
    points = np.array([[0.0, 0, 0], [3, 0, 0], [0, 4, 0], [6, 0, 0]])
    mesh = Mesh(points_mm=points, faces=np.array([[0, 1, 2], [0, 1, 3], [2, 2, 2]]))
    assert triangle_height_mm(mesh).tolist() == pytest.approx([12 / 5, 0.0, 0.0])
