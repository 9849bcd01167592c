"""OFF. text of an OFF file -> raw mesh; colours, normals and texture coordinates are skipped."""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN, RawMesh, demand_corners_exist, fanned, trailing
from orthogen.intake.text import BOM, floats, integers, is_text, lines_normalised

_START = re.compile(rb"(?:ST)?C?N?OFF[ \t]*(?=[\n\r#]|[0-9])")
_LINE = re.compile(rb"^[ \t]*[^\s][^\n]*", re.M)
_COMMENT = re.compile(rb"#[^\n]*")


def sniff(data: bytes) -> bool:
    """True for a text that begins with OFF, COFF, NOFF, CNOFF or STOFF."""
    return _START.match(data.removeprefix(BOM)) is not None and is_text(data.removeprefix(BOM))


def read(data: bytes) -> RawMesh:
    """Return the points and the fanned faces of a text OFF; without faces it is a cloud. Raises CorruptFile."""
    text = _COMMENT.sub(b"", lines_normalised(data))
    lines = _LINE.findall(_START.sub(b"", text, count=1))
    claimed = integers(lines[0].split(None, 2)[:2]) if lines else []
    if len(claimed) < 2 or min(claimed) < 0:
        raise CorruptFile("the OFF does not say how many points and faces it holds", EXPORT_AGAIN)
    vertices, rest = lines[1 : 1 + claimed[0]], lines[1 + claimed[0] :]
    for kind, many, there in (("points", claimed[0], len(vertices)), ("faces", claimed[1], len(rest))):
        if there < many:
            raise CorruptFile(f"the OFF is truncated: {there} of {many} {kind} are there", EXPORT_AGAIN)
    rows = [line.split(None, 3)[:3] for line in vertices]
    if any(len(row) < 3 for row in rows):
        raise CorruptFile("a point of the OFF has fewer than three numbers", EXPORT_AGAIN)
    polygons = [line.split() for line in rest[: claimed[1]]]
    sizes = integers([polygon[0] for polygon in polygons])
    if any(not 3 <= size < len(polygon) for size, polygon in zip(sizes, polygons, strict=True)):
        raise CorruptFile("a face of the OFF has fewer corners than it claims, or fewer than three", EXPORT_AGAIN)
    corners = [word for size, polygon in zip(sizes, polygons, strict=True) for word in polygon[1 : size + 1]]
    faces = fanned(np.array(integers(corners), dtype=np.int64), np.array(sizes, dtype=np.int64))
    points = floats([word for row in rows for word in row]).reshape(-1, 3)
    demand_corners_exist(faces, len(points))
    return RawMesh(points=points, faces=faces, findings=trailing(len(rest) - claimed[1], "lines"))
