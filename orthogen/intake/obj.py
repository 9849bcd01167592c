"""OBJ. text of a Wavefront OBJ -> raw mesh: positions and faces only, materials and normals never matter."""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN, NO_FACES, RawMesh, demand_corners_exist, fanned
from orthogen.intake.text import BOM, chunks, declared_mm, floats, integers, is_text, lines_normalised
from orthogen.kernel.arrays import FloatArray, IntArray

_LINE = re.compile(rb"^[ \t]*([vf])[ \t]+([^#\n]*)", re.M)
_POINT = re.compile(rb"^[ \t]*v[ \t]+[-+.0-9]", re.M)
_COMMENT = re.compile(rb"^[ \t]*#[^\n]*", re.M)
_LINE_END = re.compile(rb"\n")
_HEAD_BYTES = 65_536  # where exporters declare their unit


def sniff(data: bytes) -> bool:
    """True for a text with a line `v` and a number."""
    return is_text(data.removeprefix(BOM)) and _POINT.search(lines_normalised(data)) is not None


def read(data: bytes) -> RawMesh:
    """Return points (colours behind x y z are skipped) and fanned faces; groups and materials are joined.

    Faces may count points backwards from the end (negative numbers). Raises CorruptFile.
    """
    text = lines_normalised(data).replace(b"\\\n", b" ")
    points: list[FloatArray] = [np.empty((0, 3))]
    corners, sizes = [NO_FACES.reshape(-1)], [NO_FACES.reshape(-1)]
    known = 0
    for chunk in chunks(text, _LINE_END):
        lines = _LINE.findall(chunk)
        kinds = np.frombuffer(b"".join([kind for kind, _ in lines]), np.uint8)
        points.append(_points([rest for kind, rest in lines if kind == b"v"]))
        known_there = known + np.cumsum(kinds == ord("v"))[kinds == ord("f")]
        own, own_sizes = _corners([rest for kind, rest in lines if kind == b"f"], known_there)
        corners.append(own)
        sizes.append(own_sizes)
        known += len(points[-1])
    faces = fanned(np.concatenate(corners), np.concatenate(sizes))
    demand_corners_exist(faces, known)
    comments = b"\n".join(_COMMENT.findall(text[:_HEAD_BYTES]))
    return RawMesh(points=np.concatenate(points), faces=faces, mm_per_unit=declared_mm(comments))


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
