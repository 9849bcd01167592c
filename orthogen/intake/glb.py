"""GLB. bytes of a binary glTF 2.0 -> raw mesh in metres."""

import struct
from dataclasses import replace

from orthogen.errors import CorruptFile, UnknownFormat
from orthogen.intake.gltf_scene import UNCOMPRESSED, Json, decoded, mesh_of
from orthogen.intake.raw import EXPORT_AGAIN, RawMesh, trailing

_JSON, _BIN = 0x4E4F534A, 0x004E4942


def sniff(data: bytes) -> bool:
    """True if the data begins with `glTF`."""
    return data.startswith(b"glTF")


def read(data: bytes) -> RawMesh:
    """Return all triangles of the scene (points where it has none), in scene coordinates; see `gltf_scene.mesh_of`.

    Refused by name: truncated files, geometry in other files. Raises IntakeError.
    """
    text, binary, end = _chunks(data)

    def fetch(item: Json) -> bytes:
        uri = item.get("uri")
        if uri is None:
            return binary
        if not uri.startswith("data:"):
            raise UnknownFormat("the GLB keeps its geometry in another file", "export one GLB that holds everything")
        return decoded(uri.encode())

    return replace(mesh_of(text, fetch), findings=trailing(len(data) - end))


def _chunks(data: bytes) -> tuple[bytes, bytes, int]:
    """Return the JSON chunk, the binary chunk (empty if there is none) and where the file should end."""
    if len(data) < 20:
        raise CorruptFile(f"the GLB is truncated: {len(data)} bytes are there, its header alone has 20", EXPORT_AGAIN)
    _, version, length, text_length, kind = struct.unpack_from("<5I", data)
    if version != 2 or kind != _JSON:
        raise UnknownFormat(f"this GLB is of version {version}; only glTF 2.0 is read", UNCOMPRESSED)
    if length > len(data) or 20 + text_length > length:
        raise CorruptFile(f"the GLB is truncated: {len(data)} of {length} bytes are there", EXPORT_AGAIN)
    text, at = data[20 : 20 + text_length], 20 + text_length
    if at + 8 > length:
        return text, b"", length
    binary_length, kind = struct.unpack_from("<2I", data, at)
    if kind != _BIN or at + 8 + binary_length > length:
        raise CorruptFile("the binary part of the GLB does not fit into the file", EXPORT_AGAIN)
    return text, data[at + 8 : at + 8 + binary_length], length
