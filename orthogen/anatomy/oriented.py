"""Oriented. points of a skin and their neighbours -> the plane of the skin at each point, all turned to one side."""

from collections.abc import Sequence

import numpy as np

from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.neighbours import summed_votes

VOTERS = 8
OFF_PLANE = 0.5


def tangent_planes(points: FloatArray, near: IntArray, trust: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return unit normals (n, 3), of either sign: the direction in which the neighbours near[n, k] spread least.

    Weighted principal components; a second round trusts neighbours far off the first plane less (the skin of the
    next toe). Neighbours must be sorted by distance; trust (n,) weighs each point. Also returns the thickness (n,):
    how far the neighbours spread across the first plane, as a share of how far they spread in it, 0 … 1.
    """
    offset = [points[:, axis][near] - points[:, axis, None] for axis in range(3)]
    far2 = offset[0] ** 2 + offset[1] ** 2 + offset[2] ** 2
    weight = trust[near] * np.square(1.0 - far2 / (1.2 * far2[:, -1:]))
    scale = np.sqrt(far2[:, near.shape[1] // 2, None])
    first, thickness = _least_axis(offset, weight)
    height = sum(offset[axis] * first[:, axis, None] for axis in range(3))
    second, _ = _least_axis(offset, weight / np.square(1.0 + np.square(height / (OFF_PLANE * scale))))
    return second, thickness


def _least_axis(offset: Sequence[FloatArray], weight: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the unit eigenvector (n, 3) to the least eigenvalue of the weighted covariance of offsets 3 × (n, k).

    The eigenvalues in closed form (Smith 1961), the vector as the largest cross product of two rows of M − λ. Also
    returns the root of the ratio of the two lower eigenvalues.
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
    angle = np.arccos(half.clip(-1.0, 1.0)) / 3.0
    least, middle = (2.0 * spread * np.cos(angle + turn * np.pi / 3.0) for turn in (2, 4))
    ratio = np.sqrt(((least + third) / np.maximum(middle + third, 1e-300)).clip(0.0, 1.0))
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
    return np.where(length[:, None] > 0, chosen / np.maximum(length, 1e-300)[:, None], (0.0, 0.0, 1.0)), ratio


def one_sided(points: FloatArray, normals: FloatArray, near: IntArray) -> FloatArray:
    """Return the normals (n, 3), turned so that the nearest of the neighbours near[n, k] agree which side is out.

    Patches grow by joining each to the patch beside it with the clearest sum of votes (Borůvka's rounds): no single
    pair decides for a patch, so the tip of a toe that touches the next one does not turn it inside out.
    """
    count = len(points)
    i, j = np.repeat(np.arange(count), VOTERS), near[:, :VOTERS].ravel()
    vote = _agreement(points, normals, i, j)
    patch, sign = np.arange(count), np.ones(count)
    while len(i):
        one, other, vote = summed_votes(np.minimum(i, j), np.maximum(i, j), vote, members=count)
        joined, turn = _followed(np.append(one, other), np.append(other, one), np.tile(vote, 2), count)
        sign, patch = sign * turn[patch], joined[patch]
        vote, count = vote * turn[one] * turn[other], int(joined.max()) + 1
        apart = joined[one] != joined[other]
        i, j, vote = joined[one[apart]], joined[other[apart]], vote[apart]
    return normals * sign[:, None]


def _agreement(points: FloatArray, normals: FloatArray, i: IntArray, j: IntArray) -> FloatArray:
    """Return +1 … −1 (m,): whether the normals of points i and j look to the same side; near 0 if that is unclear.

    They agree as the ends of an arc through both points would: one normal, mirrored across the middle of the chord,
    against the other. This holds across a gap too, where two skins face each other.
    """
    rise_i, rise_j, cosine, length2 = (np.zeros(len(i)) for _ in range(4))
    for axis in range(3):
        chord = points[j, axis] - points[i, axis]
        one, other = normals[i, axis], normals[j, axis]
        rise_i += chord * one
        rise_j += chord * other
        cosine += one * other
        length2 += chord * chord
    vote: FloatArray = (cosine - 2.0 * rise_i * rise_j / np.maximum(length2, 1e-300)) ** 3
    return vote


def _followed(one: IntArray, other: IntArray, vote: FloatArray, count: int) -> tuple[IntArray, FloatArray]:
    """Return for each patch (n,) the patch that it joins, numbered afresh, and the sign it takes there.

    Each follows its clearest vote; of equal ones, that of the lowest pair. So the pairs have one strict order, and the
    only circles are two patches that follow each other: of these the lower one leads.
    """
    me, strength = np.arange(count), np.abs(vote)
    clearest = np.zeros(count)
    np.maximum.at(clearest, one, strength)
    pair = np.minimum(one, other) * count + np.maximum(one, other)
    best = np.flatnonzero(strength == clearest[one])
    lowest = np.full(count, count * count)
    np.minimum.at(lowest, one[best], pair[best])
    best = best[pair[best] == lowest[one[best]]]
    up, turn = me.copy(), np.ones(count)
    up[one[best]], turn[one[best]] = other[best], np.where(vote[best] < 0, -1.0, 1.0)
    leads = (up[up] == me) & (me <= up)
    up[leads], turn[leads] = me[leads], 1.0
    while (up[up] != up).any():
        turn, up = turn * turn[up], up[up]
    return (np.cumsum(up == me) - 1)[up], turn
