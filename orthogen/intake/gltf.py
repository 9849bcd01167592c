"""Text of glTF 2.0. JSON, with its geometry inside or in files beside it -> raw mesh in metres."""

import re
from collections.abc import Callable
from dataclasses import replace

from orthogen.errors import CorruptFile
from orthogen.intake.gltf_scene import Json, decoded, mesh_of
from orthogen.intake.raw import EXPORT_AGAIN, RawMesh
from orthogen.intake.text import BOM, is_text
from orthogen.records.finding import Finding

_START = re.compile(rb"\s*\{")
_MOST_INSIDE = 10_000
_INSIDE = re.compile(rb'"(data:[^"]*)"')


def sniff(data: bytes) -> bool:
    """True for a text that is one JSON object and speaks of an asset, as glTF demands."""
    return _START.match(data[:4096].removeprefix(BOM)) is not None and b'"asset"' in data and is_text(data)


def read(data: bytes, beside: Callable[[str], bytes]) -> RawMesh:
    """Return all triangles of the scene (points where it has none), in scene coordinates; see `gltf_scene.mesh_of`.

    Geometry written into the text is taken out of it before the text is understood, so that its size is no burden.
    `beside` gives the bytes of a file of the same folder, and refuses every other address. Raises IntakeError.
    """
    inside: list[tuple[int, int]] = []

    def noted(found: re.Match[bytes]) -> bytes:
        inside.append(found.span(1))
        if len(inside) > _MOST_INSIDE:
            raise CorruptFile(f"the glTF holds over {_MOST_INSIDE} buffers and pictures", EXPORT_AGAIN)
        return b'"data:%d"' % (len(inside) - 1)

    body = data.removeprefix(BOM)
    text = _INSIDE.sub(noted, body)
    outside: dict[str, bytes] = {}

    def fetch(item: Json) -> bytes:
        uri = item.get("uri")
        if not isinstance(uri, str):
            raise CorruptFile("a buffer of the glTF does not say where its bytes are", EXPORT_AGAIN)
        if uri.startswith("data:"):
            start, end = inside[int(uri.removeprefix("data:"))]
            return decoded(body[start:end].replace(b"\\", b""))
        if uri not in outside:
            outside[uri] = beside(uri)
        return outside[uri]

    return replace(mesh_of(text, fetch), findings=_read_beside(outside))


def _read_beside(outside: dict[str, bytes]) -> tuple[Finding, ...]:
    if not outside:
        return ()
    size = sum(map(len, outside.values()))
    note = f"The geometry came from {len(outside)} file(s) beside the scan ({size} bytes)."
    return (Finding(check="geometry_beside", note=note, measured=float(size), unit="bytes"),)
