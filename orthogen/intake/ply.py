"""PLY. bytes of a text or binary PLY -> raw mesh, every claim of the header held against the file's size."""

import re

import numpy as np

from orthogen.errors import CorruptFile, IntakeError, UnknownFormat
from orthogen.intake.ply_table import Bytes, Element, Property, Table, read_table
from orthogen.intake.raw import (
    EXPORT_AGAIN,
    NO_FACES,
    RawMesh,
    as_double,
    demand_bearable,
    demand_corners_exist,
    fanned,
    trailing,
)
from orthogen.intake.text import chunks, declared_mm, floats, gathered
from orthogen.kernel.arrays import FloatArray, IntArray

_TYPES = {
    b"char": "i1", b"uchar": "u1", b"short": "i2", b"ushort": "u2", b"int": "i4", b"uint": "u4",
    b"float": "f4", b"double": "f8", b"int8": "i1", b"uint8": "u1", b"int16": "i2", b"uint16": "u2",
    b"int32": "i4", b"uint32": "u4", b"float32": "f4", b"float64": "f8",
}  # fmt: skip
_ORDERS = {b"ascii": None, b"binary_little_endian": "<", b"binary_big_endian": ">"}
_START = re.compile(rb"ply[ \t]*(\r\n|\n|\r)")
_SPACE = re.compile(rb"\s")
_LONGEST_HEADER = 100_000
_MOST_NUMBERS = 50_000_000  # of a text: four million faces with normals and colours have 42 million


def sniff(data: bytes) -> bool:
    """True if the data begins with the line `ply`."""
    return _START.match(data) is not None


def read(data: bytes) -> RawMesh:
    """Return the points and the fanned faces of a PLY; without faces it is a cloud. Raises IntakeError."""
    lines, at = _header(data)
    order = _byte_order(lines)
    elements = _elements(lines)
    _demand_named_once(elements)
    for element in elements:
        demand_bearable(**{"faces" if element.name == b"face" else "points": element.count})
    body: Bytes = data
    if order is None:
        body, at = _as_doubles(data, at), 0
        elements = [_all_doubles(element) for element in elements]
    tables: dict[bytes, Table] = {}
    for element in elements:
        tables[element.name], at = read_table(body, at, element, order=order or "<")
    if b"tristrips" in tables:
        raise UnknownFormat("the PLY holds triangle strips, which are not read", "export plain triangles")
    points = _points(tables.get(b"vertex"))
    faces = _faces(tables.get(b"face"))
    demand_corners_exist(faces, len(points))
    extra = trailing(len(body) - at) if order else trailing((len(body) - at) // 8, "numbers")
    comments = b"\n".join(line for line in lines if line.startswith((b"comment", b"obj_info")))
    return RawMesh(points=points, faces=faces, mm_per_unit=declared_mm(comments), findings=extra)


def _points(vertices: Table | None) -> FloatArray:
    axes = (b"x", b"y", b"z")
    if vertices is None or not vertices.scalars.keys() >= set(axes):
        raise CorruptFile("the PLY has no vertices with x, y and z", EXPORT_AGAIN)
    return np.stack([as_double(vertices.scalars[axis]) for axis in axes], axis=1)


def _faces(table: Table | None) -> IntArray:
    if table is None or len(table.sizes) == 0:
        return NO_FACES
    faces = fanned(table.values, table.sizes)
    if len(faces) == 0:
        raise CorruptFile("no face of the PLY has three corners", EXPORT_AGAIN)
    return faces


def _header(data: bytes) -> tuple[list[bytes], int]:
    """Return the header's lines after the first and where the body begins."""
    start = _START.match(data)
    line_end = start[1] if start else b"\n"
    end = re.compile(b"end_header[ \t]*" + line_end).search(data, 0, _LONGEST_HEADER)
    if end is None:
        raise CorruptFile("the PLY header has no end", EXPORT_AGAIN)
    return [line.strip() for line in data[: end.start()].split(line_end)[1:]], end.end()


def _byte_order(lines: list[bytes]) -> str | None:
    """Return `<` or `>`, None for text."""
    for line in lines:
        match line.split():
            case [b"format", kind, *_] if kind in _ORDERS:
                return _ORDERS[kind]
    raise CorruptFile("the PLY header names no known format (ascii or binary)", EXPORT_AGAIN)


def _elements(lines: list[bytes]) -> list[Element]:
    elements: list[Element] = []
    for line in lines:
        match line.split():
            case [b"element", name, count] if re.fullmatch(rb"[0-9]{1,18}", count):
                elements.append(Element(name=name, count=int(count)))
            case [b"property", *words] if elements:
                last = elements[-1]
                elements[-1] = Element(name=last.name, count=last.count, columns=(*last.columns, _property(words)))
            case [] | [b"format" | b"comment" | b"obj_info", *_]:
                pass
            case _:
                raise CorruptFile(f"the PLY header has a line without a meaning: {line[:40]!r}", EXPORT_AGAIN)
    return elements


def _demand_named_once(elements: list[Element]) -> None:
    """Raise CorruptFile if a table or a column is declared twice: which of the two is the scan is anyone's guess."""
    for names in ([item.name for item in elements], *([p.name for p in item.columns] for item in elements)):
        if len(set(names)) < len(names):
            raise CorruptFile("the PLY header declares the same thing twice", EXPORT_AGAIN)


def _property(words: list[bytes]) -> Property:
    match words:
        case [kind, name] if kind in _TYPES:
            return Property(name=name, type=_TYPES[kind])
        case [b"list", length, kind, name] if kind in _TYPES and length in _TYPES:
            return Property(name=name, type=_TYPES[kind], length_type=_TYPES[length])
    raise CorruptFile(f"the PLY header has an unknown property: {b' '.join(words)[:40]!r}", EXPORT_AGAIN)


def _all_doubles(element: Element) -> Element:
    """A text body is read as a binary one in which every number is a double."""
    own = (Property(name=p.name, type="f8", length_type=p.length_type and "f8") for p in element.columns)
    return Element(name=element.name, count=element.count, columns=tuple(own))


def _as_doubles(text: bytes, start: int) -> memoryview:
    held = 0

    def counted(words: list[bytes]) -> FloatArray:
        nonlocal held
        held += len(words)
        if held > _MOST_NUMBERS:
            raise IntakeError(
                f"the text PLY holds over {_MOST_NUMBERS} numbers", "save it as binary PLY, or thin it out"
            )
        return floats(words)

    return gathered(counted(chunk.split()) for chunk in chunks(text, _SPACE, start=start)).data.cast("B")
