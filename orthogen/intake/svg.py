"""SVG. bytes of an SVG -> the strokes of its drawing, y turned up, and its unit; no other file is opened."""

import math
import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.strokes import arc
from orthogen.intake.svg_path import path_strokes
from orthogen.kernel.arrays import FloatArray

_AGAIN = "save the outline as a plain SVG with one closed path"
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72.0, "pc": 25.4 / 6.0, "q": 0.25}
_HIDDEN = {"defs", "clippath", "mask", "symbol", "pattern", "marker", "lineargradient", "radialgradient", "filter"}
_MOST_TAGS, _MOST_DEEP = 100_000, 200
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_LENGTH = re.compile(rf"\s*({_NUMBER.pattern})\s*([a-zA-Z%]*)\s*")
_STEP = re.compile(r"(\w+)\s*\(([^)]*)\)")


def sniff(data: bytes) -> bool:
    """True for XML whose first tags name svg."""
    head = data[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in head.lower()


def read(data: bytes) -> tuple[list[FloatArray], float | None, tuple[str, ...]]:
    """Return strokes (n, 2), mm per unit or None, and the kinds of elements that were left out.

    Read: path, polygon, polyline, line, rect, circle, ellipse under the transforms above them; hidden ones and
    definitions are none. The unit comes from width and viewBox where the width is in mm, cm, in, pt or pc; px say
    nothing. Entities of its own make a file hostile: it is refused before they grow. Raises CorruptFile.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise CorruptFile(f"the SVG is no well-formed XML: {error}", _AGAIN) from error
    if not reader.strokes:
        held = f"only {', '.join(reader.skipped)}" if reader.skipped else "no shapes"
        raise CorruptFile(f"the SVG holds {held}, no outline that can be read", _AGAIN)
    upwards = [stroke * (1.0, -1.0) for stroke in reader.strokes]
    return upwards, reader.mm_per_unit, tuple(reader.skipped)


def _refuse_entity(*_: object) -> None:
    raise CorruptFile("the SVG declares entities of its own, which a drawing does not need", _AGAIN)


class _Reader:
    """Listens to the tags of one file."""

    def __init__(self) -> None:
        self.strokes: list[FloatArray] = []
        self.mm_per_unit: float | None = None
        self.skipped: dict[str, None] = {}
        self._matrices = [np.eye(3)]
        self._hidden = 0
        self._tags = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take in one element under the transforms that are open."""
        name = tag.rpartition(":")[2].lower()
        self._tags += 1
        if self._tags > _MOST_TAGS or len(self._matrices) > _MOST_DEEP:
            raise CorruptFile(f"the SVG has more than {_MOST_TAGS} elements or is {_MOST_DEEP} deep", _AGAIN)
        if len(self._matrices) == 1 and name == "svg":
            self.mm_per_unit = _unit(attributes)
        matrix = self._matrices[-1] @ _transform(attributes.get("transform", ""))
        self._matrices.append(matrix)
        hides = name in _HIDDEN or re.search(r"display\s*:\s*none", attributes.get("style", "")) is not None
        if self._hidden or hides or attributes.get("display") == "none":
            self._hidden += 1
        elif name in _SHAPES:
            self.strokes += [
                stroke @ matrix[:2, :2].T + matrix[:2, 2] for stroke in _SHAPES[name](attributes) if len(stroke) > 1
            ]
        elif name in ("use", "text", "image"):
            self.skipped[name] = None

    def end(self, _: str) -> None:
        """Leave an element."""
        self._matrices.pop()
        self._hidden = max(0, self._hidden - 1)


def _unit(attributes: Mapping[str, str]) -> float | None:
    """Return mm per user unit by the width of the page and its viewBox; None where the width is in px or not said."""
    said = _LENGTH.fullmatch(attributes.get("width", ""))
    box = [float(number) for number in _NUMBER.findall(attributes.get("viewBox", ""))]
    mm = _MM.get(said[2].lower()) if said else None
    if not said or mm is None or not float(said[1]) > 0:
        return None
    if not box:  # without a viewBox a user unit is a px of 1/96 in, by the SVG specification
        return 25.4 / 96.0
    return float(said[1]) * mm / box[2] if len(box) == 4 and box[2] > 0 else None


def _transform(text: str) -> FloatArray:
    """Return the 3×3 matrix of a transform list."""
    matrix = np.eye(3)
    for name, inside in _STEP.findall(text):
        numbers = [float(number) for number in _NUMBER.findall(inside)]
        if name not in _STEPS or len(numbers) not in _STEPS[name][0]:
            raise CorruptFile(f"the SVG has a transform {name}({inside[:40]}) that means nothing", _AGAIN)
        matrix = matrix @ _STEPS[name][1](numbers)
    return matrix


def _matrix(a: float, b: float, c: float, d: float, e: float, f: float) -> FloatArray:
    return np.array([[a, c, e], [b, d, f], [0.0, 0.0, 1.0]])


def _turn(numbers: list[float]) -> FloatArray:
    turn, (x, y) = math.radians(numbers[0]), numbers[1:] or (0.0, 0.0)
    cos, sin = math.cos(turn), math.sin(turn)
    return _matrix(1, 0, 0, 1, x, y) @ _matrix(cos, sin, -sin, cos, 0, 0) @ _matrix(1, 0, 0, 1, -x, -y)


_STEPS: dict[str, tuple[tuple[int, ...], Callable[[list[float]], FloatArray]]] = {
    "matrix": ((6,), lambda n: _matrix(*n)),
    "translate": ((1, 2), lambda n: _matrix(1, 0, 0, 1, n[0], n[1] if len(n) > 1 else 0.0)),
    "scale": ((1, 2), lambda n: _matrix(n[0], 0, 0, n[-1], 0, 0)),
    "rotate": ((1, 3), _turn),
    "skewX": ((1,), lambda n: _matrix(1, 0, math.tan(math.radians(n[0])), 1, 0, 0)),
    "skewY": ((1,), lambda n: _matrix(1, math.tan(math.radians(n[0])), 0, 1, 0, 0)),
}


def _points(attributes: Mapping[str, str]) -> FloatArray:
    numbers = [float(number) for number in _NUMBER.findall(attributes.get("points", ""))]
    return np.array(numbers[: len(numbers) // 2 * 2]).reshape(-1, 2)


def _polygon(attributes: Mapping[str, str]) -> list[FloatArray]:
    points = _points(attributes)
    return [np.vstack([points, points[:1]])]


def _values(attributes: Mapping[str, str], *names: str) -> list[float]:
    """Return these lengths in user units; one that is missing is 0, one in another unit is refused."""
    found = []
    for name in names:
        said = _LENGTH.fullmatch(attributes.get(name, "0"))
        if said is None or said[2] not in ("", "px"):
            raise CorruptFile(f"the SVG has {name}={attributes[name][:24]!r}, no length in its own unit", _AGAIN)
        found.append(float(said[1]))
    return found


def _rect(attributes: Mapping[str, str]) -> list[FloatArray]:
    x, y, wide, high = _values(attributes, "x", "y", "width", "height")
    return [np.array([[x, y], [x + wide, y], [x + wide, y + high], [x, y + high], [x, y]])]


def _ellipse(attributes: Mapping[str, str]) -> list[FloatArray]:
    x, y, radius, along, across = _values(attributes, "cx", "cy", "r", "rx", "ry")
    unit = arc((0.0, 0.0), 1.0, 0.0, 2.0 * math.pi)
    return [unit * (along or radius, across or radius) + (x, y)]


_SHAPES: dict[str, Callable[[Mapping[str, str]], list[FloatArray]]] = {
    "path": lambda attributes: path_strokes(attributes.get("d", "")),
    "polygon": _polygon,
    "polyline": lambda attributes: [_points(attributes)],
    "line": lambda attributes: [np.array(_values(attributes, "x1", "y1", "x2", "y2")).reshape(2, 2)],
    "rect": _rect,
    "circle": _ellipse,
    "ellipse": _ellipse,
}
