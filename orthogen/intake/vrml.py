"""VRML. text of a VRML 2.0 world -> raw mesh: every IndexedFaceSet (or PointSet) under the transforms above it."""

import numpy as np

from orthogen.errors import UnknownFormat
from orthogen.intake.raw import NO_FACES, RawMesh, demand_bearable, demand_corners_exist, fanned
from orthogen.intake.text import BOM, is_text
from orthogen.intake.vrml_nodes import Shape, World
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding

_START = b"#VRML V"


def sniff(data: bytes) -> bool:
    """True for a text that begins with `#VRML V`."""
    held = data[:4096].removeprefix(BOM)
    return held.startswith(_START) and is_text(held)


def read(data: bytes) -> RawMesh:
    """Return the faces of all shapes, polygons fanned; the points of PointSets only if there are no faces.

    Unit: nominally metres, but scanners write millimetres (formats.md 3.4), so none is declared. Parts in other files
    (Inline) are not followed and shapes of other kinds are left out, both with a finding. Raises IntakeError.
    """
    version = data.removeprefix(BOM)[len(_START) : len(_START) + 3]
    if version != b"2.0":
        raise UnknownFormat("only VRML 2.0 is read, and this file is of another version", "export VRML 2.0, STL or PLY")
    world = World(data)
    shapes = world.shapes()
    surfaces = [shape for shape in shapes if len(shape.sizes)]
    points: list[FloatArray] = [np.empty((0, 3))]
    faces, count, cornered = [NO_FACES], 0, 0
    for shape in surfaces or shapes:
        own = fanned(shape.corners, shape.sizes)
        demand_corners_exist(own, len(shape.points))
        cornered += len(own)
        demand_bearable(points=count + len(shape.points), faces=cornered)
        points.append(_placed(shape))
        faces.append(own[:, ::-1] + count if shape.clockwise else own + count)
        count += len(shape.points)
    if count == 0 and world.elsewhere:
        raise UnknownFormat(
            "the VRML keeps its shapes in other files (Inline)", "export one file that holds everything"
        )
    return RawMesh(points=np.concatenate(points), faces=np.concatenate(faces), findings=_left_out(world))


def _placed(shape: Shape) -> FloatArray:
    with np.errstate(all="ignore"):  # what overflows is counted later as points without finite coordinates
        placed: FloatArray = shape.points @ shape.matrix[:3, :3].T + shape.matrix[:3, 3]
    return placed


def _left_out(world: World) -> tuple[Finding, ...]:
    findings: tuple[Finding, ...] = ()
    for many, what in ((world.elsewhere, "parts in other files"), (world.unread, "shapes that are no face sets")):
        if many:
            note = f"{many} {what} were left out."
            findings += (Finding(check="parts_left_out", note=note, measured=float(many), level="warning"),)
    return findings
