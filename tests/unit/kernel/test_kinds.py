"""Kinds and repeated faces against a dictionary; edges and pieces against plain counting."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orthogen.kernel.arrays import IntArray
from orthogen.kernel.kinds import kinds, kinds_in_cells
from orthogen.kernel.mesh import Mesh, edges, pieces, repeated_faces

PLAIN = settings(max_examples=60, deadline=None)


def counted(keys: list[object]) -> tuple[list[int], list[int]]:
    """First and place, by a dictionary."""
    numbers: dict[object, int] = {}
    place = [numbers.setdefault(key, len(numbers)) for key in keys]
    return [place.index(k) for k in range(len(numbers))], place


def rows(count: int, kinds_there: int, seed: int) -> IntArray:
    """Rows of small, large and negative numbers, most of them more than once."""
    rng = np.random.default_rng(seed)
    some = rng.integers(-3, 3, (kinds_there, 3)) * rng.choice([1, 2**20, 2**40, 2**61], (1, 3))
    return some[rng.integers(0, kinds_there, count)]


@PLAIN
@given(st.integers(0, 400), st.integers(1, 300), st.integers(0, 10**6))
def test_rows_are_numbered_as_they_first_appear(count: int, many: int, seed: int) -> None:
    given_rows = rows(count, many, seed)
    first, place = kinds(given_rows)
    assert (first.tolist(), place.tolist()) == counted([tuple(row) for row in given_rows.tolist()])


@pytest.mark.parametrize("shift", [0, 7, 23, 32, 52])
def test_long_lattices_are_told_apart(shift: int) -> None:
    """Rows that differ in a few bits only, wherever those lie, as coordinates of a lattice do."""
    lattice = np.stack(np.meshgrid(*[np.arange(40) << shift] * 3, indexing="ij"), -1).reshape(-1, 3)
    first, place = kinds(np.concatenate([lattice, lattice[::-1]]))
    assert first.tolist() == list(range(64_000))
    assert np.array_equal(place, np.concatenate([np.arange(64_000), np.arange(64_000)[::-1]]))


@PLAIN
@given(st.integers(1, 200), st.integers(0, 10**6), st.sampled_from([1e-6, 0.1, 3.0]))
def test_points_of_one_cell_are_one(count: int, seed: int, cell: float) -> None:
    points = np.random.default_rng(seed).normal(0, 2 * cell, (count, 3))
    first, place = kinds_in_cells(points, cell)
    cells = np.rint(points / cell).astype(np.int64)
    assert (first.tolist(), place.tolist()) == counted([tuple(row) for row in cells.tolist()])


@PLAIN
@given(st.integers(0, 100), st.integers(0, 10**6))
def test_faces_of_the_same_points_are_found_after_the_first(count: int, seed: int) -> None:
    faces = np.random.default_rng(seed).integers(0, 6, (count, 3))
    first, _ = counted([tuple(sorted(face)) for face in faces.tolist()])
    again = repeated_faces(Mesh(points_mm=np.zeros((6, 3)), faces=faces))
    assert again.tolist() == sorted(set(range(count)) - set(first))


@PLAIN
@given(st.integers(0, 60), st.integers(3, 20), st.integers(0, 10**6))
def test_edges_agree_with_counting(count: int, points: int, seed: int) -> None:
    """Uses, twins and pieces of any faces, many of them at one edge."""
    rng = np.random.default_rng(seed)
    faces = np.array([rng.permutation(points)[:3] for _ in range(count)], dtype=np.int64).reshape(-1, 3)
    half = edges(Mesh(points_mm=rng.random((points, 3)), faces=faces))
    ends = [frozenset((int(f[k]), int(f[(k + 1) % 3]))) for f in faces for k in range(3)]
    uses = Counter(ends)
    assert half.uses.tolist() == [uses[e] for e in ends]
    partner = [[k for k in range(len(ends)) if ends[k] == e and k != n] for n, e in enumerate(ends)]
    assert half.twin.tolist() == [p[0] if len(p) == 1 else -1 for p in partner]
    label = list(range(count))
    for _ in range(count):
        for n, others in enumerate(partner):
            label[n // 3] = min([label[n // 3], *(label[k // 3] for k in others)])
    assert half.piece.tolist() == label


@PLAIN
@given(st.integers(1, 40), st.integers(0, 60), st.integers(0, 10**6))
def test_pieces_agree_with_spreading(count: int, ties: int, seed: int) -> None:
    one, other = np.random.default_rng(seed).integers(0, count, (2, ties))
    label = list(range(count))
    for _ in range(count):
        for a, b in zip(one.tolist(), other.tolist(), strict=True):
            label[a] = label[b] = min(label[a], label[b])
    assert pieces(count, one, other).tolist() == label


def test_faces_and_ties_that_name_nothing_are_refused() -> None:
    with pytest.raises(ValueError, match="does not exist"):
        edges(Mesh(points_mm=np.zeros((3, 3)), faces=np.array([[0, 1, 3]])))
    for far in (np.nan, np.inf, 1e300):
        with pytest.raises(ValueError, match="too far away"):
            kinds_in_cells(np.array([[0.0, far, 0.0]]), 1e-3)
    with pytest.raises(ValueError, match="no such thing"):
        pieces(2, np.array([0]), np.array([2]))
