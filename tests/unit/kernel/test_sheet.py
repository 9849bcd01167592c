"""Sheet. normals, samples, spikes and winding against plain numpy and laws."""

import numpy as np
import pytest

from orthogen.kernel import sheet
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.mesh import Mesh, edges, signed_volume_mm3, welded
from tests.solids import box, sphere


def ball() -> tuple[FloatArray, IntArray]:
    mesh = welded(sphere(radius=10.0, rings=24, sectors=36))
    return mesh.points_mm, mesh.faces


def test_normals_and_areas_are_those_of_cross_products() -> None:
    points, faces = ball()
    normals, areas = sheet.face_normals(points, faces)
    a, b, c = (points[faces[:, k]] for k in range(3))
    twice = np.cross(b - a, c - a)
    length = np.linalg.norm(twice, axis=1)
    assert np.allclose(normals, twice / length[:, None], atol=1e-15)
    assert np.allclose(areas, length / 2, rtol=1e-15)


def test_a_face_without_area_has_no_normal() -> None:
    points = np.array([[0.0, 0, 0], [1, 0, 0], [2, 0, 0]])
    normals, areas = sheet.face_normals(points, np.array([[0, 1, 2]]))
    assert not normals.any() and areas[0] == 0


@pytest.mark.parametrize("wrong", [-1, 10**12])
def test_a_face_that_names_no_point_is_refused(wrong: int) -> None:
    points, faces = ball()
    faces = faces.copy()
    faces[3, 1] = wrong
    for ask in (sheet.face_normals, sheet.face_heights, sheet.face_middles, sheet.crossed_edges):
        with pytest.raises(IndexError):
            ask(points, faces)


def test_heights_and_middles_of_faces() -> None:
    points, faces = ball()
    low, high = sheet.face_heights(points, faces)
    assert np.array_equal(low, points[faces][:, :, 2].min(axis=1))
    assert np.array_equal(high, points[faces][:, :, 2].max(axis=1))
    assert np.allclose(sheet.face_middles(points, faces), points[faces].mean(axis=1), atol=1e-14)


def test_a_part_keeps_its_faces_and_only_their_points() -> None:
    points, faces = ball()
    marked = points[faces][:, :, 2].min(axis=1) > 3
    there, left = sheet.part_of(points, faces, marked)
    assert np.array_equal(there[left], points[faces[marked]])
    assert np.array_equal(np.unique(left), np.arange(len(there)))


def test_samples_lie_on_faces_and_stand_for_equal_areas() -> None:
    points, faces = ball()
    normals, areas = sheet.face_normals(points, faces)
    places, facing, area = sheet.spread(points, faces, normals, areas, count=5000)
    assert area * 5000 == pytest.approx(areas.sum())
    assert np.abs(np.einsum("ni,ni->n", places, facing) - 10).max() < 0.2
    upper = float(areas[points[faces][:, :, 2].mean(axis=1) > 0].sum())
    assert np.count_nonzero(places[:, 2] > 0) * area == pytest.approx(upper, rel=0.01)


def test_samples_of_a_mirror_image_are_the_mirror_image_of_the_samples() -> None:
    points, faces = ball()
    points = points * (1.0, 1.3, 0.7) + 0.01 * np.sin(37.0 * points[:, ::-1])
    mirror = np.array([1.0, -1.0, 1.0])
    one = sheet.spread(points, faces, *sheet.face_normals(points, faces), count=2000)[0]
    turned = faces[:, ::-1]
    other = sheet.spread(points * mirror, turned, *sheet.face_normals(points * mirror, turned), count=2000)[0]
    assert np.allclose(one * mirror, other, atol=1e-12)


def test_samples_of_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="no faces"):
        sheet.spread(np.zeros((3, 3)), np.empty((0, 3), np.int64), np.empty((0, 3)), np.empty(0), count=10)


def test_a_needle_is_a_spike_and_a_bump_is_none() -> None:
    points, faces = ball()
    points = points.copy()
    needle, bump = 100, 300
    points[needle] *= 1.8
    points[bump] *= 1.02
    found = sheet.spikes(points, faces, slender=1.6, aloft=0.5)
    assert np.array_equal(np.flatnonzero(found), [needle])


def test_turned_faces_are_found_and_turned_back() -> None:
    points, faces = ball()
    assert sheet.crossed_edges(points, faces) == 0
    wrong = np.random.default_rng(1).random(len(faces)) < 0.3
    mixed = np.where(wrong[:, None], faces[:, ::-1], faces)
    areas = sheet.face_normals(points, mixed)[1]
    assert sheet.crossed_edges(points, mixed) > 0
    assert np.array_equal(sheet.faces_to_turn(points, mixed, areas), wrong)


def test_crossed_edges_count_as_repeated_directed_edges() -> None:
    rng = np.random.default_rng(2)
    faces = np.array([rng.choice(40, 3, replace=False) for _ in range(500)])
    start, end = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    repeated = len(start) - len(np.unique(start * 40 + end))
    assert sheet.crossed_edges(rng.random((40, 3)), faces) == repeated


def test_halved_edges_leave_a_closed_body_as_it_was() -> None:
    mesh = welded(box((40.0, 20.0, 5.0)))
    high = mesh.points_mm[:, 2].max()
    top = (mesh.points_mm[mesh.faces][..., 2] == high).all(1)
    points, faces = sheet.refined(mesh.points_mm, mesh.faces, chosen=top, longest=3.0)
    fine = Mesh(points_mm=points, faces=faces)
    assert (edges(fine).twin >= 0).all()
    assert signed_volume_mm3(fine) == pytest.approx(4000.0)
    corners = points[faces]
    lengths = np.linalg.norm(corners - np.roll(corners, -1, axis=1), axis=-1)
    on_top = (corners[..., 2] == high).all(1)
    assert lengths[on_top].max() <= 3.0
    assert lengths[~on_top].max() > 3.0


def test_points_of_one_cell_become_their_mean() -> None:
    """Against plain numpy: cells in the order of their first points, faces without three of them left out."""
    rng = np.random.default_rng(7)
    points, faces = rng.uniform(-9.0, 9.0, (400, 3)), rng.integers(0, 400, (900, 3))
    few, kept = sheet.clustered(points, faces, cell=4.0)
    cells = np.rint((points - points.min(0)) / 4.0)
    _, first, group = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    means = np.array([points[group == k].mean(0) for k in np.argsort(first)])
    merged = np.argsort(np.argsort(first))[group.ravel()][faces]
    whole = [face for face in merged if len(set(face)) == 3]
    used = np.unique(whole)
    assert np.allclose(few, means[used], atol=1e-12)
    assert np.array_equal(kept, np.searchsorted(used, whole))


def test_nothing_is_halved_where_nothing_is_chosen_or_long() -> None:
    points, faces = ball()
    for chosen, longest in ((np.zeros(len(faces), dtype=bool), 0.1), (np.ones(len(faces), dtype=bool), 99.0)):
        same_points, same = sheet.refined(points, faces, chosen=chosen, longest=longest)
        assert np.array_equal(same_points, points) and np.array_equal(same, faces)


@pytest.mark.parametrize("far", [np.nan, np.inf, 1e300])
def test_previews_of_what_lies_beyond_all_measure_are_refused(far: float) -> None:
    points, faces = np.array([[0.0, 0, 0], [1, 0, 0], [0, far, 0]]), np.array([[0, 1, 2]])
    with pytest.raises(ValueError, match="too far away"):
        sheet.clustered(points, faces, cell=0.5)
    with pytest.raises(ValueError, match="too large"):
        sheet.refined(points, faces, chosen=np.array([True]), longest=0.5)
