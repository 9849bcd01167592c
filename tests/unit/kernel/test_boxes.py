"""Boxes: every pair that brute force finds, once, and no thing with itself."""

import numpy as np
import pytest

from orthogen.kernel import boxes
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.boxes import BoxTree, meeting, morton, tree


def planted(seed: int, count: int, axes: int) -> tuple[FloatArray, FloatArray, BoxTree]:
    rng = np.random.default_rng(seed)
    low = rng.random((count, axes)).astype(np.float32).astype(float)
    high = low + rng.exponential(0.08, (count, axes)).astype(np.float32)
    return low, high, tree(low, high, rank=morton(low[:, :3]))


def listed(one: BoxTree, other: BoxTree, within: tuple[float, ...] = ()) -> list[tuple[int, int]]:
    return [pair for i, j in meeting(one, other, within=within) for pair in zip(i.tolist(), j.tolist(), strict=True)]


@pytest.mark.parametrize("axes", [3, 4, 6])
def test_a_tree_with_itself_finds_all_meeting_pairs_once(axes: int) -> None:
    low, high, boxed = planted(1, 300, axes)
    meet = ((low[:, None] <= high[None]) & (low[None] <= high[:, None])).all(2)
    found = [(min(i, j), max(i, j)) for i, j in listed(boxed, boxed)]
    assert len(found) == len(set(found))
    assert set(found) == set(zip(*(k.tolist() for k in np.nonzero(np.triu(meet, 1))), strict=True))


def test_two_trees_find_all_pairs_within_reach() -> None:
    (low, high, one), (low_2, high_2, other) = planted(2, 200, 6), planted(3, 70, 6)
    gap = np.maximum(np.maximum(low[:, None] - high_2[None], low_2[None] - high[:, None]), 0)
    near = (np.linalg.norm(gap[:, :, :3], axis=2) <= 0.2) & (np.linalg.norm(gap[:, :, 3:], axis=2) <= 0.3)
    found = listed(one, other, within=(0.2, 0.3))
    assert len(found) == len(set(found))
    assert set(found) == set(zip(*(k.tolist() for k in np.nonzero(near)), strict=True))


def test_small_blocks_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    _, _, boxed = planted(4, 500, 3)
    whole = sorted(listed(boxed, boxed))
    monkeypatch.setattr(boxes, "_PAIRS_AT_ONCE", 16)
    assert sorted(listed(boxed, boxed)) == whole


def test_one_box_meets_nobody_but_others() -> None:
    low = np.zeros((1, 3))
    boxed = tree(low, low + 1, rank=morton(low))
    assert listed(boxed, boxed) == []
    assert listed(boxed, tree(low, low, rank=morton(low))) == [(0, 0)]


def test_boxes_that_touch_in_the_last_bit_meet() -> None:
    third = np.array([[1 / 3, 0, 0]])
    left, right = tree(third - 1, third, rank=morton(third)), tree(third, third + 1, rank=morton(third))
    assert listed(left, right) == [(0, 0)]


def test_morton_numbers_keep_neighbours_together() -> None:
    rng = np.random.default_rng(0)
    points = rng.random((4000, 3))
    step = np.linalg.norm(np.diff(points[np.argsort(morton(points))], axis=0), axis=1)
    assert np.median(step) < 0.25 * np.median(np.linalg.norm(np.diff(points, axis=0), axis=1))
