"""Shapes. a small closed surface and its bytes in every format, written by hand rather than by the readers' kin."""

import base64
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


def gltf_text(uri: str | None = None, points: FloatArray = POINTS, faces: IntArray = FACES) -> str:
    """Return a text glTF whose geometry is written into it, or lies in the file that `uri` names."""
    tree, binary = glb_tree(points, faces)
    inside = "data:application/octet-stream;base64," + base64.b64encode(binary).decode()
    return json.dumps(tree | {"buffers": [{"byteLength": len(binary), "uri": inside if uri is None else uri}]})


def vrml_faces(points: FloatArray = POINTS, faces: IntArray = FACES, *, more: str = "") -> str:
    """Return an IndexedFaceSet."""
    places = ", ".join(f"{x:g} {y:g} {z:g}" for x, y, z in points)
    corners = ", ".join(f"{a}, {b}, {c}, -1" for a, b, c in faces)
    return f"IndexedFaceSet {{ {more} coord Coordinate {{ point [ {places} ] }} coordIndex [ {corners} ] }}"


def vrml_text(*nodes: str) -> str:
    """Return a VRML 2.0 world of these nodes, by default one shape."""
    inside = nodes or (f"Shape {{ appearance Appearance {{ }} geometry {vrml_faces()} }}",)
    return "#VRML V2.0 utf8\n" + "\n".join(inside) + "\n"


def xyz_text(points: FloatArray = POINTS, *, between: str = " ") -> str:
    """Return a list of points."""
    return "".join(between.join(f"{value:g}" for value in point) + "\n" for point in points)


AOP_ANGLES, AOP_HEIGHTS = np.arange(0.0, 360.0, 45.0), np.array([0.0, 3.0, 6.0, 10.0])
AOP_RADII: FloatArray = 30.0 + AOP_HEIGHTS[:, None] + 5.0 * np.cos(np.radians(AOP_ANGLES)) + AOP_ANGLES / 100.0


def aop_text(side: str = "RIGHT", *, listed: bool = True, between: str = "\n", more: str = "") -> str:
    """Return an AAOP1 file of eight spokes and four slices, with a person in its comments and landmarks."""
    spokes = ["45"] if not listed else ["0", *(f"{angle:g}" for angle in AOP_ANGLES)]
    lines = ["AAOP1", "AAOP1 | Erika Mustermann, 12.3.1960", "second comment", "END COMMENTS", "CYLINDRICAL", side]
    lines += ["2", "Mustermann TIB", "2", "30", "90", "3", "31", "80", "4", "FIB", "1", "30", "270", "3"]
    lines += ["8", *spokes, "4", "0", *(f"{height:g}" for height in AOP_HEIGHTS)]
    return between.join([*lines, *(f"{radius:g}{more}" for radius in AOP_RADII.reshape(-1)), ""])


def sca_map() -> IntArray:
    """Return heights (6, 5) of a small height map, in units, with a background of 65535 about the edge."""
    rows, columns = np.mgrid[:6, :5]
    heights = 100 * rows + 7 * columns * columns
    heights[0, 0] = heights[5, 4] = heights[3, 2] = 65535
    return np.asarray(heights, dtype=np.int64)


def sca_bytes(
    heights: IntArray | None = None, *, pixel_mm: tuple[float, float] = (0.5, 0.25), unit_mm: float = 0.001
) -> bytes:
    """Return a height map file."""
    rows = sca_map() if heights is None else heights
    head = b"PCSC001\r\n\x1a\0\0" + struct.pack("<2I", rows.shape[1], rows.shape[0]) + bytes(12)
    head += struct.pack("<3fH", *pixel_mm, unit_mm, 0xFFFF)
    return head.ljust(512, b"\0") + rows.astype("<u2").tobytes()


PERSON = "Erika_Mustermann"


def ps2d_bytes(*sides: str, data: bytes | None = None, order: bool = False) -> bytes:
    """Return a scan of these feet (default both), or an order that holds it, with a person in every place."""
    parts: dict[str, bytes] = {}
    for side in sides or ("Links", "Rechts"):
        stem = f"{PERSON}_{side}_20250101_101112"
        parts |= {f"{stem}.sca": data or sca_bytes(), f"{stem}.his": f'USERDATA="NAME={PERSON}"'.encode()}
    scan = zip_bytes(parts)
    if not order:
        return scan
    return zip_bytes({"manifest.json": f'{{"patient": "{PERSON}"}}'.encode(), f"{PERSON}.ps2d": scan})


def zip_bytes(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, method)
    return held.getvalue()
