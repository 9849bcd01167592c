"""Oriented. points of a skin and their neighbours -> the plane of the skin at each point, all turned to one side."""

from collections.abc import Sequence

import numpy as np

from orthogen.kernel.arrays import FloatArray, IntArray

ROUNDS = 2
THICKNESS = 0.25


def tangent_planes(points: FloatArray, near: IntArray) -> FloatArray:
    """Return unit normals (n, 3), of either sign: the direction in which the neighbours near[n, k] spread least.

    Weighted principal components; a second round trusts neighbours far off the first plane less (the skin of the
    next toe). Neighbours must be sorted by distance.
    """
    offset = [points[:, axis][near] - points[:, axis, None] for axis in range(3)]
    far2 = offset[0] ** 2 + offset[1] ** 2 + offset[2] ** 2
    weight = np.square(1.0 - far2 / (1.2 * far2[:, -1:]))
    scale = np.sqrt(far2[:, near.shape[1] // 2, None])
    normal = _least_axis(offset, weight)
    for _ in range(ROUNDS - 1):
        height = sum(offset[axis] * normal[:, axis, None] for axis in range(3))
        normal = _least_axis(offset, weight / np.square(1.0 + np.square(height / (THICKNESS * scale))))
    return normal


def _least_axis(offset: Sequence[FloatArray], weight: FloatArray) -> FloatArray:
    """Return the unit eigenvector (n, 3) to the least eigenvalue of the weighted covariance of offsets 3 × (n, k).

    The eigenvalue in closed form (Smith 1961), the vector as the largest cross product of two rows of M − λ.
    """
    share = weight / weight.sum(axis=1, keepdims=True)
    heavy = [share * part for part in offset]
    mean = [part.sum(axis=1) for part in heavy]
    xx, yy, zz, xy, xz, yz = (
        np.einsum("nk,nk->n", heavy[a], offset[b]) - mean[a] * mean[b]
        for a, b in ((0, 0), (1, 1), (2, 2), (0, 1), (0, 2), (1, 2))
    )
    third = (xx + yy + zz) / 3.0
    a, b, c = xx - third, yy - third, zz - third
    spread = np.sqrt((a * a + b * b + c * c + 2.0 * (xy * xy + xz * xz + yz * yz)) / 6.0) + 1e-300
    half = (a * (b * c - yz * yz) - xy * (xy * c - yz * xz) + xz * (xy * yz - b * xz)) / (2.0 * spread**3)
    least = 2.0 * spread * np.cos((np.arccos(half.clip(-1.0, 1.0)) + 2.0 * np.pi) / 3.0)
    a, b, c = a - least, b - least, c - least
    rows = np.stack([
        np.stack([xy * yz - xz * b, xz * xy - a * yz, a * b - xy * xy]),
        np.stack([xy * c - xz * yz, xz * xz - a * c, a * yz - xy * xz]),
        np.stack([b * c - yz * yz, yz * xz - xy * c, xy * yz - b * xz]),
    ])  # fmt: skip
    size = np.square(rows).sum(axis=1)
    best = size.argmax(axis=0)
    chosen = np.take_along_axis(rows, best[None, None, :], axis=0)[0].T
    length = np.sqrt(np.take_along_axis(size, best[None, :], axis=0)[0])
    return np.where(length[:, None] > 0, chosen / np.maximum(length, 1e-300)[:, None], (0.0, 0.0, 1.0))


def one_sided(points: FloatArray, normals: FloatArray, near: IntArray) -> FloatArray:
    """Return the normals (n, 3), turned so that neighbours near[n, k] agree which side is out.

    Two planes agree as the ends of an arc through both points would: one normal, mirrored across the middle of the
    chord, against the other. This holds across a gap too, where two skins face each other. Patches grow by joining
    each to the neighbour with the clearest sum of votes (Borůvka's rounds), so no single pair decides for a patch.
    """
    count = len(points)
    i, j = np.repeat(np.arange(count), near.shape[1]), near.ravel()
    vote = _agreement(points[j] - points[i], normals[i], normals[j])
    low, high = np.minimum(i, j), np.maximum(i, j)
    patch, sign = np.arange(count), np.ones(count)
    while True:
        low, high, vote = _summed(low, high, vote)
        if len(low) == 0:
            return normals * sign[:, None]
        root, turn = _joined(low, high, vote, int(patch.max()) + 1)
        sign, patch = sign * turn[patch], root[patch]
        vote = vote * turn[low] * turn[high]
        low, high = root[low], root[high]


def _agreement(chord: FloatArray, one: FloatArray, other: FloatArray) -> FloatArray:
    """Return +1 … −1 (m,): whether two normals look to the same side of an arc along the chord; near 0 if unclear."""
    length2 = np.einsum("mi,mi->m", chord, chord) + 1e-300
    rise = np.einsum("mi,mi->m", chord, one) * np.einsum("mi,mi->m", chord, other) / length2
    vote: FloatArray = (np.einsum("mi,mi->m", one, other) - 2.0 * rise) ** 3
    return vote


def _summed(low: IntArray, high: IntArray, vote: FloatArray) -> tuple[IntArray, IntArray, FloatArray]:
    """Return each pair of different patches once, with the sum of its votes."""
    apart = low != high
    low, high, vote = low[apart], high[apart], vote[apart]
    if len(low) == 0:
        return low, high, vote
    size = int(max(low.max(), high.max())) + 1
    names, which = np.unique(np.minimum(low, high) * size + np.maximum(low, high), return_inverse=True)
    return (names // size).astype(np.int64), (names % size).astype(np.int64), np.bincount(which, vote).astype(float)


def _joined(low: IntArray, high: IntArray, vote: FloatArray, count: int) -> tuple[IntArray, FloatArray]:
    """Return for each of `count` patches the new patch that it joins, numbered afresh, and the sign it takes there.

    Each patch follows its strongest pair. Sorting gives all pairs one strict order, so that the only circles are two
    patches that follow each other; of these the lower one leads.
    """
    order = np.argsort(np.abs(vote), kind="stable")
    best = np.full(count, -1)
    place = np.arange(len(order))
    np.maximum.at(best, low[order], place)
    np.maximum.at(best, high[order], place)
    alone = best < 0
    pair = order[best]
    me = np.arange(count)
    up = np.where(alone, me, low[pair] + high[pair] - me)
    leads = (up[up] == me) & (me <= up)
    up = np.where(leads, me, up)
    turn = np.where(leads | alone, 1.0, np.where(vote[pair] < 0, -1.0, 1.0))
    while (up[up] != up).any():
        turn, up = turn * turn[up], up[up]
    fresh = np.cumsum(up == me) - 1
    return fresh[up], turn
