"""Boxes. boxes of things -> tree; two trees -> the pairs of things whose boxes meet."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray

_PAIRS_AT_ONCE = 1 << 16
_NOWHERE = 1e16  # mm: an empty leaf begins here and ends at its negative
_FLOAT32_SLACK = 1 + 1e-5
_FOUR_TRUE = np.uint64(0x0101010101010101)
_SPREAD = (
    (32, 0x1F00000000FFFF),
    (16, 0x1F0000FF0000FF),
    (8, 0x100F00F00F00F00F),
    (4, 0x10C30C30C30C30C3),
    (2, 0x1249249249249249),
)


@dataclass(frozen=True, kw_only=True)
class BoxTree:
    """A complete binary tree over things in a given order; boxes are rounded outwards to float32.

    order (2^depth,): the thing in each leaf, -1 for none. near[level] (2^level, 2·axes): the lower ends and the negated
    upper ends of all axes; far[level]: the upper and the negated lower ones. Boxes meet if near ≤ far in all columns.
    """

    order: IntArray
    near: tuple[FloatArray, ...]
    far: tuple[FloatArray, ...]


def tree(low: FloatArray, high: FloatArray, *, rank: IntArray) -> BoxTree:
    """Return the tree of boxes low..high (n, axes), n ≥ 1, within ±1e15, leaves by `rank` (n,), e.g. `morton`.

    Axes can be any monotone functions of place, not only x, y, z: more axes, tighter boxes.
    """
    count, axes = low.shape
    lanes = 4 * -(-axes // 4)  # four axes are compared in one machine word
    depth = max(count - 1, 0).bit_length()
    order = np.full(2**depth, -1)
    order[:count] = np.argsort(rank, kind="stable")
    near = np.full((2**depth, 2 * lanes), _NOWHERE, dtype=np.float32)
    near[:count] = 0.0
    near[:count, :axes] = _rounded_down(np.take(low, order[:count], axis=0))
    near[:count, lanes : lanes + axes] = _rounded_down(-np.take(high, order[:count], axis=0))
    levels = [near]
    while len(levels[0]) > 1:
        levels.insert(0, np.minimum(levels[0][::2], levels[0][1::2]))
    return BoxTree(order=order, near=tuple(levels), far=tuple(-np.roll(level, lanes, axis=1) for level in levels))


def morton(points: FloatArray) -> IntArray:
    """Return numbers (n,) ≥ 0, < 2⁶³ such that near numbers mostly are near points (n, 3): bits of x, y, z in turn."""
    low, extent = points.min(0), float(np.ptp(points, axis=0).max())
    cell = ((points - low) * ((2.0**20 - 1) / (extent or 1.0))).astype(np.uint64)
    for shift, mask in _SPREAD:
        cell = (cell | (cell << np.uint64(shift))) & np.uint64(mask)
    number: IntArray = (cell[:, 0] | (cell[:, 1] << np.uint64(1)) | (cell[:, 2] << np.uint64(2))).astype(np.int64)
    return number


def meeting(one: BoxTree, other: BoxTree, *, within: tuple[float, ...] = ()) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield all pairs (thing of one, thing of other) whose boxes meet, in blocks of at most about a million.

    within: how far apart they may be instead, over the first three axes, the next three, and so on. A tree with
    itself yields each pair once, and no thing with itself. Memory stays bounded whatever the boxes.
    """
    alone = one is other
    root = np.zeros(1, dtype=np.int64)
    waiting = [(0, 0, root, root)]
    while waiting:
        level_i, level_j, i, j = waiting.pop()
        deeper_i, deeper_j = level_i < len(one.near) - 1, level_j < len(other.near) - 1
        if not deeper_i and not deeper_j:
            apart = i != j if alone else slice(None)
            yield one.order[i[apart]], other.order[j[apart]]
            continue
        if deeper_i:
            i, j, level_i = np.concatenate([2 * i, 2 * i + 1]), np.concatenate([j, j]), level_i + 1
        if deeper_j:
            i, j, level_j = np.concatenate([i, i]), np.concatenate([2 * j, 2 * j + 1]), level_j + 1
        if alone:
            once = i <= j
            i, j = i[once], j[once]
        near, far = np.take(one.near[level_i], i, axis=0), np.take(other.far[level_j], j, axis=0)
        meet = _near(near, far, within) if within else _meet(near, far)
        i, j = i[meet], j[meet]
        for at in range(0, len(i), _PAIRS_AT_ONCE):
            waiting.append((level_i, level_j, i[at : at + _PAIRS_AT_ONCE], j[at : at + _PAIRS_AT_ONCE]))


def _meet(near: FloatArray, far: FloatArray) -> BoolArray:
    words = (near <= far).view(np.uint64)
    meet: BoolArray = words[:, 0] == _FOUR_TRUE
    for k in range(1, words.shape[1]):
        meet &= words[:, k] == _FOUR_TRUE
    return meet


def _near(near: FloatArray, far: FloatArray, within: tuple[float, ...]) -> BoolArray:
    """Return whether boxes are near enough: per axis, at most one of near − far at its two ends is positive."""
    np.subtract(near, far, out=near)
    np.maximum(near, 0.0, out=near)
    np.multiply(near, near, out=near)
    group = np.arange(near.shape[1]) % (near.shape[1] // 2) // 3
    distance2 = near @ (group[:, None] == np.arange(len(within))).astype(np.float32)
    near_enough = np.ones(len(near), dtype=bool)
    for k, reach in enumerate(within):
        near_enough &= distance2[:, k] <= reach**2 * _FLOAT32_SLACK
    return near_enough


def _rounded_down(values: FloatArray) -> FloatArray:
    return np.nextafter(values.astype(np.float32), np.float32(-np.inf))
