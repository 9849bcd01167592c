"""Words. bytes with blanks or marks between their words -> the numbers that they say, and the words that say none.

And back: rows of numbers -> text with each of them between given words.
"""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.lazyclass import dataclass


def numbers_in(text: bytes) -> tuple[FloatArray, IntArray]:
    """Return the value of every word (n,), and of each that is no plain number its place, begin and end (m, 3).

    Words are parted by bytes up to 32. A plain number is nan, or has a sign, digits with a point among them and an
    exponent; its value is the nearest double. Words with more than 15 digits that count or beyond 1e±22 are left to the
    caller with the odd ones, whose value here is 0: up to there a product or quotient of two numbers that a double
    holds is rounded only once, and so right to the last bit (Clinger 1990).
    """
    return _native.numbers_in(text)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Cells row by row: values (n,), 0 in an empty or an odd one; ends (rows,): how many cells up to the end of a row.

    empty (k,): the cells without a word. odd (m, 3): cell, begin and end of each that is no plain number.
    """

    values: FloatArray
    ends: IntArray
    empty: IntArray
    odd: IntArray


def table_in(text: bytes, mark: str) -> Table:
    """Return the cells that `mark` parts, in rows that line feeds end; numbers as `numbers_in` has them."""
    whole = text if text.endswith(b"\n") or not text else text + b"\n"
    values, ends, empty, odd = _native.table_in(whole, mark)
    return Table(values=values, ends=ends, empty=empty, odd=odd)


def points_written(points_mm: FloatArray, around: tuple[str, str, str, str]) -> str:
    """Return the text of points (n, 3), each number as `%.9g` between the words that stand around the three of a row.

    Nine digits are enough to give every 32-bit float back exactly (IEEE 754).
    """
    return _native.points_written(np.ascontiguousarray(points_mm, dtype=np.float64), around)


def faces_written(faces: IntArray, around: tuple[str, str, str, str]) -> str:
    """Return the text of rows of three whole numbers (n, 3), each between the words around it."""
    return _native.faces_written(np.ascontiguousarray(faces, dtype=np.int64), around)
