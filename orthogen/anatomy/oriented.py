"""Oriented. points of a surface -> the plane of the skin at each, all turned to one side."""

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, minimum_spanning_tree

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray

TURNS = 2


def tangent_planes(points: FloatArray, near: IntArray) -> FloatArray:
    """unit normals (n,3) unsigned"""
    offset = points[near] - points[:, None]
    far2 = np.einsum("nki,nki->nk", offset, offset)
    reach2 = far2[:, -1:]
    weight = (1 - far2 / (1.2 * reach2)) ** 2
    scale = np.sqrt(np.median(far2, axis=1))[:, None]
    normal = _least_axis(offset, weight)
    for _ in range(TURNS):
        off = np.einsum("nki,ni->nk", offset, normal) / scale
        normal = _least_axis(offset, weight / (1 + (off / 0.25) ** 2) ** 2)
    return normal


def _least_axis(offset: FloatArray, weight: FloatArray) -> FloatArray:
    weight = weight / weight.sum(axis=1, keepdims=True)
    mean = np.einsum("nk,nki->ni", weight, offset)
    moment = np.einsum("nk,nki,nkj->nij", weight, offset, offset, optimize=True) - mean[:, :, None] * mean[:, None, :]
    return np.linalg.eigh(moment)[1][:, :, 0]


def oriented(points, normals, near):
    """signed normals, component label"""
    count, k = near.shape
    i, j = np.repeat(np.arange(count), k), near.ravel()
    offset = points[j] - points[i]
    far = np.sqrt(np.einsum("ni,ni->n", offset, offset)) + 1e-300
    rise = (
        np.maximum(np.abs(np.einsum("ni,ni->n", offset, normals[i])), np.abs(np.einsum("ni,ni->n", offset, normals[j])))
        / far
    )
    # turn a normal along the chord as a circular arc would: reflect
    turn = np.einsum("ni,ni->n", normals[i], normals[j])
    keep = (rise < 0.6) & (np.abs(turn) > 0.3)
    i, j, turn, rise = i[keep], j[keep], turn[keep], rise[keep]
    cost = 1.0 - np.abs(turn) + rise**2 + 1e-6
    graph = coo_array((cost, (i, j)), shape=(count, count)).tocsr()
    tree = minimum_spanning_tree(graph)
    pieces, label = connected_components(tree, directed=False)
    sign = np.ones(count)
    root = np.unique(label, return_index=True)[1]
    # join the roots to one more node so that one walk visits all pieces
    t = tree.tocoo()
    rows = np.concatenate([t.row, np.full(pieces, count)])
    cols = np.concatenate([t.col, root])
    whole = coo_array((np.ones(len(rows)), (rows, cols)), shape=(count + 1, count + 1)).tocsr()
    order, parent = breadth_first_order(whole, count, directed=False)
    above = parent[:count]
    agree = np.where(above == count, 1.0, np.einsum("ni,ni->n", normals, normals[np.minimum(above, count - 1)]))
    sign = np.append(np.where(agree < 0, -1.0, 1.0), 1.0)
    up = np.append(above, count)
    while (up != count).any():
        sign, up = sign * sign[up], up[up]
    signed = normals * sign[:count, None]
    return signed, label
