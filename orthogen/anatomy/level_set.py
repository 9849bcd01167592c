"""Level set."""

import numpy as np
from orthogen.kernel.arrays import FloatArray, IntArray, BoolArray


def level_set(points: FloatArray, normals: FloatArray, least_support=0.25):
    """points in grid steps, all > 2. Surface nets of the IMLS field. Returns vertices, quads"""
    shape = tuple(int(s) + 4 for s in points.max(axis=0))
    field, support, node_of, place = _field(points, normals, shape)
    return _nets(field, support, node_of, place, shape, least_support)


def _field(points, normals, shape):
    base = np.rint(points).astype(np.int64)
    t = points - base
    w1 = np.stack([0.5 * (0.5 - t) ** 2, 0.75 - t**2, 0.5 * (0.5 + t) ** 2])  # (3, n, 3)
    stride = np.array([shape[1] * shape[2], shape[2], 1])
    key = base @ stride
    steps = [(a, b, c) for a in (-1, 0, 1) for b in (-1, 0, 1) for c in (-1, 0, 1)]
    mask = np.zeros(shape[0] * shape[1] * shape[2], dtype=bool)
    for s in steps:
        mask[key + np.dot(s, stride)] = True
    place = np.flatnonzero(mask)
    node_of = np.full(len(mask), -1, dtype=np.int32)
    node_of[place] = np.arange(len(place), dtype=np.int32)
    pn = np.einsum("ni,ni->n", points, normals)
    channels = [*normals.T, *points.T, pn]
    rows, weights = [], []
    for a, b, c in steps:
        rows.append(node_of[key + np.dot((a, b, c), stride)])
        weights.append(w1[a + 1, :, 0] * w1[b + 1, :, 1] * w1[c + 1, :, 2])
    rows, weights = np.concatenate(rows), np.concatenate(weights)
    size = len(place)
    total = np.bincount(rows, weights, minlength=size)
    sums = [np.bincount(rows, (weights.reshape(27, -1) * ch).ravel(), minlength=size) / total for ch in channels]
    normal, mean, height = np.stack(sums[:3], 1), np.stack(sums[3:6], 1), sums[6]
    at = np.stack(np.unravel_index(place, shape), axis=1).astype(float)
    field = np.einsum("ni,ni->n", normal, at - 0.5 * mean) - 0.5 * height
    return field, total, node_of, at


def _nets(field, support, node_of, at, shape, least):
    stride = np.array([shape[1] * shape[2], shape[2], 1])
    key = at.astype(np.int64) @ stride
    edges = []
    for axis in range(3):
        other = node_of[key + stride[axis]]
        low = np.flatnonzero((other >= 0))
        high = other[low]
        cross = (field[low] < 0) != (field[high] < 0)
        low, high = low[cross], high[cross]
        t = field[low] / (field[low] - field[high])
        edges.append((low, high, t))
    strength = [support[a] * (1 - t) + support[b] * t for a, b, t in edges]
    enough = least * np.median(np.concatenate(strength))
    cells, spots, turned = [], [], []
    for axis, ((low, high, t), s) in enumerate(zip(edges, strength)):
        ok = s > enough
        low, t = low[ok], t[ok]
        spot = at[low].copy()
        spot[:, axis] += t
        b, c = stride[(axis + 1) % 3], stride[(axis + 2) % 3]
        k = key[low]
        # counter-clockwise about +axis
        quad = np.stack([k - b - c, k - c, k, k - b], axis=1)
        quad = np.where((field[low] < 0)[:, None], quad, quad[:, ::-1])
        cells.append(quad)
        spots.append(spot)
    cells, spots = np.concatenate(cells), np.concatenate(spots)
    names, corner = np.unique(cells, return_inverse=True)
    corner = corner.reshape(-1, 4)
    n = np.bincount(corner.ravel(), minlength=len(names))
    vert = np.stack(
        [np.bincount(corner.ravel(), np.repeat(spots[:, k], 4), minlength=len(names)) / n for k in range(3)], 1
    )
    vert = _projected(vert, names, field, node_of, shape)
    return vert, corner


def _projected(vert, names, field, node_of, shape):
    """one Newton step in the trilinear field where all eight nodes are known"""
    stride = np.array([shape[1] * shape[2], shape[2], 1])
    at = np.stack(np.unravel_index(names, shape), axis=1)
    t = vert - at
    nodes = np.stack([node_of[names + np.dot((a, b, c), stride)] for a in (0, 1) for b in (0, 1) for c in (0, 1)], 1)
    whole = (nodes >= 0).all(axis=1)
    f = field[nodes].reshape(-1, 2, 2, 2)
    w = np.stack([1 - t, t], 1)  # (n,2,3)
    value = np.einsum("nabc,na,nb,nc->n", f, w[:, :, 0], w[:, :, 1], w[:, :, 2], optimize=True)
    d = np.array([-1.0, 1.0])
    slope = np.stack(
        [
            np.einsum("nabc,a,nb,nc->n", f, d, w[:, :, 1], w[:, :, 2], optimize=True),
            np.einsum("nabc,na,b,nc->n", f, w[:, :, 0], d, w[:, :, 2], optimize=True),
            np.einsum("nabc,na,nb,c->n", f, w[:, :, 0], w[:, :, 1], d, optimize=True),
        ],
        1,
    )
    s2 = np.einsum("ni,ni->n", slope, slope)
    step = -(value / np.maximum(s2, 0.25))[:, None] * slope
    ok = whole & (np.abs(step).max(axis=1) < 0.5)
    return np.where(ok[:, None], vert + step, vert)
