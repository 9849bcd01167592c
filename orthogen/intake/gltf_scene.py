"""Scene of glTF 2.0. its description (JSON) and buffers -> raw mesh in metres: every node, its transform applied."""

import base64
import binascii
import json
from collections.abc import Callable
from typing import Any

import numpy as np

from orthogen.errors import CorruptFile, UnknownFormat
from orthogen.intake.raw import EXPORT_AGAIN, NO_FACES, RawMesh, as_double, demand_bearable, demand_corners_exist
from orthogen.kernel.arrays import FloatArray, IntArray

_TYPES = {5120: "<i1", 5121: "<u1", 5122: "<i2", 5123: "<u2", 5125: "<u4", 5126: "<f4"}
_WIDTHS = {"SCALAR": 1, "VEC3": 3}
_POINTS, _TRIANGLES, _STRIP, _FAN = 0, 4, 5, 6
_HARMLESS = ("KHR_materials_", "KHR_texture_", "EXT_texture_", "KHR_lights_punctual", "KHR_mesh_quantization")
_METRES = 1000.0
UNCOMPRESSED = "export the scan as GLB without compression, or as STL or PLY"
_MOST_TEXT_BYTES = 16_000_000  # without geometry; lists inside lists take 30 times their text in memory
_MOST_PLACED = 10_000

Json = dict[str, Any]
Fetch = Callable[[Json], bytes]  # one entry of `buffers` -> its bytes


def mesh_of(text: bytes, fetch: Fetch) -> RawMesh:
    """Return all triangles of the scene (points where it has none), in scene coordinates.

    Unit: metres, by the glTF 2.0 specification. Names, extras and everything else a person could stand in are never
    taken. Refused by name: compressed or sparse geometry. Raises IntakeError.
    """
    if len(text) > _MOST_TEXT_BYTES:
        told = f"the description of the scene has {len(text)} bytes without its geometry, more than {_MOST_TEXT_BYTES}"
        raise CorruptFile(told, EXPORT_AGAIN)
    try:
        tree = json.loads(text)
        _demand_plain_geometry(tree)
        with np.errstate(all="ignore"):  # what overflows is counted later as points without finite coordinates
            points, faces = _scene(tree, fetch)
    except (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as error:
        told = f"the description of the glTF scene contradicts itself ({type(error).__name__})"
        raise CorruptFile(told, EXPORT_AGAIN) from error
    demand_corners_exist(faces, len(points))
    return RawMesh(points=points, faces=faces, mm_per_unit=_METRES)


def decoded(uri: bytes) -> bytes:
    """Return the bytes that a `data:` address holds in base64; raises CorruptFile if it holds none."""
    _, _, coded = uri.partition(b"base64,")
    try:
        return base64.b64decode(coded, validate=True)
    except binascii.Error as error:
        raise CorruptFile("the geometry written inside the glTF is damaged", EXPORT_AGAIN) from error


def _demand_plain_geometry(tree: Json) -> None:
    """Raise UnknownFormat for an extension that changes where points lie and that is not read."""
    required = [name for name in tree.get("extensionsRequired", []) if not name.startswith(_HARMLESS)]
    if required:
        raise UnknownFormat(f"the glTF needs the extension {str(required[0])[:40]!r}, which is not read", UNCOMPRESSED)


def _scene(tree: Json, fetch: Fetch) -> tuple[FloatArray, IntArray]:
    """Return points and faces of all placed meshes; the points of meshes without faces only if none has faces."""
    buffers = _Buffers(tree, fetch)
    points, faces, clouds = [np.empty((0, 3))], [NO_FACES], [np.empty((0, 3))]
    count = known = cornered = placed_parts = 0
    for mesh, placed in _placed_meshes(tree):
        for part in mesh["primitives"]:
            if part.get("mode", _TRIANGLES) not in (_POINTS, _TRIANGLES, _STRIP, _FAN):
                continue  # lines have no surface
            position = buffers.accessor(part["attributes"]["POSITION"])
            placed_parts, count = placed_parts + 1, count + len(position)
            if placed_parts > _MOST_PLACED:
                raise CorruptFile(f"the scene of the glTF has over {_MOST_PLACED} parts", EXPORT_AGAIN)
            demand_bearable(points=count)
            own = _triangles(buffers, part, len(position))
            cornered += len(own)
            demand_bearable(faces=cornered)
            there = as_double(position).reshape(-1, 3) @ placed[:3, :3].T + placed[:3, 3]
            if len(own) == 0:
                clouds.append(there)
                continue
            demand_corners_exist(own, len(there))
            faces.append(own + known)
            points.append(there)
            known += len(there)
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
            raise CorruptFile(f"node {index} of the glTF is placed twice", EXPORT_AGAIN)
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


class _Buffers:
    """The numbers of a scene; a buffer is fetched when it is first asked for."""

    def __init__(self, tree: Json, fetch: Fetch) -> None:
        self._tree = tree
        self._fetch = fetch
        self._held: dict[int, bytes] = {}

    def accessor(self, index: int) -> FloatArray | IntArray:
        """Return the numbers (n, width) that an accessor describes.

        What lies outside its buffer is refused here: numpy fills an empty buffer from unwritten memory.
        """
        accessor = self._tree["accessors"][index]
        if "sparse" in accessor or "bufferView" not in accessor:
            raise UnknownFormat("the glTF holds sparse or compressed geometry, which is not read", UNCOMPRESSED)
        view = self._tree["bufferViews"][accessor["bufferView"]]
        kind, width = np.dtype(_TYPES[accessor["componentType"]]), _WIDTHS[accessor["type"]]
        held = memoryview(self._buffer(view["buffer"]))[view.get("byteOffset", 0) :][: view["byteLength"]]
        stride = view.get("byteStride", kind.itemsize * width)
        if stride < kind.itemsize * width:
            raise CorruptFile(f"the points of the glTF overlap each other ({stride} bytes apart)", EXPORT_AGAIN)
        count, start = accessor["count"], accessor.get("byteOffset", 0)
        demand_bearable(faces=count // 3)
        if min(count, start) < 0 or start + (count - 1) * stride + kind.itemsize * width > len(held):
            raise CorruptFile(f"the geometry of the glTF is truncated: {count} rows do not fit into it", EXPORT_AGAIN)
        values = np.ndarray((count, width), kind, held, start, (stride, kind.itemsize))
        if accessor.get("normalized", False) and kind.kind in "iu":
            return np.maximum(values.astype(np.float64) / np.iinfo(kind).max, -1.0)
        return values

    def _buffer(self, index: int) -> bytes:
        if index not in self._held:
            self._held[index] = self._fetch(self._tree["buffers"][index])
        return self._held[index]


def _triangles(buffers: _Buffers, part: Json, points: int) -> IntArray:
    """Return the faces (m, 3) of one primitive: a list, strip or fan of triangles, indexed or not."""
    mode = part.get("mode", _TRIANGLES)
    if mode == _POINTS:
        return NO_FACES
    named = buffers.accessor(part["indices"]) if "indices" in part else np.arange(points)
    run = named.reshape(-1).astype(np.int64)
    if mode == _TRIANGLES:
        return run.reshape(-1, 3)
    first = np.full(max(len(run) - 2, 0), run[0]) if mode == _FAN else run[:-2]
    faces = np.stack([first, run[1:-1], run[2:]], axis=1)
    if mode == _STRIP:
        faces[1::2] = faces[1::2, ::-1]
    return faces
