"""OBJ. text of a Wavefront OBJ -> raw mesh: positions and faces only, materials and normals never matter."""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN, NO_FACES, RawMesh, demand_bearable, demand_corners_exist, fanned
from orthogen.intake.text import BOM, chunks, declared_mm, floats, gathered, integers, is_text, lines_normalised
from orthogen.kernel.arrays import FloatArray, IntArray

_LINE = re.compile(rb"^[ \t]*([vf])[ \t]+([^#\n]*)", re.M)
_POINT = re.compile(rb"^[ \t]*v[tn]?[ \t]+[-+.0-9]", re.M)
_COMMENT = re.compile(rb"^[ \t]*#[^\n]*", re.M)
_PLACED = re.compile(rb"^[ \t]*p[ \t]+[-0-9]", re.M)
_CLAIM = re.compile(rb"#[ \t]*(Vertices|Faces):[ \t]*([0-9]{1,12})[ \t]*$", re.M)  # as MeshLab writes it
_LINE_END = re.compile(rb"(?<!\\)(?:\r\n?|(?<!\r)\n)")
_HEAD_BYTES = 65_536  # where exporters declare their unit, and where the first point stands


def sniff(data: bytes) -> bool:
    """True for a text with a line `v` (or `vt`, `vn`) and a number near its beginning."""
    head = data[:_HEAD_BYTES]
    return is_text(head.removeprefix(BOM)) and _POINT.search(lines_normalised(head)) is not None


def read(data: bytes) -> RawMesh:
    """Return points (colours behind x y z are skipped) and fanned faces; groups and materials are joined.

    Faces may count points backwards from the end (negative numbers). An OBJ without faces is a cloud only if it says
    so by point elements (lines `p`): without them it looks just like a mesh that was cut off inside its points.
    Raises IntakeError.
    """
    held = _Lines()
    points = gathered(held.points(chunk) for chunk in chunks(data.removeprefix(BOM), _LINE_END)).reshape(-1, 3)
    faces = held.faces()
    demand_corners_exist(faces, len(points))
    head = b"\n".join(_COMMENT.findall(lines_normalised(data[:_HEAD_BYTES])))
    for kind, many in _CLAIM.findall(head):
        there = len(points) if kind == b"Vertices" else held.polygons
        if there < int(many):
            told = (
                f"the OBJ is truncated: {there} of {int(many)} {'points' if kind == b'Vertices' else 'faces'} are there"
            )
            raise CorruptFile(told, EXPORT_AGAIN)
    if len(points) and held.polygons == 0 and not held.says_points:
        told = f"the OBJ holds {len(points)} points but no faces: it is cut off, or a cloud that does not say so"
        raise CorruptFile(told, "export the mesh again; save a point cloud as PLY or XYZ")
    return RawMesh(points=points, faces=faces, mm_per_unit=declared_mm(head))


class _Lines:
    """Takes the text piece by piece: points are given out, corners of faces are kept."""

    def __init__(self) -> None:
        self.polygons = 0
        self._triangles = 0
        self.says_points = False
        self._known = 0
        self._corners = [NO_FACES.reshape(-1)]
        self._sizes = [NO_FACES.reshape(-1)]

    def points(self, chunk: bytes) -> FloatArray:
        """Return the points (n, 3) in this piece of text."""
        text = lines_normalised(chunk).replace(b"\\\n", b" ")
        lines = _LINE.findall(text)
        kinds = np.frombuffer(b"".join([kind for kind, _ in lines]), np.uint8)
        points = _points([rest for kind, rest in lines if kind == b"v"])
        known_there = self._known + np.cumsum(kinds == ord("v"))[kinds == ord("f")]
        corners, sizes = _corners([rest for kind, rest in lines if kind == b"f"], known_there)
        self._corners.append(corners)
        self._sizes.append(sizes)
        self._known += len(points)
        self.polygons += len(sizes)
        self._triangles += len(corners) - 2 * len(sizes)
        self.says_points = self.says_points or _PLACED.search(text) is not None
        demand_bearable(points=self._known, faces=self._triangles)
        return points

    def faces(self) -> IntArray:
        """Return the fanned faces of all pieces so far."""
        return fanned(np.concatenate(self._corners), np.concatenate(self._sizes))


def _points(lines: list[bytes]) -> FloatArray:
    rows = [line.split(None, 3)[:3] for line in lines]
    if any(len(row) < 3 for row in rows):
        raise CorruptFile("a point of the OBJ has fewer than three numbers", EXPORT_AGAIN)
    return floats([word for row in rows for word in row]).reshape(-1, 3)


def _corners(lines: list[bytes], known: IntArray) -> tuple[IntArray, IntArray]:
    """Return the corners, counted from 0, of these faces as one run and their number per face.

    known (n,): how many points the file had given when it gave each face.
    """
    rows = [line.split() for line in lines]
    sizes = np.array([len(row) for row in rows], dtype=np.int64)
    if bool((sizes < 3).any()):
        raise CorruptFile("a face of the OBJ has fewer than three corners", EXPORT_AGAIN)
    named = np.array(integers([word.partition(b"/")[0] for row in rows for word in row]), dtype=np.int64)
    if bool((named == 0).any()):
        raise CorruptFile("a face of the OBJ names point 0, but OBJ counts from 1", EXPORT_AGAIN)
    return np.where(named < 0, named + np.repeat(known, sizes), named - 1), sizes
