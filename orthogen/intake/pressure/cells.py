"""Cells. text of a table with one frame a row -> its numbers, which cells are empty, and whether it was cut off."""

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.words import bounded, floats
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.words import table_in
from orthogen.lazyclass import dataclass


@dataclass(frozen=True, kw_only=True)
class Cells:
    """Rows of equally many cells: values (n, width), 0 where a cell is empty or no number; empty (n, width).

    odd (m, 4): row, column, begin and end in `body` of each that is no number. cut_off: a last row was; it is left out.
    """

    body: str
    values: FloatArray
    empty: BoolArray
    odd: IntArray
    cut_off: bool

    def words(self, column: int) -> dict[int, str]:
        """Return by their rows the words of a column that are no numbers."""
        return {row: self.body[begin:end].strip() for row, at, begin, end in self.odd.tolist() if at == column}

    def numbers(self, columns: IntArray, *, rows: BoolArray | None = None) -> FloatArray:
        """Return the numbers of some columns (rows, columns), an empty cell as 0; raises CorruptFile for a word."""
        wanted = np.ones(len(self.values), dtype=np.bool_) if rows is None else rows
        values = self.values[:, columns]
        mine = self.odd[wanted[self.odd[:, 0]] & np.isin(self.odd[:, 1], columns)]
        said = floats([self.body[begin:end].strip() for _, _, begin, end in mine.tolist()])
        for (row, column, _, _), value in zip(mine.tolist(), said.tolist(), strict=True):
            values[row, columns == column] = value
        return bounded(np.asarray(values[wanted]))


def cells(body: str, mark: str, *, width: int) -> Cells:
    """Return the rows that have any word, each up to its width; raises CorruptFile where one is shorter.

    A last row that is shorter was cut off. A comma stands before decimals unless it is the mark.
    """
    body = body if mark == "," else body.replace(",", ".")
    found = table_in(body.encode("ascii", "replace"), mark)
    starts = np.concatenate([[0], found.ends[:-1]]).astype(np.int64)[: len(found.ends)]
    empty = np.zeros(len(found.values), dtype=np.bool_)
    empty[found.empty] = True
    filled = np.add.reduceat((~empty).astype(np.int64), starts) if len(starts) else np.zeros(0, dtype=np.int64)
    kept = np.flatnonzero(filled)
    many = (found.ends - starts)[kept]
    cut_off = len(kept) > 1 and bool(many[-1] < width)
    kept, many = (kept[:-1], many[:-1]) if cut_off else (kept, many)
    if (many < width).any():
        raise CorruptFile(f"a line has {int(many.min())} values where {width} are needed", EXPORT_AGAIN)
    place = starts[kept][:, None] + np.arange(width)
    if (filled[kept] > (~empty[place]).sum(axis=1)).any():
        raise CorruptFile(f"a line has more than the {width} values that its columns name", EXPORT_AGAIN)
    return Cells(
        body=body, values=found.values[place], empty=empty[place], cut_off=cut_off,
        odd=_placed(found.odd, starts, kept, width),
    )  # fmt: skip


def _placed(odd: IntArray, starts: IntArray, kept: IntArray, width: int) -> IntArray:
    """Return the odd cells (m, 4) that lie in the kept rows and in their width, by row and column."""
    line = np.searchsorted(starts, odd[:, 0], side="right") - 1
    row = np.searchsorted(kept, line)
    column = odd[:, 0] - starts[line] if len(starts) else odd[:, 0]
    inside = (row < len(kept)) & (column < width)
    inside[inside] &= kept[row[inside]] == line[inside]
    return np.column_stack([row, column, odd[:, 1:]])[inside]
