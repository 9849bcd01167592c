"""Pin holes. a surface with small gaps between its faces -> the same with them closed."""

import numpy as np

from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import BoolArray, IntArray


def without_pin_holes(surface: Surface, *, longest: int) -> Surface:
    """Return a consistently wound surface with every hole of at most `longest` edges closed by a fan around its middle.

    A hole that touches another one at a point stays.
    """
    start, end = _border(surface.faces)
    after = np.full(len(surface.points), -1)
    after[start] = end
    single = np.bincount(start, minlength=len(surface.points)) == 1
    around = np.empty((len(start), longest), dtype=np.int64)
    around[:, 0] = start
    for step in range(1, longest):
        around[:, step] = np.where(single[around[:, step - 1]], after[around[:, step - 1]], around[:, 0])
    home = after[around] == around[:, :1]
    length = home.argmax(axis=1) + 1
    member = np.arange(longest) < length[:, None]
    lowest = np.where(member, around, len(surface.points)).min(axis=1)
    leader = home.any(axis=1) & (start == lowest) & (single[around] | ~member).all(axis=1)
    return _fanned(surface, around[leader], member[leader])


def _border(faces: IntArray) -> tuple[IntArray, IntArray]:
    """Return start and end (k,) of the edges that only one face has, as that face runs along them."""
    start, end = faces.ravel(), np.roll(faces, -1, axis=1).ravel()
    size = int(faces.max()) + 1
    key = np.minimum(start, end) * size + np.maximum(start, end)
    order = np.argsort(key, kind="stable")
    fresh = np.diff(key[order], prepend=-1, append=-1) != 0
    alone = np.sort(order[fresh[:-1] & fresh[1:]])
    return start[alone], end[alone]


def _fanned(surface: Surface, around: IntArray, member: BoolArray) -> Surface:
    """Return the surface with a new point in the middle of each hole around[h, k], and a face to each of its edges."""
    hole, place = np.nonzero(member)
    length = member.sum(axis=1)
    here, there = around[hole, place], around[hole, (place + 1) % length[hole]]
    total = [np.bincount(hole, surface.points[here, axis], minlength=len(around)) for axis in range(3)]
    middle = np.stack(total, axis=1) / length[:, None]
    fan = np.stack([there, here, len(surface.points) + hole], axis=1)
    return Surface(np.append(surface.points, middle, axis=0), np.append(surface.faces, fan, axis=0))
