"""Nodes of VRML 2.0. text -> the shapes of its tree of nodes, each with the matrix that places it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from orthogen.errors import CorruptFile, UnknownFormat
from orthogen.intake.raw import EXPORT_AGAIN, demand_bearable
from orthogen.intake.text import chunks, floats, gathered, whole
from orthogen.kernel.arrays import FloatArray, IntArray

_TOKEN = re.compile(rb'[\s,]*+(#[^\r\n]*|"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]"]|[^\s,{}\[\]"#]+)', re.S)
_NUMBERS = re.compile(rb"(?:[\s,]++|#[^\r\n]*+)*+[-+.0-9\]]")
_COMMENT = re.compile(rb"#[^\r\n]*")
_LIST_END = re.compile(rb"[\]#]")
_SPACE = re.compile(rb"[\s,]")
_TRANSFORM = {b"translation": 3, b"rotation": 4, b"scale": 3, b"center": 3, b"scaleOrientation": 4}
_OTHER_SHAPES = {b"Box", b"Cone", b"Cylinder", b"Sphere", b"ElevationGrid", b"Extrusion", b"Text"}
_UNREAD = {b"PROTO", b"EXTERNPROTO", b"LOD", b"Switch"}
_MOST_DEEP, _MOST_SHAPES, _MOST_WORDS = 100, 10_000, 200_000


@dataclass(frozen=True, kw_only=True)
class Shape:
    """points (n, 3); corners as one run and their number per polygon; none for a PointSet; matrix 4×4 on columns."""

    points: FloatArray
    corners: IntArray
    sizes: IntArray
    clockwise: bool
    matrix: FloatArray


@dataclass(kw_only=True)
class _Node:
    """One node while it is open."""

    kind: bytes
    name: bytes = b""
    points: FloatArray = field(default_factory=lambda: np.empty(0))
    corners: FloatArray = field(default_factory=lambda: np.empty(0))
    clockwise: bool = False
    fields: dict[bytes, FloatArray] = field(default_factory=dict)
    shapes: list[Shape] = field(default_factory=list)


class World:
    """Walks through the text once; long lists of numbers are cut out whole, all else is taken word by word."""

    def __init__(self, text: bytes) -> None:
        self.elsewhere = 0
        self.unread = 0
        self._text = text
        self._at = 0
        self._words = 0
        self._named: dict[bytes, _Node] = {}
        self._open = [_Node(kind=b"")]
        self._listed = {b"point": 0, b"coordIndex": 0}

    def shapes(self) -> list[Shape]:
        """Return all shapes of the world, in the order of the file. Raises IntakeError."""
        before, name = b"", b""
        for word in self._tokens():
            match word:
                case b"{":
                    self._begin(before, name)
                    name = b""
                case b"}":
                    self._end()
                case b"[":
                    self._list(before)
                case b"DEF":
                    name = next(self._tokens(), b"")
                case b"USE":
                    self._use(next(self._tokens(), b""))
                case _ if word in _UNREAD:
                    told = f"the VRML uses {word.decode()}, which is not read"
                    raise UnknownFormat(told, "export plain shapes, or STL or PLY")
                case _:
                    self._field(word)
            before = word
        if len(self._open) > 1:
            raise CorruptFile(f"the VRML is truncated: {len(self._open) - 1} brackets are not closed", EXPORT_AGAIN)
        return self._open[0].shapes

    def _tokens(self) -> Iterator[bytes]:
        while found := _TOKEN.match(self._text, self._at):
            self._at = found.end()
            self._count()
            if found[1] == b'"':
                raise CorruptFile("the VRML is truncated inside a text", EXPORT_AGAIN)
            if found[1][:1] not in b'#"':
                yield found[1]

    def _count(self) -> None:
        self._words += 1
        if self._words > _MOST_WORDS:
            raise CorruptFile(f"the VRML has over {_MOST_WORDS} words outside its lists of numbers", EXPORT_AGAIN)

    def _begin(self, kind: bytes, name: bytes) -> None:
        if len(self._open) > _MOST_DEEP:
            raise CorruptFile(f"the VRML nests its nodes more than {_MOST_DEEP} deep", EXPORT_AGAIN)
        self.elsewhere += kind == b"Inline"
        self.unread += kind in _OTHER_SHAPES
        self._open.append(_Node(kind=kind, name=name))

    def _end(self) -> None:
        if len(self._open) == 1:
            raise CorruptFile("the VRML closes a bracket that it never opened", EXPORT_AGAIN)
        node = self._open.pop()
        match node.kind:
            case b"Transform":
                matrix = _matrix(node.fields)
                with np.errstate(all="ignore"):  # what overflows is counted later as points that are not finite
                    node.shapes = [replace(shape, matrix=matrix @ shape.matrix) for shape in node.shapes]
            case b"IndexedFaceSet" | b"PointSet":
                node.shapes = [_shape(node)]
        if node.name:
            self._named[node.name] = node
        self._hand_up(node)

    def _hand_up(self, node: _Node) -> None:
        """Give the parent what a node has become."""
        parent = self._open[-1]
        if node.kind == b"Coordinate":
            parent.points = node.points
        parent.shapes += node.shapes
        if len(parent.shapes) > _MOST_SHAPES:
            raise CorruptFile(f"the VRML repeats its shapes to over {_MOST_SHAPES}", EXPORT_AGAIN)

    def _use(self, name: bytes) -> None:
        if name in self._named:  # else a texture or another thing without a shape, or a node inside itself
            self._hand_up(self._named[name])

    def _field(self, word: bytes) -> None:
        node = self._open[-1]
        if node.kind == b"Transform" and word in _TRANSFORM:
            words = [next(self._tokens(), b"") for _ in range(_TRANSFORM[word])]
            node.fields[word] = floats(words)
        elif word == b"ccw":
            node.clockwise = next(self._tokens(), b"") == b"FALSE"

    def _list(self, name: bytes) -> None:
        """Take a list of numbers whole; a list of nodes or texts is walked through like everything else."""
        if not _NUMBERS.match(self._text, self._at):
            return
        start, end = self._at, self._list_end()
        self._at = end + 1
        node = self._open[-1]
        if (node.kind, name) == (b"Coordinate", b"point"):
            node.points = self._numbers(name, start, end)
        elif (node.kind, name) == (b"IndexedFaceSet", b"coordIndex"):
            node.corners = self._numbers(name, start, end)

    def _list_end(self) -> int:
        at = self._at
        while found := _LIST_END.search(self._text, at):
            if found[0] == b"]":
                return found.start()
            comment = _COMMENT.match(self._text, found.start())
            at = comment.end() if comment else found.end()
            self._count()
        raise CorruptFile("the VRML is truncated inside a list of numbers", EXPORT_AGAIN)

    def _numbers(self, name: bytes, start: int, end: int) -> FloatArray:
        parts = chunks(self._text, _SPACE, start=start, end=end)
        return gathered(self._counted(name, _COMMENT.sub(b"", part).replace(b",", b" ").split()) for part in parts)

    def _counted(self, name: bytes, words: list[bytes]) -> FloatArray:
        self._listed[name] += len(words)
        demand_bearable(points=self._listed[b"point"] // 3, faces=self._listed[b"coordIndex"] // 4)
        return floats(words)


def _shape(node: _Node) -> Shape:
    if len(node.points) % 3:
        raise CorruptFile("a point of the VRML has fewer than three numbers", EXPORT_AGAIN)
    named = whole(node.corners)
    ends = np.flatnonzero(np.append(named, -1) == -1)
    sizes = np.diff(ends, prepend=-1) - 1
    sizes = sizes[sizes > 0]
    if bool((sizes < 3).any()):
        raise CorruptFile("a face of the VRML has fewer than three corners", EXPORT_AGAIN)
    return Shape(
        points=node.points.reshape(-1, 3),
        corners=named[named != -1],
        sizes=sizes,
        clockwise=node.clockwise,
        matrix=np.eye(4),
    )


def _matrix(fields: dict[bytes, FloatArray]) -> FloatArray:
    """Return T · C · R · SR · S · SR⁻¹ · C⁻¹ (VRML 2.0, ISO/IEC 14772-1, 6.52)."""
    centre = _moved(fields.get(b"center", np.zeros(3)))
    tilt = _turned(fields.get(b"scaleOrientation", np.array([0.0, 0.0, 1.0, 0.0])))
    size = np.diag([*fields.get(b"scale", np.ones(3)), 1.0])
    turn = _turned(fields.get(b"rotation", np.array([0.0, 0.0, 1.0, 0.0])))
    shift = _moved(fields.get(b"translation", np.zeros(3)))
    back = 2.0 * np.eye(4) - centre
    with np.errstate(all="ignore"):  # as above
        matrix: FloatArray = shift @ centre @ turn @ tilt @ size @ tilt.T @ back
    return matrix


def _moved(by: FloatArray) -> FloatArray:
    matrix = np.eye(4)
    matrix[:3, 3] = by
    return matrix


def _turned(axis_and_angle: FloatArray) -> FloatArray:
    """Return the 4×4 rotation about an axis x, y, z by an angle in radians (Rodrigues)."""
    matrix = np.eye(4)
    with np.errstate(all="ignore"):
        length = float(np.linalg.norm(axis_and_angle[:3]))
        x, y, z = axis_and_angle[:3] / (length or 1.0)
        cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
        sine, cosine = np.sin(axis_and_angle[3]), np.cos(axis_and_angle[3])
        matrix[:3, :3] += sine * cross + (1.0 - cosine) * cross @ cross
    return matrix
