"""Components. pieces of faces, borders of masks."""

import numpy as np
import pytest
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from orthogen.kernel.components import face_pieces, mask_ring


def test_faces_fall_into_the_pieces_of_their_points() -> None:
    rng = np.random.default_rng(3)
    faces = rng.integers(0, 3000, (900, 3))
    a, b, c = faces.T
    edges = (np.ones(1800), (np.append(a, b), np.append(b, c)))
    oracle = connected_components(coo_array(edges, shape=(3000, 3000)), directed=False)[1]
    assert np.array_equal(face_pieces(np.zeros((3000, 3)), faces), oracle[a])


def test_faces_left_out_join_nothing() -> None:
    faces = np.array([[0, 1, 2], [2, 3, 4], [4, 5, 6]])
    found = face_pieces(np.zeros((7, 3)), faces, np.array([True, False, True]))
    assert found[1] == -1 and found[0] != found[2]
    with pytest.raises(ValueError, match="mark"):
        face_pieces(np.zeros((7, 3)), faces, np.array([True]))


def test_the_ring_of_a_mask_goes_once_around_it_with_the_mask_on_the_left() -> None:
    x, y = np.meshgrid(np.arange(30.0), np.arange(40.0), indexing="ij")
    mask = np.hypot(x - 14, 0.7 * (y - 19)) < 11
    ring = mask_ring(mask)
    step = np.roll(ring, -1, axis=0) - ring
    assert np.all(np.abs(step).sum(axis=1) == 1)
    assert len(np.unique(ring, axis=0)) == len(ring)
    area = 0.5 * float(np.sum(ring[:, 0] * step[:, 1] - ring[:, 1] * step[:, 0]))
    assert area == np.count_nonzero(mask)


def test_nothing_has_no_ring() -> None:
    assert mask_ring(np.zeros((5, 5), dtype=bool)).shape == (0, 2)
    assert len(mask_ring(np.ones((1, 1), dtype=bool))) == 4
