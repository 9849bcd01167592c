"""Surface. spreading, pieces and winding on solids whose answer is known."""

import numpy as np
import pytest

from orthogen.anatomy.surface import Surface, crossed_edges, face_pieces, spread, wound
from tests.unit.anatomy.shapes import box, joined, sheet, sphere


def test_samples_stand_for_equal_areas_however_the_mesh_is_cut():
    coarse, fine = box(100, 60, 40), joined(sheet(lambda x, y: 0 * x, x=(0, 101), y=(0, 61)))
    for surface, total in ((coarse, 2 * (6000 + 4000 + 2400)), (fine, 6000)):
        samples = spread(surface, 5000)
        assert samples.area * len(samples) == pytest.approx(total)
    left = spread(coarse, 5000).points[:, 0] < 50
    assert abs(np.mean(left) - 0.5) < 0.01


def test_samples_lie_on_the_surface_and_know_its_normal():
    samples = spread(sphere(50), 4000)
    radius = np.linalg.norm(samples.points, axis=1)
    assert radius.max() < 50 + 1e-9 and radius.min() > 49.8
    assert (np.einsum("nj,nj->n", samples.points / radius[:, None], samples.normals) > 0.99).all()


def test_pieces_are_counted():
    assert len(np.unique(face_pieces(joined(sphere(10), sphere(20), box(1, 1, 1))))) == 3


def test_a_closed_solid_has_no_crossed_edges_until_a_face_is_turned():
    solid = sphere(30)
    assert crossed_edges(solid) == 0
    faces = solid.faces.copy()
    faces[7] = faces[7, ::-1]
    assert crossed_edges(Surface(solid.points, faces)) == 3


def test_mixed_winding_is_made_consistent_as_most_of_the_area_was():
    solid = sphere(30)
    faces = solid.faces.copy()
    turned = np.random.default_rng(1).random(len(faces)) < 0.3
    faces[turned] = faces[turned, ::-1]
    mended = wound(Surface(solid.points, faces))
    assert crossed_edges(mended) == 0
    assert (np.einsum("nj,nj->n", mended.normals, mended.corners.mean(axis=1)) > 0).all()


def test_a_mirroring_frame_keeps_the_outside_outside():
    mirrored = sphere(30).in_frame(np.diag([1.0, -1.0, 1.0, 1.0]))
    assert (np.einsum("nj,nj->n", mirrored.normals, mirrored.corners.mean(axis=1)) > 0).all()
