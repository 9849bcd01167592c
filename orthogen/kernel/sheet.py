"""Sheet. points and faces of a scanned surface -> normals, areas, samples, spikes, winding; coarser or finer ones.

A sheet may be open, in pieces, badly wound and not manifold. Faces (m, 3) are numbers of points (n, 3); a number that
there is not raises IndexError.
"""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray


def face_normals(points: FloatArray, faces: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return unit normals (m, 3) and areas (m,) of faces; one without area gets a zero normal."""
    return _native.face_normals(_floats(points), np.ascontiguousarray(faces))


def face_heights(points: FloatArray, faces: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return the lowest and the highest z (m,) of the corners of faces."""
    return _native.face_heights(_floats(points), np.ascontiguousarray(faces))


def face_middles(points: FloatArray, faces: IntArray) -> FloatArray:
    """Return the mean (m, 3) of the corners of faces."""
    return _native.face_middles(_floats(points), np.ascontiguousarray(faces))


def placed(x: FloatArray, y: FloatArray, z: FloatArray, faces: IntArray, *, corners: FloatArray) -> None:
    """Fill `corners` (n, 3, 3), C-contiguous, with the corners of faces (n, 3) of points x, y, z (m,).

    Into a place that is there: fetching a new one from the system takes longer than filling it. Raises ValueError and
    IndexError where lengths or corners do not fit.
    """
    _native.placed(x, y, z, np.ascontiguousarray(faces), corners)


def part_of(points: FloatArray, faces: IntArray, marked: BoolArray) -> tuple[FloatArray, IntArray]:
    """Return the points and faces of the marked (m,) faces alone, in their order."""
    return _native.part_of(_floats(points), np.ascontiguousarray(faces), np.ascontiguousarray(marked))


def clustered(points: FloatArray, faces: IntArray, *, cell: float) -> tuple[FloatArray, IntArray]:
    """Return the surface with one point, their mean, for each cell of a grid that points lie in: a preview.

    Faces that then lack three different corners are gone. Raises ValueError where a point is not finite or 10¹⁵
    cells from another. Rossignac and Borrel 1993.
    """
    return _native.clustered(_floats(points), np.ascontiguousarray(faces), cell)


def refined(points: FloatArray, faces: IntArray, *, chosen: BoolArray, longest: float) -> tuple[FloatArray, IntArray]:
    """Return the surface with the edges of the chosen faces (m,) halved until none is longer; the shape stays.

    The new points come behind the given ones, on edges of chosen faces; the neighbours share them, so no crack opens.
    Raises ValueError where a point is not finite or 10⁴ times as far as that from another.
    """
    return _native.refined(_floats(points), np.ascontiguousarray(faces), np.ascontiguousarray(chosen), longest)


def spread(
    points: FloatArray, faces: IntArray, normals: FloatArray, areas: FloatArray, *, count: int
) -> tuple[FloatArray, FloatArray, float]:
    """Return `count` points and normals (k, 3) spread evenly over the faces, and the area that each stands for.

    normals (m, 3) and areas (m,): those of the faces.

    Stratified by running area along the faces, placed inside each stratum and each triangle by golden-ratio sequences
    (Roberts 2018); corners are told by the length of the opposite edge, so that a mirror image gets the mirror image.
    Raises ValueError without faces.
    """
    return _native.spread(_floats(points), np.ascontiguousarray(faces), _floats(normals), _floats(areas), count)


def spikes(points: FloatArray, faces: IntArray, *, slender: float, aloft: float) -> BoolArray:
    """Return which points (n,) are tips of spikes.

    Their every edge is more than `slender` times as long as the ring around them is wide between neighbours, and they
    stand off the middle of that ring by more than `aloft` times their shortest edge.
    """
    return _native.spikes(_floats(points), np.ascontiguousarray(faces), slender, aloft)


def crossed_edges(points: FloatArray, faces: IntArray) -> int:
    """Return how many edges two faces run along in the same direction: 0 if the winding is consistent."""
    return _native.crossed_edges(_floats(points), np.ascontiguousarray(faces))


def faces_to_turn(points: FloatArray, faces: IntArray, areas: FloatArray) -> BoolArray:
    """Return which faces (m,) to turn so that all winding is consistent, each piece as most of its area (m,) was."""
    return _native.faces_to_turn(_floats(points), np.ascontiguousarray(faces), _floats(areas))


def _floats(values: FloatArray) -> FloatArray:
    return np.ascontiguousarray(values, dtype=np.float64)
