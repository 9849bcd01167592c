"""Seam. a mesh torn by its exporter's rounding is closed again; fine detail, thin gaps and sound meshes stay."""

import numpy as np
import pytest

from orthogen.intake.raw import RawMesh
from orthogen.intake.seam import looks_torn, mended
from orthogen.intake.weld import clean
from tests.unit.intake.shapes import FACES, POINTS


def globe(n: int = 40, size: float = 250.0) -> tuple[np.ndarray, np.ndarray]:
    """Return a closed ellipsoid of about 2 n² faces, turned so that no number is round."""
    u, v = np.meshgrid(np.arange(n) * 2 * np.pi / n, np.linspace(0, np.pi, n + 1)[1:-1], indexing="ij")
    ring = np.stack([np.sin(v) * np.cos(u), 0.4 * np.sin(v) * np.sin(u), 0.3 * np.cos(v)], axis=-1).reshape(-1, 3)
    points = np.vstack([ring, [0, 0, 0.3], [0, 0, -0.3]]) * size / 2
    k = np.arange(n * (n - 1)).reshape(n, n - 1)
    a, b, c, d = (
        part.reshape(-1) for part in (k[:, :-1], k[:, 1:], np.roll(k, -1, 0)[:, :-1], np.roll(k, -1, 0)[:, 1:])
    )
    ends = [
        np.stack([k[:, 0], np.roll(k[:, 0], -1), np.full(n, len(points) - 2)], axis=1),
        np.stack([np.roll(k[:, -1], -1), k[:, -1], np.full(n, len(points) - 1)], axis=1),
    ]
    turn, _ = np.linalg.qr(np.random.default_rng(5).normal(size=(3, 3)))
    return points @ turn.T + [123.456, -77.77, 400.1], np.vstack(
        [np.stack([a, b, c], 1), np.stack([b, d, c], 1), *ends]
    )


def soup_of(points: np.ndarray, faces: np.ndarray, noise: np.ndarray) -> RawMesh:
    corners = points[faces].reshape(-1, 3) + noise
    return RawMesh(points=corners, faces=np.arange(len(corners)).reshape(-1, 3))


def open_edges(faces: np.ndarray) -> int:
    edges = np.sort(faces[:, [[0, 1], [1, 2], [2, 0]]].reshape(-1, 2), axis=1)
    return int((np.unique(edges, axis=0, return_counts=True)[1] == 1).sum())


@pytest.mark.parametrize("unit", [1.0, 1e-3, 1 / 25.4])
@pytest.mark.parametrize("step", [1.5e-5, 1e-3], ids=["a float32 step", "the third decimal"])
def test_corners_that_differ_in_the_last_digit_are_one_point(unit: float, step: float) -> None:
    points, faces = globe()
    noise = np.random.default_rng(1).choice([0.0, step], (3 * len(faces), 3))
    mesh = clean(soup_of(points * unit, faces, noise * unit))
    assert len(mesh.points) == len(points) and len(mesh.faces) == len(faces) and open_edges(mesh.faces) == 0
    assert ("mended_seams", "warning") in {(item.check, item.level) for item in mesh.findings}


def test_what_is_farther_apart_stays_torn() -> None:
    points, faces = globe()
    noise = np.random.default_rng(1).normal(0, 0.05, (3 * len(faces), 3))
    assert open_edges(clean(soup_of(points, faces, noise)).faces) > len(faces)


def test_fine_detail_of_a_torn_mesh_never_collapses() -> None:
    fine, faces = globe(size=0.05)
    coarse, coarse_faces = globe(size=250.0)
    both, corners = np.vstack([coarse, fine]), np.vstack([coarse_faces, faces + len(coarse)])
    noise = np.random.default_rng(1).choice([0.0, 2e-5], (3 * len(corners), 3))
    mesh = clean(soup_of(both, corners, noise))
    assert len(mesh.faces) == len(corners) and "degenerate_faces" not in {item.check for item in mesh.findings}


def test_a_sound_mesh_is_not_touched() -> None:
    points, faces = globe()
    assert not looks_torn(len(points), len(faces)) and not looks_torn(len(POINTS), len(FACES))
    assert clean(RawMesh(points=points, faces=faces)).findings == ()
    rows = np.arange(100 * 200).reshape(100, 200)  # a sheet, which has as much rim as a foot's sole
    assert not looks_torn(rows.size, 2 * 99 * 199)


def test_the_first_of_each_group_stays_in_order() -> None:
    points, faces = globe(10)
    twice = np.vstack([points, points + 1e-4])
    first, place = mended(twice, np.vstack([faces, faces + len(points)]), extent=250.0)
    assert first.tolist() == list(range(len(points))) and np.array_equal(place, np.tile(first, 2))
