"""Corners are put into a place that is there: those of the faces, and nothing outside it."""

import numpy as np
import pytest

from orthogen.kernel.sheet import placed

X, Y, Z = np.random.default_rng(1).normal(size=(3, 20))
FACES = np.random.default_rng(2).integers(0, 20, (9, 3))


def test_corners_are_those_of_the_faces() -> None:
    """Also of faces that are a view, into a part of a larger array whose rest stays as it is."""
    corners = np.full((12, 3, 3), 7.0)
    placed(X, Y, Z, FACES[:, ::-1], corners=corners[2:11])
    assert np.array_equal(corners[2:11], np.stack([X, Y, Z], axis=-1)[FACES[:, ::-1]])
    assert (corners[[0, 1, 11]] == 7.0).all()


def test_what_does_not_fit_is_refused() -> None:
    """A face without its point, too little place, a place that is no array of its own, unequal lengths."""
    for wrong in (-1, 20):
        with pytest.raises(IndexError, match="a point that there is not"):
            placed(X, Y, Z, np.array([[0, 1, wrong]]), corners=np.empty((1, 3, 3)))
    with pytest.raises(ValueError, match="one place per face"):
        placed(X, Y, Z, FACES, corners=np.empty((8, 3, 3)))
    with pytest.raises(ValueError, match="differ in length"):
        placed(X[:5], Y, Z, FACES, corners=np.empty((9, 3, 3)))
    with pytest.raises(TypeError):
        placed(X, Y, Z, FACES, corners=np.empty((9, 3, 3), dtype=np.float32))
    with pytest.raises(TypeError):
        placed(X, Y, Z, FACES, corners=np.empty((9, 3, 6))[:, :, ::2])
