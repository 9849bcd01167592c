"""Support. the planes on which plain solids rest."""

import numpy as np

from orthogen.anatomy.support import plane_through, supports
from orthogen.anatomy.surface import Surface, spread
from tests.unit.anatomy.shapes import box, posed, upright


def test_a_plane_is_found_through_its_points():
    xy = np.random.default_rng(0).uniform(-50, 50, (200, 2))
    normal, height = plane_through(np.column_stack([xy, 7.0 + 0.1 * xy[:, 0]]))
    assert np.allclose(normal / normal[2], [-0.1, 0.0, 1.0])
    assert np.isclose(height / normal[2], 7.0)


def test_a_box_rests_on_its_largest_faces():
    solid = box(250, 90, 70)
    turned = Surface(posed(solid.points, seed=4), solid.faces)
    best = supports(spread(turned, 10_000))[0]
    edges = turned.points[[4, 2, 1]] - turned.points[0]
    assert abs(best.up @ edges[2] / np.linalg.norm(edges[2])) > 0.9999
    height = turned.points @ best.up - best.height_mm
    assert abs(height.min()) < 0.01 and abs(height.max() - 70) < 0.01


def test_a_foot_rests_on_its_sole():
    for name in ("right_normal", "left_high_arch", "child_right"):
        foot, _ = upright(name)
        assert supports(spread(foot, 10_000))[0].up[2] > np.cos(np.radians(1.0))
