"""Shapes. a small closed surface and its bytes in every format, written by hand rather than by the readers' kin."""

import io
import json
import struct
import zipfile

import numpy as np

from orthogen.kernel.arrays import FloatArray, IntArray

# A tetrahedron no two of whose edges are equal; all numbers are exact in float32.
POINTS: FloatArray = np.array([[0, 0, 0], [240, 16, 8], [64, 96, 4], [32, 48, 72]], dtype=np.float64)
FACES: IntArray = np.array([[0, 2, 1], [0, 1, 3], [1, 2, 3], [2, 0, 3]], dtype=np.int64)
TRIANGLES = POINTS[FACES]


def stl_text(triangles: FloatArray = TRIANGLES, name: str = "foot", number: str = "{:g}") -> str:
    """Return a text STL."""
    lines = [f"solid {name}"]
    for corners in triangles:
        lines += ["facet normal 0 0 0", "  outer loop"]
        lines += ["    vertex " + " ".join(number.format(value) for value in corner) for corner in corners.tolist()]
        lines += ["  endloop", "endfacet"]
    return "\n".join([*lines, f"endsolid {name}", ""])


def stl_binary(triangles: FloatArray = TRIANGLES, header: bytes = b"") -> bytes:
    """Return a binary STL with zero normals."""
    facets = b"".join(struct.pack("<3f", 0, 0, 0) + corners.astype("<f4").tobytes() + b"\0\0" for corners in triangles)
    return header.ljust(80) + struct.pack("<I", len(triangles)) + facets


def ply_header(kind: str, vertex: str, face: str | None, *, points: int = 4, faces: int = 4, comment: str = "") -> str:
    """Return a PLY header; `vertex` and `face` are the property declarations, separated by semicolons."""
    lines = ["ply", f"format {kind} 1.0", *([f"comment {comment}"] if comment else []), f"element vertex {points}"]
    lines += [f"property {item.strip()}" for item in vertex.split(";")]
    if face is not None:
        lines += [f"element face {faces}", *(f"property {item.strip()}" for item in face.split(";"))]
    return "\n".join([*lines, "end_header", ""])


XYZ = "float x; float y; float z"
LIST = "list uchar int vertex_indices"


def ply_binary(points: FloatArray = POINTS, faces: IntArray = FACES, *, order: str = "<") -> bytes:
    """Return a binary PLY as scanners write it."""
    kind = {"<": "binary_little_endian", ">": "binary_big_endian"}[order]
    head = ply_header(kind, XYZ, LIST, points=len(points), faces=len(faces)).encode()
    body = b"".join(b"\x03" + face.astype(f"{order}i4").tobytes() for face in faces)
    return head + points.astype(f"{order}f4").tobytes() + body


def ply_text(points: FloatArray = POINTS, faces: IntArray = FACES, *, comment: str = "") -> str:
    """Return a text PLY."""
    head = ply_header("ascii", XYZ, LIST, points=len(points), faces=len(faces), comment=comment)
    rows = [" ".join(f"{value:g}" for value in point) for point in points]
    return head + "\n".join([*rows, *(f"3 {a} {b} {c}" for a, b, c in faces), ""])


def obj_text(points: FloatArray = POINTS, faces: IntArray = FACES) -> str:
    """Return an OBJ."""
    rows = ["v " + " ".join(f"{value:g}" for value in point) for point in points]
    return "\n".join([*rows, *(f"f {a} {b} {c}" for a, b, c in faces + 1), ""])


def off_text(points: FloatArray = POINTS, faces: IntArray = FACES) -> str:
    """Return an OFF."""
    rows = [" ".join(f"{value:g}" for value in point) for point in points]
    head = ["OFF", f"{len(points)} {len(faces)} 0"]
    return "\n".join([*head, *rows, *(f"3 {a} {b} {c}" for a, b, c in faces), ""])


def glb_tree(points: FloatArray = POINTS, faces: IntArray = FACES) -> tuple[dict[str, object], bytes]:
    """Return the description and the binary part of a GLB with one mesh in one node."""
    position, indices = points.astype("<f4").tobytes(), faces.astype("<u4").tobytes()
    tree: dict[str, object] = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}]}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": len(points), "type": "VEC3"},
            {"bufferView": 1, "componentType": 5125, "count": faces.size, "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteOffset": 0, "byteLength": len(position)},
            {"buffer": 0, "byteOffset": len(position), "byteLength": len(indices)},
        ],
        "buffers": [{"byteLength": len(position) + len(indices)}],
    }
    return tree, position + indices


def glb_bytes(tree: dict[str, object], binary: bytes) -> bytes:
    """Return the GLB of a description and its binary part."""
    text = json.dumps(tree).encode()
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
PRODUCTION = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06"


def threemf_mesh(points: FloatArray = POINTS, faces: IntArray = FACES) -> str:
    """Return the mesh element of a 3MF model."""
    vertices = "".join(f'<vertex x="{x:g}" y="{y:g}" z="{z:g}"/>' for x, y, z in points)
    triangles = "".join(f'<triangle v1="{a}" v2="{b}" v3="{c}"/>' for a, b, c in faces)
    return f"<mesh><vertices>{vertices}</vertices><triangles>{triangles}</triangles></mesh>"


def threemf_bytes(resources: str, build: str, *, unit: str = 'unit="millimeter"', **parts: str) -> bytes:
    """Return a 3MF with one main model and further parts (name without folder -> XML)."""
    spaces = f'xmlns="{CORE}" xmlns:p="{PRODUCTION}"'
    xml = f"<model {unit} {spaces}><resources>{resources}</resources><build>{build}</build></model>"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("3D/3dmodel.model", xml)
        for name, other in parts.items():
            archive.writestr(f"3D/{name}.model", f"<model {spaces}><resources>{other}</resources></model>")
    return held.getvalue()


def threemf_plain(unit: str = 'unit="millimeter"') -> bytes:
    """Return a 3MF with the tetrahedron as its only item."""
    return threemf_bytes(f'<object id="1">{threemf_mesh()}</object>', '<item objectid="1"/>', unit=unit)
