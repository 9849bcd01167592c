"""Words: what is no plain number is left to Python, and the rest is what Python reads, to the last bit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from orthogen.kernel.words import numbers_in, table_in

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
