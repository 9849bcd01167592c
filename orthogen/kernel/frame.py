"""Frame. rigid and mirrored 4×4 frames; points -> points. `a_from_b` maps coordinates in b to coordinates in a."""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray

MIRROR_Y: FloatArray = np.diag([1.0, -1.0, 1.0, 1.0])
MIRROR_Y.setflags(write=False)


def moved(a_from_b: FloatArray, points: FloatArray) -> FloatArray:
    """Return `points` (n, 3) of frame b in frame a, summed in a fixed order."""
    return _native.moved(_floats(a_from_b), _floats(points))


def rotated(turn: FloatArray, directions: FloatArray) -> FloatArray:
    """Return directions (n, 3) after a turn (3, 3), summed in a fixed order."""
    frame = np.zeros((3, 4))
    frame[:, :3] = turn
    return _native.moved(frame, _floats(directions))


def heights_along(points: FloatArray, direction: FloatArray) -> FloatArray:
    """Return how far points (n, 3) lie along a direction (3,), summed in a fixed order."""
    return _native.along(_floats(points), (float(direction[0]), float(direction[1]), float(direction[2])))


def composed(a_from_b: FloatArray, b_from_c: FloatArray) -> FloatArray:
    """Return `a_from_c` of two 4×4 frames."""
    product: FloatArray = np.einsum("ij,jk->ik", a_from_b, b_from_c)
    return product


def inverse(a_from_b: FloatArray) -> FloatArray:
    """Return `b_from_a` of a 4×4 frame (scale and mirror allowed)."""
    return np.linalg.inv(a_from_b)


def shift(x: float, y: float, z: float) -> FloatArray:
    """Return the 4×4 frame that adds (x, y, z)."""
    frame = np.eye(4)
    frame[:3, 3] = (x, y, z)
    return frame


def screw(step: FloatArray, *, about: FloatArray | None = None) -> FloatArray:
    """Return the 4×4 of a turn vector step[:3], radians, about a place (3,) or the origin, then a shift step[3:].

    Rodrigues' formula: I + sin θ K + (1 − cos θ) K² with K the cross product by the unit axis.
    """
    turn = float(np.linalg.norm(step[:3]))
    motion = np.eye(4)
    motion[:3, 3] = step[3:]
    if turn > 0:
        x, y, z = step[:3] / turn
        cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
        square: FloatArray = np.einsum("ij,jk->ik", cross, cross)
        motion[:3, :3] += np.sin(turn) * cross + (1 - np.cos(turn)) * square
    if about is not None:
        motion[:3, 3] += about - np.einsum("ij,j->i", motion[:3, :3], about)
    return motion


def _floats(values: FloatArray) -> FloatArray:
    return np.ascontiguousarray(values, dtype=np.float64)
