"""DXF. text of an ASCII DXF -> the strokes of its drawing and its unit; blocks, texts and hatches are not followed."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.strokes import arc, b_spline, bulged
from orthogen.kernel.arrays import FloatArray

_AGAIN = "save the outline as an ASCII DXF of polylines, lines, arcs or splines"
_UNITS = {1: 25.4, 2: 304.8, 4: 1.0, 5: 10.0, 6: 1000.0, 8: 25.4e-6, 9: 0.0254, 13: 0.001, 14: 100.0}
_MOST_SPLINE_POINTS = 10_000

_BINARY, _BEGINS = b"AutoCAD Binary DXF", re.compile(rb"(0|999)[ \t]*[\r\n]")

Pair = tuple[int, str]


def sniff(data: bytes) -> bool:
    """True for text that begins with a section, or a comment, of group codes; or a binary DXF."""
    head = data[:65536].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(_BINARY) or (_BEGINS.match(head) is not None and b"SECTION" in head)


def read(data: bytes) -> tuple[list[FloatArray], float | None, tuple[str, ...]]:
    """Return strokes (n, 2), mm per unit ($INSUNITS) or None, and the kinds of entities that were left out.

    Read: LWPOLYLINE and POLYLINE with bulges, LINE, ARC, CIRCLE, SPLINE; z is dropped; an extrusion that looks down
    mirrors x, as the format says. Raises CorruptFile.
    """
    if data.startswith(_BINARY):
        raise CorruptFile("this is a binary DXF", _AGAIN)
    pairs = _pairs(data)
    strokes: list[FloatArray] = []
    skipped: dict[str, None] = {}
    for kind, groups in _entities(pairs):
        made = _READERS[kind](groups) if kind in _READERS else None
        if made is None:
            skipped[kind] = None
        elif len(made) > 1:
            strokes.append(made * (-1.0, 1.0) if _number(groups, 230, 1.0) < 0 else made)
    if not strokes:
        held = f"only {', '.join(skipped)}" if skipped else "no entities"
        raise CorruptFile(f"the DXF holds {held}, no outline that can be read", _AGAIN)
    return strokes, _unit(pairs), tuple(skipped)


def _pairs(data: bytes) -> list[Pair]:
    """Return (group code, value) for every two lines."""
    lines = data.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        return [(int(code), value.strip()) for code, value in zip(lines[::2], lines[1::2], strict=False)]
    except ValueError as error:
        raise CorruptFile(f"the DXF is broken: {str(error)[:80]} stands where a group code should be", _AGAIN) from None


def _entities(pairs: Sequence[Pair]) -> Iterator[tuple[str, list[Pair]]]:
    """Yield kind and groups of each entity; the vertices of a POLYLINE are its own groups."""
    inside, kind = False, ""
    groups: list[Pair] = []
    for (code, value), (_, name) in pairwise([*pairs, (0, "EOF")]):
        if code == 0 and not (kind == "POLYLINE" and value == "VERTEX"):
            if inside and kind not in ("", "SEQEND"):
                yield kind, groups
            kind, groups = ("" if value in ("SECTION", "ENDSEC", "EOF") else value), []
            inside = (value == "SECTION" and name == "ENTITIES") or (inside and value != "ENDSEC")
        else:
            groups.append((code, value))
    if inside and kind:
        raise CorruptFile("the DXF ends inside an entity", _AGAIN)


def _unit(pairs: Sequence[Pair]) -> float | None:
    """Return mm per unit as the header's $INSUNITS says; 0, and numbers for miles and light years, say nothing."""
    for (code, value), (_, said) in pairwise(pairs):
        if code == 9 and value == "$INSUNITS":
            return _UNITS.get(int(_float(said)))
    return None


def _polyline(groups: Sequence[Pair]) -> FloatArray:
    """Return the points of a light polyline: a vertex begins with its x, its bulge stands behind."""
    return _run([*_vertices(groups)], closed=bool(int(_number(groups, 70)) & 1))


def _old_polyline(groups: Sequence[Pair]) -> FloatArray:
    """Return the points of a POLYLINE with its vertices; frame points of a spline and meshes are none."""
    heads = [k for k, (code, value) in enumerate(groups) if code == 0 and value == "VERTEX"]
    flags = int(_number(groups[: heads[0]] if heads else groups, 70))
    vertices = []
    for start, end in pairwise([*heads, len(groups)]):
        vertex = groups[start:end]
        if not int(_number(vertex, 70)) & 16:
            vertices.append((_number(vertex, 10), _number(vertex, 20), _number(vertex, 42)))
    return np.zeros((0, 2)) if flags & 80 else _run(vertices, closed=bool(flags & 1))


def _vertices(groups: Sequence[Pair]) -> Iterator[tuple[float, float, float]]:
    starts = [k for k, (code, _) in enumerate(groups) if code == 10]
    for start, end in pairwise([*starts, len(groups)]):
        vertex = groups[start:end]
        yield _float(vertex[0][1]), _number(vertex, 20), _number(vertex, 42)


def _run(vertices: Sequence[tuple[float, float, float]], *, closed: bool) -> FloatArray:
    """Return the points along vertices (x, y, bulge of the piece that begins there)."""
    if len(vertices) < 2:
        return np.zeros((0, 2))
    ring = [*vertices, vertices[0]] if closed else list(vertices)
    pieces = [bulged(np.array(a[:2]), np.array(b[:2]), a[2]) for a, b in pairwise(ring)]
    return np.vstack([pieces[0][:1], *(piece[1:] for piece in pieces)])


def _line(groups: Sequence[Pair]) -> FloatArray:
    return np.array([[_number(groups, 10), _number(groups, 20)], [_number(groups, 11), _number(groups, 21)]])


def _arc(groups: Sequence[Pair]) -> FloatArray:
    start, end = (math.radians(_number(groups, code)) for code in (50, 51))
    sweep = (end - start) % (2.0 * math.pi) or 2.0 * math.pi
    return arc((_number(groups, 10), _number(groups, 20)), _number(groups, 40), start, sweep)


def _circle(groups: Sequence[Pair]) -> FloatArray:
    return arc((_number(groups, 10), _number(groups, 20)), _number(groups, 40), 0.0, 2.0 * math.pi)


def _spline(groups: Sequence[Pair]) -> FloatArray:
    """Return points along a spline by its control points, or its fit points joined where it has no others."""
    control, fit = (_columns(groups, codes) for codes in ((10, 20), (11, 21)))
    if max(len(control), len(fit)) > _MOST_SPLINE_POINTS:
        raise CorruptFile(f"a spline has more than {_MOST_SPLINE_POINTS} points", _AGAIN)
    if len(control) == 0:
        return fit
    knots, weights = (np.array([_float(value) for code, value in groups if code == which]) for which in (40, 41))
    whole = weights if len(weights) == len(control) else np.ones(len(control))
    return b_spline(control, knots, int(_number(groups, 71, 3)), whole)


def _columns(groups: Sequence[Pair], codes: tuple[int, int]) -> FloatArray:
    columns = [[_float(value) for code, value in groups if code == which] for which in codes]
    if len(columns[0]) != len(columns[1]):
        raise CorruptFile("a spline has points without y", _AGAIN)
    return np.array(columns).T.reshape(-1, 2)


def _number(groups: Sequence[Pair], code: int, default: float = 0.0) -> float:
    return next((_float(value) for each, value in groups if each == code), default)


def _float(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not abs(number) < 1e9:
        raise CorruptFile(f"{value[:24]!r} stands in the DXF where a number should be", _AGAIN)
    return number


_READERS: dict[str, Callable[[Sequence[Pair]], FloatArray]] = {
    "LWPOLYLINE": _polyline, "POLYLINE": _old_polyline, "LINE": _line, "ARC": _arc, "CIRCLE": _circle,
    "SPLINE": _spline,
}  # fmt: skip
