"""Words: what is no plain number is left to Python, and the rest is what Python reads, to the last bit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orthogen.kernel.words import faces_written, numbers_in, points_written, table_in

ODD = ["inf", ".", "-", "e5", "1e", "1e+", "0x10", "1_0", "1.2.3", "--1", "1e400", "12345678901234567890", "9e99999999"]
WORDS = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.integers(-(10**15), 10**15).map(str),
    st.decimals(-9999, 9999, places=4).map(str),
    st.sampled_from(["nan", "NaN", "+.5", "5.", "1e3", "-0", "0e999", "1e22", "1e-22", *ODD]),
)


def same(value: float, word: str) -> bool:
    wanted = float(word)
    return bool(np.isnan(wanted) and np.isnan(value)) or (value == wanted and np.signbit(value) == np.signbit(wanted))


@given(st.lists(WORDS, max_size=30), st.sampled_from([" ", "\t", " \n\r "]))
def test_numbers_are_those_of_python(words: list[str], gap: str) -> None:
    text = gap.join(words)
    values, odd = numbers_in(text.encode())
    left = {place: text[begin:end] for place, begin, end in odd.tolist()}
    assert len(values) == len(words) and all(words[place] == word for place, word in left.items())
    assert all(
        same(float(value), word) for k, (value, word) in enumerate(zip(values, words, strict=True)) if k not in left
    )
    assert all(place in left for place, word in enumerate(words) if word in ODD)


@given(st.lists(st.lists(st.one_of(st.just(""), st.just("left"), WORDS), min_size=1, max_size=6), max_size=6),
       st.sampled_from(",;\t"))  # fmt: skip
def test_a_table_keeps_its_rows_and_its_empty_cells(rows: list[list[str]], mark: str) -> None:
    text = "".join(f"{mark.join(row)}\n" for row in rows)
    found = table_in(text.encode(), mark)
    cells = [cell for row in rows for cell in row]
    assert found.ends.tolist() == np.cumsum([len(row) for row in rows]).astype(int).tolist()
    assert found.empty.tolist() == [k for k, cell in enumerate(cells) if not cell]
    left = {cell: text[begin:end].strip() for cell, begin, end in found.odd.tolist()}
    assert all(cells[cell] == word for cell, word in left.items())
    assert all(same(float(value), cell) for k, (value, cell) in enumerate(zip(found.values, cells, strict=True))
               if cell and k not in left)  # fmt: skip


def test_a_last_row_needs_no_line_end() -> None:
    found = table_in(b"1, 2 ,\n3,4,", ",")
    assert found.values.tolist() == [1, 2, 0, 3, 4, 0] and found.ends.tolist() == [3, 6]
    assert found.empty.tolist() == [2, 5] and len(table_in(b"", ",").values) == 0


@given(st.lists(st.tuples(*[st.floats(width=32) | st.floats()] * 3)))
def test_points_are_written_as_nine_digits_have_them(points: list[tuple[float, float, float]]) -> None:
    text = points_written(np.array(points).reshape(-1, 3), ("<", "|", ";", ">\n"))
    assert text == "".join(f"<{x:.9g}|{y:.9g};{z:.9g}>\n" for x, y, z in points)


def test_floats_beside_powers_of_ten_and_at_half_a_digit_are_written_as_nine_digits_have_them() -> None:
    tens = np.float32(10.0) ** np.arange(-6, 11, dtype=np.float32)
    near = [np.nextafter(tens, np.float32(way)) for way in (0, np.inf)]
    half = np.arange(1, 4001, dtype=np.float32) / 1024  # ten places behind the point: many end in a 5 that is dropped
    values = np.concatenate([tens, *near, half, 131072 + half, -half, [0.0, -0.0, 0.5]])
    values = np.asarray(np.resize(values, (len(values) // 3 + 1, 3)), dtype=float)
    text = points_written(values, ("", " ", " ", "\n"))
    assert text == "".join(f"{x:.9g} {y:.9g} {z:.9g}\n" for x, y, z in values)


@given(st.lists(st.tuples(*[st.integers(-(2**63), 2**63 - 1)] * 3)))
def test_faces_are_written_as_whole_numbers(faces: list[tuple[int, int, int]]) -> None:
    text = faces_written(np.array(faces, dtype=np.int64).reshape(-1, 3), ("a", "b", "c", "d"))
    assert text == "".join(f"a{i}b{j}c{k}d" for i, j, k in faces)
