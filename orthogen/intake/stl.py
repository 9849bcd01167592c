"""STL. bytes of a binary or text STL -> raw mesh; judged by size, never by the word `solid`."""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN, RawMesh, as_double, demand_bearable, trailing
from orthogen.intake.text import BOM, chunks, floats, gathered, is_text, lines_normalised
from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding

_FACET_BYTES = 50
_MOST_NAMES = 200_000
_FACETS = re.compile(rb"\bfacet\b|endsolid", re.I)
_SOLID = re.compile(rb"[\s]*solid\b", re.I)
_END = re.compile(rb"(?:^|[\r\n])[ \t]*end[ \t]*solid\b[^\r\n]*\Z", re.I)
_FACET_END = re.compile(rb"\bendfacet\b", re.I)
_PADDING = b" \t\r\n\0\x1a"
_TAIL_BYTES = 65_536


def sniff(data: bytes) -> bool:
    """True if the size fits the binary face count, or the text begins with `solid` and holds a facet."""
    return _size_fits(data) or (_is_text_stl(data) and _FACETS.search(data, 0, _TAIL_BYTES) is not None)


def read(data: bytes) -> RawMesh:
    """Return every triangle as stored: three points per face, in file order.

    Bytes behind the last face of a binary STL are a finding; a file with fewer faces than it claims is refused.
    Raises CorruptFile.
    """
    corners, findings = _text(data) if not _size_fits(data) and _is_text_stl(data) else _binary(data)
    if len(corners) == 0:
        raise CorruptFile("the STL holds no faces", EXPORT_AGAIN)
    return RawMesh(points=corners, faces=np.arange(len(corners)).reshape(-1, 3), findings=findings)


def _size_fits(data: bytes) -> bool:
    long_enough = len(data) >= stl.HEADER_BYTES
    return long_enough and len(data) == stl.HEADER_BYTES + _FACET_BYTES * stl.binary_face_count(data)


def _is_text_stl(data: bytes) -> bool:
    return _SOLID.match(data.removeprefix(BOM)[:512]) is not None and is_text(data)


def _binary(data: bytes) -> tuple[FloatArray, tuple[Finding, ...]]:
    if len(data) < stl.HEADER_BYTES:
        raise CorruptFile(f"a binary STL has at least 84 bytes, this file {len(data)}", EXPORT_AGAIN)
    claimed, there = stl.binary_face_count(data), (len(data) - stl.HEADER_BYTES) // _FACET_BYTES
    if claimed > there:
        raise CorruptFile(f"the binary STL is truncated: {there} of {claimed} faces are there", EXPORT_AGAIN)
    if claimed == 0 and there > 0:
        raise CorruptFile(f"the STL claims 0 faces, but bytes for {there} follow", EXPORT_AGAIN)
    demand_bearable(faces=claimed)
    extra = len(data) - stl.HEADER_BYTES - _FACET_BYTES * claimed
    return as_double(stl.triangles(data).reshape(-1, 3)), trailing(extra)


def _text(data: bytes) -> tuple[FloatArray, tuple[Finding, ...]]:
    if not _END.search(_tail(data)):
        faces = data.count(b"endfacet") + data.count(b"ENDFACET")
        raise CorruptFile(f"the text STL is truncated: no `endsolid` after {faces} complete faces", EXPORT_AGAIN)
    held = _Facets()
    corners = gathered(held.corners(chunk) for chunk in chunks(data, _FACET_END)).reshape(-1, 3)
    findings: tuple[Finding, ...] = ()
    if held.names > 2:
        note = f"The file holds {held.names // 2} solids; they were taken as one."
        findings += (Finding(check="several_solids", note=note, measured=float(held.names // 2)),)
    if held.commas:
        note = "Decimal commas were read as points."
        findings += (Finding(check="decimal_commas", note=note, measured=float(held.commas)),)
    return corners, findings


def _tail(data: bytes) -> bytes:
    """Return the end of the data without the blanks and zeros that pad it."""
    end = len(data)
    while end > 0:
        held = data[max(0, end - _TAIL_BYTES) : end].rstrip(_PADDING)
        if held:
            return held
        end -= _TAIL_BYTES
    return b""


class _Facets:
    """Takes the text piece by piece, so that no second copy of it is ever held, and counts what it saw."""

    def __init__(self) -> None:
        self.names = 0
        self.commas = 0
        self._faces = 0

    def corners(self, chunk: bytes) -> FloatArray:
        """Return the corners (3 n, 3) of the n whole facets in this piece of text."""
        text, names = _without_names(lines_normalised(chunk).lower())
        self.names += names
        if self.names > _MOST_NAMES:
            raise CorruptFile(f"the text STL names over {_MOST_NAMES // 2} solids", EXPORT_AGAIN)
        if commas := text.count(b","):
            self.commas += commas
            text = text.replace(b",", b".")
        corners = _corners(text)
        self._faces += len(corners) // 3
        demand_bearable(faces=self._faces)
        return corners


def _without_names(text: bytes) -> tuple[bytes, int]:
    """Return the text without its lines `solid NAME` and `endsolid NAME`, where any word may stand, and their number.

    Found by searching for the word: a regular expression takes ten times as long.
    """
    kept, count, at = list[bytes](), 0, 0
    while (found := text.find(b"solid", at)) >= 0:
        kept.append(text[at : text.rfind(b"\n", at, found) + 1 or at])
        end = text.find(b"\n", found)
        at = end if end >= 0 else len(text)
        count += 1
    return b"".join([*kept, text[at:]]), count


def _corners(chunk: bytes) -> FloatArray:
    """Return the corners (3 n, 3) of the n whole facets in this piece of text."""
    pieces = chunk.split(b"vertex")
    faces = chunk.count(b"endfacet")
    closed = all(b"endloop" in piece for piece in pieces[3::3])
    if len(pieces) - 1 != 3 * faces or chunk.count(b"endloop") != faces or not closed:
        raise CorruptFile("a face of the text STL does not have exactly three corners", EXPORT_AGAIN)
    words = [word for piece in pieces[1:] for word in piece.split(None, 3)[:3]]
    if len(words) != 9 * faces:
        raise CorruptFile("a corner of the text STL has fewer than three numbers", EXPORT_AGAIN)
    return floats(words).reshape(-1, 3)
