"""SCA. bytes of a plantar scanner's height map -> the skin as one sheet in the frame of the sensor, in mm."""

import re
import struct

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN, RawMesh, as_double, demand_bearable, trailing
from orthogen.kernel.arrays import BoolArray, IntArray

HEADER_BYTES = 512
_MAGIC = b"PCSC001\r\n\x1a"
_BACKGROUND = 65535
_LEAST_MM, _MOST_MM = 0.01, 10.0  # of a pixel; scanners have 0.5
_MOST_STEP_MM = 0.1  # of one unit of height; scanners have 0.001
_SIDE = re.compile(r"_(links|rechts)(?=[_.]|$)", re.I)


def sniff(data: bytes) -> bool:
    """True if the data begins with the mark of a height map."""
    return data.startswith(_MAGIC)


def read(data: bytes, name: str) -> RawMesh:
    """Return the sheet, its side taken from the file name if that tells it. Raises IntakeError."""
    mesh = sheet(data)
    side = side_named(name)
    sides = np.full(len(mesh.points), side, dtype=np.int64) if side else None
    return RawMesh(points=mesh.points, faces=mesh.faces, mm_per_unit=1.0, sides=sides, findings=mesh.findings)


def side_named(name: str) -> int:
    """Return −1 for a name with `_Links_` (left), +1 for `_Rechts_` (right), 0 for neither; the last one counts."""
    found = _SIDE.findall(name)
    return {"links": -1, "rechts": 1}[found[-1].lower()] if found else 0


def sheet(data: bytes) -> RawMesh:
    """Return the surface of one height map (formats.md 3.3).

    Frame of the sensor, right-handed: x along the pixels of a row, y along the rows, z away from the sensor, the
    picture being as the sensor sees it (the format does not say so: the declared side lets anatomy notice a mirrored
    picture). Faces look at the sensor (−z): the outside of the foot. Background pixels are holes. Raises IntakeError.
    """
    if len(data) < HEADER_BYTES:
        raise CorruptFile(
            f"the height map is truncated: {len(data)} of {HEADER_BYTES} header bytes are there", EXPORT_AGAIN
        )
    width, height = struct.unpack_from("<2I", data, 12)
    demand_bearable(points=width * height, faces=2 * width * height)
    there = (len(data) - HEADER_BYTES) // 2
    if min(width, height) < 2:
        raise CorruptFile(f"the height map claims {width} × {height} pixels: no surface", EXPORT_AGAIN)
    if there < width * height:
        raise CorruptFile(f"the height map is truncated: {there} of {width * height} pixels are there", EXPORT_AGAIN)
    step_x, step_y, step_z = struct.unpack_from("<3f", data, 32)
    if not all(_LEAST_MM <= step <= _MOST_MM for step in (step_x, step_y)) or not 0 < step_z <= _MOST_STEP_MM:
        said = f"{step_x:g} × {step_y:g} mm, {step_z:g} mm per unit of height"
        raise CorruptFile(f"the height map has impossible pixels ({said})", EXPORT_AGAIN)
    values = np.frombuffer(data, "<u2", width * height, HEADER_BYTES).reshape(height, width)
    held = values != _BACKGROUND
    row, column = np.nonzero(held)
    points = np.stack([column * step_x, row * step_y, as_double(values[held]) * step_z], axis=1)
    extra = trailing(len(data) - HEADER_BYTES - 2 * width * height)
    return RawMesh(points=points, faces=_faces(held), mm_per_unit=1.0, findings=extra)


def _faces(held: BoolArray) -> IntArray:
    """Return two triangles for each square of four pixels that are held, one where three are, seen from −z."""
    number = np.cumsum(held.reshape(-1)).reshape(held.shape) - 1
    here, next_ = slice(None, -1), slice(1, None)
    a, b, c, d = (here, here), (here, next_), (next_, here), (next_, next_)
    whole = held[a] & held[b] & held[c] & held[d]
    cases = (
        (whole, (a, c, b)),
        (whole, (b, c, d)),
        (held[a] & held[b] & held[c] & ~held[d], (a, c, b)),
        (held[b] & held[c] & held[d] & ~held[a], (b, c, d)),
        (held[a] & held[b] & held[d] & ~held[c], (a, d, b)),
        (held[a] & held[c] & held[d] & ~held[b], (a, c, d)),
    )
    faces = [np.stack([number[corner][where] for corner in corners], axis=1) for where, corners in cases]
    return np.concatenate(faces)
