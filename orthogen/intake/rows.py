"""Rows. rows of whole numbers -> which are the first of their kind, and where each row finds its first."""

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from orthogen.kernel.arrays import BoolArray, IntArray

Columns: TypeAlias = Callable[[int], IntArray]  # 0, 1, 2 -> whole numbers (n,)


def first_and_place(columns: Columns) -> tuple[IntArray, IntArray]:
    """Return first (k,), the rows that are the first of their kind, ascending, and place (n,) with
    rows[first[place]] == rows, for rows of three whole numbers given as columns (n,).

    Rows are sorted by a 64-bit hash, which is several times faster than by three keys; if two different rows ever
    share a hash, by the three keys. Columns are asked for one at a time, so that all three never need room at once.
    """
    odd = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
    key = columns(0).view(np.uint64) * odd[0]
    for k in (1, 2):
        key += columns(k).view(np.uint64) * odd[k]
    order = np.argsort(key)
    key = key[order]
    changes = key[1:] != key[:-1]
    del key  # room for the rest
    first, place = _numbered(order, changes)
    if all(_alike(columns(k), first, place) for k in range(3)):
        return first, place
    rows = np.stack([columns(k) for k in range(3)], axis=1)
    order = np.lexsort(rows.T)
    return _numbered(order, (rows[order[1:]] != rows[order[:-1]]).any(axis=1))


def _alike(column: IntArray, first: IntArray, place: IntArray) -> bool:
    return bool((column[first][place] == column).all())


def _numbered(order: IntArray, changes: BoolArray) -> tuple[IntArray, IntArray]:
    """Return first and place (see above) of rows sorted by `order`; changes[i]: sorted row i + 1 is another one."""
    starts = np.concatenate([np.zeros(min(len(order), 1), dtype=np.int64), np.flatnonzero(changes) + 1])
    leader = np.minimum.reduceat(order, starts) if len(starts) else starts
    is_first = np.zeros(len(order), dtype=np.bool_)
    is_first[leader] = True
    rank = np.cumsum(is_first) - 1
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.repeat(rank[leader], np.diff(np.append(starts, len(order))))
    return np.flatnonzero(is_first), place
