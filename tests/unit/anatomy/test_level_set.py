"""Level set. the surface of oriented points on the lattice."""

import numpy as np
import pytest

from orthogen.anatomy.level_set import level_set
from orthogen.kernel.arrays import FloatArray, IntArray


def edge_uses(quads: IntArray) -> IntArray:
    """Return how many quads each edge has."""
    pairs = np.sort(np.stack([quads, np.roll(quads, -1, axis=1)], axis=2).reshape(-1, 2), axis=1)
    return np.unique(pairs, axis=0, return_counts=True)[1]


def ball(radius: float) -> tuple[FloatArray, FloatArray]:
    """Return points on a sphere, about one per square step, and their normals."""
    count = int(4 * np.pi * radius**2)
    k = np.arange(count) + 0.5
    z, turn = 1 - 2 * k / count, k * np.pi * (3 - np.sqrt(5))
    out = np.stack([np.sqrt(1 - z * z) * np.cos(turn), np.sqrt(1 - z * z) * np.sin(turn), z], axis=1)
    return radius * out + radius + 3.3, out


@pytest.mark.parametrize("radius", [5.0, 10.0, 30.0])
def test_ball_is_closed_and_true_to_second_order(radius: float) -> None:
    points, normals = ball(radius)
    vertices, quads = level_set(points, normals, np.ones(len(points)), least_support=0.15)
    assert np.all(edge_uses(quads) == 2)
    off = np.linalg.norm(vertices - radius - 3.3, axis=1) - radius
    assert abs(off.mean()) < 0.1 / radius
    assert np.abs(off).max() < 0.7 / radius


def test_winding_follows_the_normals() -> None:
    points, normals = ball(8.0)
    for sign in (1.0, -1.0):
        vertices, quads = level_set(points, sign * normals, np.ones(len(points)), least_support=0.15)
        a, b, c, d = (vertices[quads[:, k]] for k in range(4))
        out = np.einsum("qi,qi->q", np.cross(c - a, d - b), a + b + c + d - 4 * 11.3)
        assert np.mean(sign * out > 0) > 0.99


def test_plane_is_met_exactly_and_ends_with_its_points() -> None:
    x, y = np.meshgrid(np.arange(40) + 5.2, np.arange(30) + 5.7, indexing="ij")
    points = np.stack([x, y, 6.1 + 0.2 * x - 0.1 * y], axis=-1).reshape(-1, 3)
    normal = np.array([-0.2, 0.1, 1.0]) / np.sqrt(1.05)
    vertices, _ = level_set(points, np.tile(normal, (len(points), 1)), np.ones(len(points)), least_support=0.15)
    assert np.abs((vertices - points[0]) @ normal).max() < 1e-9
    assert vertices[:, :2].min(axis=0) == pytest.approx([5.2, 5.7], abs=1.3)
    assert vertices[:, :2].max(axis=0) == pytest.approx([44.2, 34.7], abs=1.3)


def test_no_edge_has_more_than_two_faces_where_everything_is_wrong() -> None:
    rng = np.random.default_rng(0)
    points = rng.uniform(3, 20, (3000, 3))
    normals = rng.standard_normal((3000, 3))
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    _, quads = level_set(points, normals, np.ones(3000), least_support=0.0)
    assert edge_uses(quads).max() == 2


def test_points_that_meet_nowhere_have_no_surface() -> None:
    far = np.array([[3.0, 3.0, 3.0], [30.0, 3.0, 3.0]])
    vertices, quads = level_set(far + 0.5, np.zeros((2, 3)), np.ones(2), least_support=0.15)
    assert len(quads) == len(vertices) == 0
