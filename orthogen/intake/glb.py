"""GLB. bytes of a binary glTF 2.0 -> raw mesh in metres: every node of the scene, its transform applied."""

import base64
import json
import struct
from typing import Any

import numpy as np

from orthogen.errors import CorruptFile, UnknownFormat
from orthogen.intake.raw import EXPORT_AGAIN, MOST_POINTS, NO_FACES, RawMesh, as_double, demand_corners_exist, trailing
from orthogen.kernel.arrays import FloatArray, IntArray

_JSON, _BIN = 0x4E4F534A, 0x004E4942
_TYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC3": 3}
_POINTS, _TRIANGLES, _STRIP, _FAN = 0, 4, 5, 6
_HARMLESS = ("KHR_materials_", "KHR_texture_", "EXT_texture_", "KHR_lights_punctual", "KHR_mesh_quantization")
_METRES = 1000.0
_UNCOMPRESSED = "export the scan as GLB without compression, or as STL or PLY"

Json = dict[str, Any]


def sniff(data: bytes) -> bool:
    """True if the data begins with `glTF`."""
    return data.startswith(b"glTF")


def read(data: bytes) -> RawMesh:
    """Return all triangles of the scene (points where it has none), in scene coordinates.

    Unit: metres, by the glTF 2.0 specification. Refused by name: truncated files, compressed or sparse geometry,
    geometry in other files. Raises CorruptFile or UnknownFormat.
    """
    text, binary, end = _chunks(data)
    try:
        tree = json.loads(text)
        _demand_plain_geometry(tree)
        with np.errstate(all="ignore"):  # what overflows is counted later as points without finite coordinates
            points, faces = _scene(tree, binary)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        told = f"{type(error).__name__}: {error}"[:80]
        raise CorruptFile(f"the description inside the GLB contradicts itself ({told})", EXPORT_AGAIN) from error
    demand_corners_exist(faces, len(points))
    return RawMesh(points=points, faces=faces, mm_per_unit=_METRES, findings=trailing(len(data) - end))


def _chunks(data: bytes) -> tuple[bytes, bytes, int]:
    """Return the JSON chunk, the binary chunk (empty if there is none) and where the file should end."""
    if len(data) < 20:
        raise CorruptFile(f"the GLB is truncated: {len(data)} bytes are there, its header alone has 20", EXPORT_AGAIN)
    _, version, length, text_length, kind = struct.unpack_from("<5I", data)
    if version != 2 or kind != _JSON:
        raise UnknownFormat(f"this GLB is of version {version}; only glTF 2.0 is read", _UNCOMPRESSED)
    if length > len(data) or 20 + text_length > length:
        raise CorruptFile(f"the GLB is truncated: {len(data)} of {length} bytes are there", EXPORT_AGAIN)
    text, at = data[20 : 20 + text_length], 20 + text_length
    if at + 8 > length:
        return text, b"", length
    binary_length, kind = struct.unpack_from("<2I", data, at)
    if kind != _BIN or at + 8 + binary_length > length:
        raise CorruptFile("the binary part of the GLB does not fit into the file", EXPORT_AGAIN)
    return text, data[at + 8 : at + 8 + binary_length], length


def _demand_plain_geometry(tree: Json) -> None:
    """Raise UnknownFormat for an extension that changes where points lie and that is not read."""
    required = [name for name in tree.get("extensionsRequired", []) if not name.startswith(_HARMLESS)]
    if required:
        raise UnknownFormat(f"the GLB needs the extension {str(required[0])[:40]!r}, which is not read", _UNCOMPRESSED)


def _scene(tree: Json, binary: bytes) -> tuple[FloatArray, IntArray]:
    """Return points and faces of all placed meshes; the points of meshes without faces only if none has faces."""
    buffers = [_buffer(item, binary) for item in tree.get("buffers", [])]
    points, faces, clouds, count = [np.empty((0, 3))], [NO_FACES], [np.empty((0, 3))], 0
    for mesh, placed in _placed_meshes(tree):
        for part in mesh["primitives"]:
            if part.get("mode", _TRIANGLES) not in (_POINTS, _TRIANGLES, _STRIP, _FAN):
                continue  # lines have no surface
            position = _accessor(tree, buffers, part["attributes"]["POSITION"])
            own = _triangles(tree, buffers, part, len(position))
            there = as_double(position).reshape(-1, 3) @ placed[:3, :3].T + placed[:3, 3]
            count += len(there) + 3 * len(own)
            if count > 3 * MOST_POINTS:
                raise CorruptFile(f"the scene of the GLB repeats its meshes to over {count} corners", EXPORT_AGAIN)
            if len(own) == 0:
                clouds.append(there)
                continue
            demand_corners_exist(own, len(there))
            faces.append(own + sum(map(len, points)))
            points.append(there)
    surface = np.concatenate(faces)
    return np.concatenate(points if len(surface) else clouds), surface


def _placed_meshes(tree: Json) -> list[tuple[Json, FloatArray]]:
    """Return each mesh with its 4×4 transform; nodes must form trees, as glTF 2.0 section 3.5.2 demands."""
    nodes, scenes = tree.get("nodes", []), tree.get("scenes", [])
    children = {child for node in nodes for child in node.get("children", [])}
    roots = scenes[tree.get("scene", 0)].get("nodes", []) if scenes else set(range(len(nodes))) - children
    waiting = [(index, np.eye(4)) for index in sorted(roots, reverse=True)]
    seen: set[int] = set()
    found: list[tuple[Json, FloatArray]] = []
    while waiting:
        index, parent = waiting.pop()
        if index in seen:
            raise CorruptFile(f"node {index} of the GLB is placed twice", EXPORT_AGAIN)
        seen.add(index)
        placed = parent @ _local(nodes[index])
        if "mesh" in nodes[index]:
            found.append((tree["meshes"][nodes[index]["mesh"]], placed))
        waiting += [(child, placed) for child in reversed(nodes[index].get("children", []))]
    return found


def _local(node: Json) -> FloatArray:
    """Return a node's 4×4 transform: its matrix (stored by columns), or translation · rotation · scale."""
    if "matrix" in node:
        return np.array(node["matrix"], dtype=np.float64).reshape(4, 4).T
    x, y, z, w = np.array(node.get("rotation", [0, 0, 0, 1]), dtype=np.float64)
    turn = np.array([
        [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
        [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
        [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
    ])  # fmt: skip
    local = np.eye(4)
    local[:3, :3] = turn * np.array(node.get("scale", [1, 1, 1]), dtype=np.float64).reshape(1, 3)
    local[:3, 3] = np.array(node.get("translation", [0, 0, 0]), dtype=np.float64).reshape(3)
    return local


def _buffer(item: Json, binary: bytes) -> bytes:
    uri = item.get("uri")
    if uri is None:
        return binary
    head, _, coded = uri.partition("base64,")
    if not head.startswith("data:"):
        raise UnknownFormat("the GLB keeps its geometry in another file", "export one GLB that holds everything")
    return base64.b64decode(coded, validate=True)


def _accessor(tree: Json, buffers: list[bytes], index: int) -> FloatArray | IntArray:
    """Return the numbers (n, width) that an accessor describes; numpy refuses what lies outside its buffer."""
    accessor = tree["accessors"][index]
    if "sparse" in accessor or "bufferView" not in accessor:
        raise UnknownFormat("the GLB holds sparse or compressed geometry, which is not read", _UNCOMPRESSED)
    view = tree["bufferViews"][accessor["bufferView"]]
    kind, width = np.dtype(_TYPES[accessor["componentType"]]), _WIDTHS[accessor["type"]]
    held = memoryview(buffers[view["buffer"]])[view.get("byteOffset", 0) :][: view["byteLength"]]
    stride = view.get("byteStride", kind.itemsize * width)
    if stride < kind.itemsize * width:
        raise CorruptFile(f"the points of the GLB overlap each other ({stride} bytes apart)", EXPORT_AGAIN)
    shape, strides = (accessor["count"], width), (stride, kind.itemsize)
    values = np.ndarray(shape, kind, held, accessor.get("byteOffset", 0), strides)
    if accessor.get("normalized", False) and kind.kind in "iu":
        return np.maximum(values.astype(np.float64) / np.iinfo(kind).max, -1.0)
    return values


def _triangles(tree: Json, buffers: list[bytes], part: Json, points: int) -> IntArray:
    """Return the faces (m, 3) of one primitive: a list, strip or fan of triangles, indexed or not."""
    mode = part.get("mode", _TRIANGLES)
    if mode == _POINTS:
        return NO_FACES
    named = _accessor(tree, buffers, part["indices"]) if "indices" in part else np.arange(points)
    run = named.reshape(-1).astype(np.int64)
    if mode == _TRIANGLES:
        return run.reshape(-1, 3)
    first = np.full(max(len(run) - 2, 0), run[0]) if mode == _FAN else run[:-2]
    faces = np.stack([first, run[1:-1], run[2:]], axis=1)
    if mode == _STRIP:
        faces[1::2] = faces[1::2, ::-1]
    return faces
