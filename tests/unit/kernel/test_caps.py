"""Caps: what is closed, what is refused, and that nothing else changes."""

import numpy as np
import pytest

from orthogen.errors import OffsetFailed
from orthogen.kernel.caps import capped
from orthogen.kernel.mesh import Mesh, edges, signed_volume_mm3, welded
from tests.solids import box, sphere

BALL = welded(sphere(radius=10.0, rings=40, sectors=80))


def without(mesh: Mesh, gone: np.ndarray) -> Mesh:
    return Mesh(points_mm=mesh.points_mm, faces=mesh.faces[~gone])


def test_a_closed_mesh_stays_as_it_is() -> None:
    closed, caps = capped(BALL)
    assert caps == () and np.array_equal(closed.faces, BALL.faces)
    assert np.array_equal(closed.points_mm, BALL.points_mm)


def test_a_cut_through_a_limb_is_closed_by_its_own_area() -> None:
    height = BALL.points_mm[BALL.faces][:, :, 2]
    cut = without(BALL, height.mean(1) > np.median(height) + 5.0)
    closed, caps = capped(cut)
    half = edges(closed)
    assert (half.uses == 2).all() and not half.alike.any()
    rim = closed.points_mm[closed.faces[-1][:2]]
    assert len(caps) == 1
    assert abs(caps[0].area_mm2 / (np.pi * ((rim[0] - caps[0].middle_mm) ** 2).sum()) - 1) < 0.01
    assert 0 < signed_volume_mm3(closed) < signed_volume_mm3(BALL)


def test_small_holes_are_closed_whatever_their_shape() -> None:
    gone = np.zeros(len(BALL.faces), dtype=bool)
    gone[[500, 2000]] = True
    closed, caps = capped(without(BALL, gone))
    assert (edges(closed).uses == 2).all() and len(caps) == 2
    assert list(caps) == sorted(caps, key=lambda cap: -cap.area_mm2)


def test_three_sides_of_a_box_are_refused_with_numbers() -> None:
    sides = welded(box(size=(20.0, 10.0, 6.0)))
    normals = sides.area_normals_mm2
    corner = without(sides, (normals > 1e-9).any(1))
    with pytest.raises(OffsetFailed, match=r"6 open edges .* leaves its plane by"):
        capped(corner)


def test_rims_that_touch_are_refused() -> None:
    block = welded(box(size=(10.0, 10.0, 10.0)))
    one = block.faces[0]
    touching = [n for n in range(12) if len(set(one) & set(block.faces[n])) == 1]
    gone = np.zeros(12, dtype=bool)
    gone[[0, touching[0]]] = True
    with pytest.raises(OffsetFailed, match="touch one another"):
        capped(without(block, gone))
