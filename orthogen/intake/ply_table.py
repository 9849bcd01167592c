"""PLY table. one element of a PLY body -> its scalar columns and its lists, never reading beyond the file."""

import struct
from array import array
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN, as_double, demand_bearable
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.lazyclass import dataclass

Bytes: TypeAlias = bytes | memoryview

_STRUCT = {"i1": "b", "u1": "B", "i2": "h", "u2": "H", "i4": "i", "u4": "I", "f4": "f", "f8": "d"}


@dataclass(frozen=True, kw_only=True)
class Property:
    """One column: its numpy type code, and for a list the type code of its length."""

    name: bytes
    type: str
    length_type: str | None = None

    @property
    def bytes(self) -> int:
        """Size of one value."""
        return int(self.type[1])


@dataclass(frozen=True, kw_only=True)
class Element:
    """One table of the file as the header claims it."""

    name: bytes
    count: int
    columns: tuple[Property, ...] = ()

    @property
    def lists(self) -> list[int]:
        """Which columns are lists."""
        return [k for k, column in enumerate(self.columns) if column.length_type]

    @property
    def corners(self) -> int | None:
        """The list that names the corners of a face: `vertex_indices` or `vertex_index`, else the first list."""
        named = [k for k in self.lists if self.columns[k].name in (b"vertex_indices", b"vertex_index")]
        return next(iter(named or self.lists), None)


@dataclass(frozen=True, kw_only=True)
class Table:
    """Scalar columns by name; the corner lists as sizes (n,) and one run of values."""

    scalars: Mapping[bytes, FloatArray]
    sizes: IntArray
    values: IntArray


def read_table(data: Bytes, at: int, element: Element, *, order: str) -> tuple[Table, int]:
    """Return the element that begins at byte `at`, and the byte behind it; `order` is `<` or `>`.

    Rows of one size are taken at once; only lists of differing length are walked through. Raises CorruptFile.
    """
    if element.count == 0 or not element.columns:
        none = {p.name: np.empty(0) for p in element.columns if not p.length_type}
        return Table(scalars=none, sizes=np.empty(0, np.int64), values=np.empty(0, np.int64)), at
    row = _row_like_first(data, at, element, order)
    end = at + element.count * row.itemsize
    if element.lists and (end > len(data) or not _alike(np.frombuffer(data, row, element.count, at))):
        return _walked(data, at, element, order)
    if end > len(data):
        raise _truncated(element, (len(data) - at) // row.itemsize)
    rows = np.frombuffer(data, row, element.count, at)
    scalars = {p.name: rows[f"v{k}"] for k, p in enumerate(element.columns) if not p.length_type}
    if element.corners is None:
        return Table(scalars=scalars, sizes=np.empty(0, np.int64), values=np.empty(0, np.int64)), end
    values = rows[f"v{element.corners}"]
    demand_bearable(faces=element.count * max(values.shape[1] - 2, 0))
    sizes = np.full(element.count, values.shape[1], dtype=np.int64)
    return Table(scalars=scalars, sizes=sizes, values=_whole(values.reshape(-1))), end


def _row_like_first(data: Bytes, at: int, element: Element, order: str) -> np.dtype[np.void]:
    """Return the type of a row whose lists are as long as those of the first row."""
    _, _, first = _walk(data, at, element, order, rows=1)
    fields: list[tuple[str, str] | tuple[str, str, tuple[int]]] = []
    for k, column in enumerate(element.columns):
        if column.length_type is None:
            fields.append((f"v{k}", order + column.type))
        else:
            fields += [(f"n{k}", order + column.length_type), (f"v{k}", order + column.type, (first.pop(0),))]
    return np.dtype(fields)


def _alike(rows: NDArray[np.void]) -> bool:
    return all(bool((rows[name] == rows[name][0]).all()) for name in rows.dtype.names or () if name[0] == "n")


def _walk(data: Bytes, at: int, element: Element, order: str, *, rows: int) -> "tuple[int, array[int], array[int]]":
    """Return the byte behind so many rows, and for each list in them where its values begin and how many they are."""
    steps = [(struct.Struct(order + _STRUCT[p.length_type or "u1"]), p.length_type, p.bytes) for p in element.columns]
    begins, sizes = array("q"), array("q")
    for row in range(rows):
        for length, is_list, value_bytes in steps:
            size = 1
            if is_list:
                if at + length.size > len(data):
                    raise _truncated(element, row)
                size = length.unpack_from(data, at)[0]
                if not 0 <= size < 2**63:  # false for NaN too
                    raise CorruptFile(f"row {row} of the PLY has a list of {size:g} values", EXPORT_AGAIN)
                at, size = at + length.size, int(size)
                begins.append(at)
                sizes.append(size)
            at += size * value_bytes
        if at > len(data):
            raise _truncated(element, row)
    return at, begins, sizes


def _walked(data: Bytes, at: int, element: Element, order: str) -> tuple[Table, int]:
    """Return the corner lists of rows of differing length, found by walking through them one by one."""
    at, begins, sizes = _walk(data, at, element, order, rows=element.count)
    which = element.lists.index(element.corners or 0)
    begin, many = (np.array(own[which :: len(element.lists)], dtype=np.int64) for own in (begins, sizes))
    demand_bearable(faces=int(np.maximum(many - 2, 0).sum()))
    column = element.columns[element.lists[which]]
    place = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    byte = np.repeat(begin, many) + place * column.bytes
    raw = np.frombuffer(data, np.uint8)[byte[:, None] + np.arange(column.bytes)]
    return Table(scalars={}, sizes=many, values=_whole(raw.view(order + column.type).reshape(-1))), at


def _whole(values: NDArray[np.generic]) -> IntArray:
    """Return point numbers as int64; raises CorruptFile for one that is no whole number."""
    if values.dtype.kind == "f":
        exact = as_double(values)
        if not bool(((np.abs(exact) < 2.0**53) & (exact == np.rint(exact))).all()):
            raise CorruptFile("a face of the PLY names a point by a number that is not whole", EXPORT_AGAIN)
    return values.astype(np.int64)


def _truncated(element: Element, there: int) -> CorruptFile:
    kind = {b"vertex": "points", b"face": "faces"}.get(element.name, "rows of another kind")
    return CorruptFile(f"the PLY is truncated: {there} of {element.count} {kind} are there", EXPORT_AGAIN)
