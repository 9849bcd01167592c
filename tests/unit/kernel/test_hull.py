"""Hull. the convex hull against scipy's, on shapes with many points in one plane too."""

import numpy as np
import pytest
from scipy.spatial import ConvexHull

from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.hull import convex_hull

RNG = np.random.default_rng(8)
SPHERE = RNG.standard_normal((3000, 3))
SHAPES = {
    "cloud": RNG.standard_normal((4000, 3)),
    "sphere": SPHERE / np.linalg.norm(SPHERE, axis=1)[:, None],
    "lattice": np.stack(np.meshgrid(*[np.arange(9.0)] * 3), axis=-1).reshape(-1, 3),
    "slab": RNG.random((3000, 3)) * (250, 100, 12),
    "capped": np.append(RNG.random((2000, 3)), RNG.random((500, 3)) * (0, 1, 1) + (1, 0, 0), axis=0),
    "doubled": np.repeat(RNG.random((200, 3)), 2, axis=0),
    "four": RNG.random((4, 3)),
}


def volume(points: FloatArray, facets: IntArray) -> float:
    a, b, c = (points[facets[:, k]] - points.mean(axis=0) for k in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum()) / 6


@pytest.mark.parametrize("name", SHAPES)
def test_the_hull_is_closed_outward_and_as_large_as_it_must_be(name: str) -> None:
    points = SHAPES[name]
    facets = convex_hull(points)
    start, end = facets.ravel(), np.roll(facets, -1, axis=1).ravel()
    there, back = np.sort(start * len(points) + end), np.sort(end * len(points) + start)
    assert np.array_equal(there, back) and len(np.unique(there)) == len(there)
    assert volume(points, facets) == pytest.approx(ConvexHull(points).volume, rel=1e-5)


@pytest.mark.parametrize(
    "points",
    [np.empty((0, 3)), np.zeros((10, 3)), RNG.random((50, 1)) * (0.0, 2.0, 0.0), RNG.random((50, 3)) * (1, 1, 0)],
    ids=["none", "one place", "a line", "a plane"],
)
def test_what_has_no_volume_has_no_hull(points: FloatArray) -> None:
    assert convex_hull(points).shape == (0, 3)
