"""Spikes. a mesh with single vertices that stick out of it -> the same without them."""

import numpy as np

from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.records.finding import Finding

SLENDER = 1.6
ALOFT = 0.5
PASSES = 2


def without_spikes(surface: Surface) -> tuple[Surface, tuple[Finding, ...]]:
    """Return the surface without the faces of its spikes, and how many there were.

    A spike is a vertex whose every edge is more than 1.6 times as long as the ring around it is wide between
    neighbours, and which stands off the middle of that ring by at least half its shortest edge: the hub of a fan that
    closes a stump has long edges too, but lies in its plane.
    """
    found, rest = 0, surface
    for _ in range(PASSES):
        spikes = _spikes(rest)
        if not spikes.any():
            break
        found += int(spikes.sum())
        sound: BoolArray = ~np.asarray(spikes[rest.faces].any(axis=1))
        rest = rest.of_faces(sound)
    if found == 0:
        return surface, ()
    note = f"{found} points stuck out of the surface like needles; they were left out with the faces around them."
    return rest, (Finding(check="spikes_dropped", note=note, measured=float(found), unit="points"),)


def _spikes(surface: Surface) -> BoolArray:
    """Return which points (n,) are tips of spikes."""
    faces, count = surface.faces, len(surface.points)
    shortest, widest = np.full(count, np.inf), np.zeros(count)
    total, degree = np.zeros((count, 3)), np.bincount(faces.ravel(), minlength=count)
    for k in range(3):
        tip, one, other = (faces[:, (k + i) % 3] for i in range(3))
        across = _length(surface.points[one] - surface.points[other])
        for end in (one, other):
            np.minimum.at(shortest, tip, _length(surface.points[end] - surface.points[tip]))
            for axis in range(3):
                total[:, axis] += np.bincount(tip, weights=surface.points[end, axis], minlength=count)
        np.maximum.at(widest, tip, across)
    aloft = _length(surface.points - total / np.maximum(2 * degree, 1)[:, None])
    spikes: BoolArray = (shortest > SLENDER * widest) & (aloft > ALOFT * shortest) & (degree > 2)
    return spikes


def _length(vectors: FloatArray) -> FloatArray:
    """Return the lengths (n,) of vectors (n, 3)."""
    length: FloatArray = np.sqrt((vectors * vectors).sum(axis=1))
    return length
