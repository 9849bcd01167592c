"""Weld. joined, dropped and counted: each action on a mesh made to need it."""

import numpy as np
import pytest

from orthogen.errors import CorruptFile
from orthogen.intake.raw import NO_FACES, RawMesh, demand_corners_exist, fanned
from orthogen.intake.weld import clean
from tests.unit.intake.shapes import FACES, POINTS


def soup(points: np.ndarray = POINTS, faces: np.ndarray = FACES) -> RawMesh:
    corners = points[faces].reshape(-1, 3)
    return RawMesh(points=corners, faces=np.arange(len(corners)).reshape(-1, 3))


def cleaned(points: np.ndarray, faces: np.ndarray = FACES) -> tuple[np.ndarray, np.ndarray, dict[str, float | None]]:
    mesh = clean(RawMesh(points=points, faces=faces))
    return mesh.points, mesh.faces, {item.check: item.measured for item in mesh.findings}


def test_a_sound_mesh_passes_untouched() -> None:
    points, faces, findings = cleaned(POINTS)
    assert np.array_equal(points, POINTS) and np.array_equal(faces, FACES) and findings == {}


def test_soup_and_shared_points_give_the_same_surface() -> None:
    mesh = clean(soup())
    assert np.array_equal(mesh.points[mesh.faces], POINTS[FACES]) and len(mesh.points) == 4
    assert [(item.check, item.measured) for item in mesh.findings] == [("welded_points", 8.0)]


@pytest.mark.parametrize("scale", [1e-3, 1.0, 1e3])
@pytest.mark.parametrize("shift", [0.0, 5e3])
def test_a_hairs_breadth_is_joined_and_a_scanner_step_is_not(scale: float, shift: float) -> None:
    twin = np.vstack([POINTS, POINTS[0] + [1e-6, 0, 0], POINTS[1] + [1e-2, 0, 0]]) * scale + shift * scale
    points, _, findings = cleaned(twin, np.vstack([FACES, [4, 2, 3], [5, 2, 0]]))
    assert findings["welded_points"] == 1 and len(points) == 5


def test_points_without_place_go_with_their_faces() -> None:
    for absurd in (np.nan, np.inf, -np.inf, 1e20):
        points, faces, findings = cleaned(np.vstack([POINTS, [0, absurd, 0]]), np.vstack([FACES, [0, 1, 4]]))
        assert np.array_equal(points[faces], POINTS[FACES]) and findings == {"non_finite_points": 1}


def test_repeated_faces_go_whatever_their_first_corner_or_winding() -> None:
    _, faces, findings = cleaned(POINTS, np.vstack([FACES, FACES[0, [1, 2, 0]], FACES[1, ::-1], FACES[2]]))
    assert np.array_equal(faces, FACES) and findings == {"duplicate_faces": 3}


def test_faces_without_area_go() -> None:
    line = np.vstack([POINTS, POINTS[0] / 2 + POINTS[1] / 2])
    points, faces, findings = cleaned(line, np.vstack([FACES, [0, 0, 1], [0, 4, 1]]))
    assert np.array_equal(faces, FACES) and findings == {"degenerate_faces": 2, "loose_points": 1}
    assert len(points) == 4


def test_a_thin_face_stays() -> None:
    thin = np.array([[0, 0, 0], [250, 0, 0], [125, 0.001, 0]], dtype=float)
    assert len(cleaned(thin, np.array([[0, 1, 2]]))[1]) == 1


def test_points_of_no_face_go_unless_the_file_is_a_cloud() -> None:
    lonely = np.vstack([[9, 9, 9], POINTS])
    points, faces, findings = cleaned(lonely, FACES + 1)
    assert np.array_equal(points, POINTS) and np.array_equal(faces, FACES) and findings == {"loose_points": 1}
    assert len(cleaned(lonely, NO_FACES)[0]) == 5


def test_one_far_point_does_not_coarsen_the_rest() -> None:
    fine = np.vstack([POINTS + np.array([0.01 * step, 0, 0]) for step in range(500)])
    points, _, findings = cleaned(np.vstack([fine, [[9e8, 0, 0]]]), NO_FACES)
    assert len(points) == len(fine) + 1 and findings == {}


@pytest.mark.parametrize(
    ("points", "faces", "message"),
    [
        (np.empty((0, 3)), NO_FACES, "holds no points"),
        (np.full((4, 3), np.nan), FACES, "none of the 4 points"),
        (np.ones((4, 3)), FACES, "none of the faces has an area"),
        (np.where(POINTS == 240, np.nan, POINTS), FACES[:2, [1, 0, 2]] * 0 + 1, "none of the faces"),
    ],
)
def test_nothing_left_is_refused(points: np.ndarray, faces: np.ndarray, message: str) -> None:
    with pytest.raises(CorruptFile, match=message):
        clean(RawMesh(points=points, faces=faces))


def test_fans() -> None:
    corners = np.array([5, 6, 7, 8, 1, 1, 2, 3])
    assert fanned(corners, np.array([4, 0, 1, 3])).tolist() == [[5, 6, 7], [5, 7, 8], [1, 2, 3]]
    assert fanned(corners[:6], np.array([3, 3])).tolist() == [[5, 6, 7], [8, 1, 1]]
    assert fanned(corners[:0], np.array([0, 0])).shape == (0, 3)


@pytest.mark.parametrize("corner", [-1, 4])
def test_corners_must_exist(corner: int) -> None:
    demand_corners_exist(FACES, 4)
    with pytest.raises(CorruptFile, match=f"point {corner} "):
        demand_corners_exist(np.array([[0, 1, corner]]), 4)
