"""Offset of closed meshes: analytic truths, closedness, threads, and every refusal."""

import numpy as np
import pytest

from orthogen.errors import OffsetFailed
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.intersect import crossing_pairs
from orthogen.kernel.mesh import Mesh, edges, signed_volume_mm3, welded
from orthogen.kernel.offset import offset
from tests.solids import box, sphere


def soundly(mesh: Mesh) -> Mesh:
    half = edges(mesh)
    assert (half.uses == 2).all() and not half.alike.any()
    assert (mesh.points_mm == mesh.points_mm.astype(np.float32)).all()
    assert len(np.unique(mesh.points_mm, axis=0)) == len(mesh.points_mm)
    assert len(crossing_pairs(mesh, most=10)) == 0
    assert signed_volume_mm3(mesh) > 0
    return mesh


def distance_to_box(points: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Signed: negative inside."""
    beyond = np.maximum(low - points, points - high)
    outside: FloatArray = np.linalg.norm(np.maximum(beyond, 0.0), axis=1)
    return outside + np.minimum(beyond.max(1), 0.0)


@pytest.mark.parametrize("distance", [3.0, 1.0, 0.6, -2.0])
def test_a_sphere_stays_a_sphere(distance: float) -> None:
    ball = welded(sphere(radius=10.0, rings=60, sectors=120))
    made = soundly(offset(ball, distance).mesh)
    away = np.linalg.norm(made.points_mm - 0.5 * (ball.points_mm.min(0) + ball.points_mm.max(0)), axis=1)
    assert np.abs(away - 10.0 - distance).max() < 0.03  # the ball itself is a polyhedron


@pytest.mark.parametrize("distance", [2.0, 0.7])
def test_a_box_grows_with_round_edges(distance: float) -> None:
    size = np.array([12.0, 8.0, 5.0])
    made = soundly(offset(welded(box(size=tuple(size))), distance).mesh)
    assert np.abs(distance_to_box(made.points_mm, np.zeros(3), size) - distance).max() < 0.001
    a, b, c = size
    true = a * b * c + 2 * distance * (a * b + b * c + c * a) + np.pi * distance**2 * (a + b + c)
    true += 4 / 3 * np.pi * distance**3
    assert abs(signed_volume_mm3(made) / true - 1) < 0.005


def test_a_box_shrinks_to_a_box_with_sharp_edges() -> None:
    size = np.array([12.3, 8.1, 7.7])
    made = soundly(offset(welded(box(size=tuple(size))), -2.0).mesh)
    inside = distance_to_box(made.points_mm, np.zeros(3) + 2.0, size - 2.0)
    assert np.abs(inside).max() < 0.001
    assert abs(signed_volume_mm3(made) / np.prod(size - 4.0) - 1) < 1e-5


def test_a_thin_wall_disappears_and_the_rest_stays() -> None:
    slab, block = box(size=(20, 10, 2)), box(size=(10, 10, 10)) + np.array([30.0, 0.0, 0.0])
    made = soundly(offset(welded(np.concatenate([slab, block])), -1.5).mesh)
    assert made.points_mm[:, 0].min() > 31.0
    assert abs(signed_volume_mm3(made) / 7.0**3 - 1) < 0.01


def test_two_parts_nearer_than_twice_the_distance_become_one() -> None:
    parts = np.concatenate([box(size=(8, 8, 8)), box(size=(8, 8, 8)) + np.array([10.1, 0.3, 0.2])])
    made = soundly(offset(welded(parts), 2.0).mesh)
    low, high = np.array([0.0, 0, 0]), np.array([8.0, 8, 8])
    shift = np.array([10.1, 0.3, 0.2])
    away = np.minimum(
        distance_to_box(made.points_mm, low, high), distance_to_box(made.points_mm, low + shift, high + shift)
    )
    assert np.abs(away - 2.0).max() < 0.001


def test_any_number_of_threads_gives_the_same_bytes() -> None:
    ball = welded(sphere(radius=7.0, rings=20, sectors=40))
    ball = Mesh(points_mm=ball.points_mm * np.array([1.0, 2.0, 0.7]), faces=ball.faces)
    first, *others = (offset(ball, 1.5, threads=n).mesh for n in (1, 2, 4))
    for other in others:
        assert first.points_mm.tobytes() == other.points_mm.tobytes()
        assert first.faces.tobytes() == other.faces.tobytes()


BOX = welded(box(size=(10, 10, 10)))


def with_point(value: float) -> Mesh:
    points = BOX.points_mm.copy()
    points[3, 1] = value
    return Mesh(points_mm=points, faces=BOX.faces)


@pytest.mark.parametrize(
    ("mesh", "distance", "cell", "words"),
    [
        (BOX, 0.0, None, "0 mm gives no offset"),
        (BOX, np.nan, None, "nan mm gives no offset"),
        (BOX, 2.0, 0.0, "cell of 0 mm"),
        (BOX, 2.0, -1.0, "cell of -1 mm"),
        (BOX, 2.0, 3.0, "cell of 3 mm"),
        (BOX, 2.0, 1e-5, "lattice points"),
        (BOX, 1e300, 1.0, "lattice points"),
        (BOX, -6.0, None, "nothing is left"),
        (BOX, -1e9, None, "nothing is left"),
        (with_point(np.nan), 2.0, None, "1 points are not finite"),
        (with_point(np.inf), 2.0, None, "1 points are not finite"),
        (with_point(1e12), 2.0, None, "farther than 1 km"),
        (Mesh(points_mm=BOX.points_mm + 9e5, faces=BOX.faces), 2.0, None, "0.062 mm apart"),
        (Mesh(points_mm=np.zeros((0, 3)), faces=BOX.faces[:0]), 2.0, None, "are no mesh"),
        (Mesh(points_mm=BOX.points_mm[:, :2], faces=BOX.faces), 2.0, None, "are no mesh"),
        (Mesh(points_mm=BOX.points_mm, faces=BOX.faces[1:]), 2.0, None, "3 open edges"),
        (Mesh(points_mm=BOX.points_mm, faces=BOX.faces[:0]), 2.0, None, "are no mesh"),
        (Mesh(points_mm=BOX.points_mm, faces=BOX.faces + 1), 2.0, None, "name points 1 to 8"),
        (Mesh(points_mm=BOX.points_mm, faces=BOX.faces - 1), 2.0, None, "name points -1 to 6"),
        (Mesh(points_mm=BOX.points_mm, faces=BOX.faces[:, ::-1]), 2.0, None, "inside out"),
        (Mesh(points_mm=BOX.points_mm, faces=np.concatenate([BOX.faces, BOX.faces])), 2.0, None, "more than two faces"),
        (Mesh(points_mm=BOX.points_mm * np.array([1.0, 1, 0]), faces=BOX.faces), 2.0, None, "have no area"),
    ],
)
def test_what_cannot_be_offset_is_refused_with_numbers(
    mesh: Mesh, distance: float, cell: float | None, words: str
) -> None:
    with pytest.raises(OffsetFailed, match=words):
        offset(mesh, distance, cell_mm=cell)


def test_one_face_turned_over_is_refused() -> None:
    faces = BOX.faces.copy()
    faces[0] = faces[0, ::-1]
    with pytest.raises(OffsetFailed, match="3 edges"):
        offset(Mesh(points_mm=BOX.points_mm, faces=faces), 2.0)
