"""OFF. text of an OFF file -> raw mesh; colours, normals and texture coordinates are skipped."""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.raw import (
    EXPORT_AGAIN,
    NO_FACES,
    RawMesh,
    demand_bearable,
    demand_corners_exist,
    fanned,
    trailing,
)
from orthogen.intake.text import BOM, chunks, floats, gathered, integers, is_text, lines_normalised
from orthogen.kernel.arrays import FloatArray, IntArray

_START = re.compile(rb"(?:ST)?C?N?OFF[ \t]*(?=[\n\r#]|[0-9])")
_COMMENT = re.compile(rb"#[^\n]*")
_LINE_END = re.compile(rb"[\r\n]")


def sniff(data: bytes) -> bool:
    """True for a text that begins with OFF, COFF, NOFF, CNOFF or STOFF."""
    head = data[:4096].removeprefix(BOM)
    return _START.match(head) is not None and is_text(head)


def read(data: bytes) -> RawMesh:
    """Return the points and the fanned faces of a text OFF; without faces it is a cloud. Raises IntakeError."""
    held = _Lines()
    body = _START.sub(b"", data.removeprefix(BOM), count=1)
    points = gathered(held.points(chunk) for chunk in chunks(body, _LINE_END)).reshape(-1, 3)
    faces = held.faces(len(points))
    return RawMesh(points=points, faces=faces, findings=trailing(held.extra, "lines"))


class _Lines:
    """Takes the text piece by piece: the counts, then so many points, then so many faces."""

    def __init__(self) -> None:
        self.extra = 0
        self._triangles = 0
        self._claimed: list[int] = []
        self._there = [0, 0]
        self._corners = [NO_FACES.reshape(-1)]
        self._sizes = [NO_FACES.reshape(-1)]

    def points(self, chunk: bytes) -> FloatArray:
        """Return the points (n, 3) in this piece of text; faces are kept."""
        text = _COMMENT.sub(b"", lines_normalised(chunk))
        rows = [row for line in text.split(b"\n") if (row := line.split())]
        if rows and not self._claimed:
            self._claimed = _counts(rows.pop(0))
        left = [claim - there for claim, there in zip(self._claimed, self._there, strict=False)] or [0, 0]
        vertices, polygons = rows[: left[0]], rows[left[0] :][: left[1]]
        self._there = [self._there[0] + len(vertices), self._there[1] + len(polygons)]
        self.extra += len(rows) - len(vertices) - len(polygons)
        corners, sizes = _corners(polygons)
        self._triangles += len(corners) - 2 * len(sizes)
        demand_bearable(faces=self._triangles)
        self._corners.append(corners)
        self._sizes.append(sizes)
        if any(len(row) < 3 for row in vertices):
            raise CorruptFile("a point of the OFF has fewer than three numbers", EXPORT_AGAIN)
        return floats([word for row in vertices for word in row[:3]]).reshape(-1, 3)

    def faces(self, points: int) -> IntArray:
        """Return the fanned faces; raises CorruptFile if the file holds less than it claims."""
        if not self._claimed:
            raise _no_counts()
        for kind, many, there in zip(("points", "faces"), self._claimed, self._there, strict=True):
            if there < many:
                raise CorruptFile(f"the OFF is truncated: {there} of {many} {kind} are there", EXPORT_AGAIN)
        faces = fanned(np.concatenate(self._corners), np.concatenate(self._sizes))
        demand_corners_exist(faces, points)
        return faces


def _counts(row: list[bytes]) -> list[int]:
    claimed = integers(row[:2])
    if len(claimed) < 2 or min(claimed) < 0:
        raise _no_counts()
    demand_bearable(points=claimed[0], faces=claimed[1])
    return claimed


def _no_counts() -> CorruptFile:
    return CorruptFile("the OFF does not say how many points and faces it holds", EXPORT_AGAIN)


def _corners(polygons: list[list[bytes]]) -> tuple[IntArray, IntArray]:
    sizes = integers([polygon[0] for polygon in polygons])
    if any(not 3 <= size < len(polygon) for size, polygon in zip(sizes, polygons, strict=True)):
        raise CorruptFile("a face of the OFF has fewer corners than it claims, or fewer than three", EXPORT_AGAIN)
    named = [word for size, polygon in zip(sizes, polygons, strict=True) for word in polygon[1 : size + 1]]
    return np.array(integers(named), dtype=np.int64), np.array(sizes, dtype=np.int64)
