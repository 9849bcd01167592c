"""STL. the closed device -> the bytes of a binary STL that says what it is."""

from orthogen.kernel import stl
from orthogen.publish.program import program
from orthogen.records.device import Solid
from orthogen.records.shell import OffsetSurface


def stl_bytes(solid: Solid, *, case: str, side: str) -> bytes:
    """Return the binary STL of a device: mm, z up, true normals; equal devices are equal bytes.

    The header reads `orthogen 0.1.0 case=C0001 side=L unit=mm` (formats.md 4.1): it never begins with "solid", and
    a long case id is cut rather than the side and the unit.
    """
    before, after = f"{program()} case=", f" side={side[:1].upper()} unit=mm"
    room = stl.HEADER_BYTES - 4 - len(before) - len(after)
    return stl.binary(solid.triangles_mm, header=before + case[:room] + after)


def offset_stl(surface: OffsetSurface) -> bytes:
    """Return the binary STL of an offset surface, in mm and the axes of the file it was made from."""
    return stl.binary(surface.corners_mm, header=f"{program()} offset={surface.distance_mm:g} unit=mm")
