"""Weld. points and faces as stored -> the same surface with shared, finite points; every action is counted."""

from dataclasses import replace

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.raw import EXPORT_AGAIN, RawMesh
from orthogen.intake.seam import looks_torn, mended
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.kinds import kinds_in_cells
from orthogen.kernel.mesh import Mesh, flat_faces, repeated_faces
from orthogen.kernel.rank import percentile
from orthogen.records.finding import Finding, Level

_GRID_RATIO = 2e-7  # of the extent: about one step of a 32-bit float, so only equal points meet (pose.md 2.1)
_ABSURD = 1e9  # scanners mark missing points by 1e20 and the like; no unit puts a foot out here
_MANY_LOOSE_RATIO = 0.05


def clean(raw: RawMesh) -> RawMesh:
    """Return the mesh with absurd points dropped, equal ones joined, bad faces dropped; its findings say how many.

    Points keep the coordinates, the declared side and the order of their first appearance; faces keep their order
    and winding. Raises CorruptFile if nothing is left.
    """
    points, faces, sides = raw.points, raw.faces, raw.sides
    if len(points) == 0:
        raise CorruptFile("the file holds no points", EXPORT_AGAIN)
    sane = _sane(points)
    findings = _absurd_points(sane)
    if findings:
        points, faces, sides = _without_points(points, faces, sides, sane)
    first, place = kinds_in_cells(points, _cell(points))
    welded = _said("welded_points", len(points) - len(first), "points coincided with another and were joined")
    if welded:
        points, faces, sides = points[first], place[faces], _some(sides, first)
        findings += welded
    del first, place  # room for the rest
    if looks_torn(len(points), len(faces)):
        first, place = mended(points, faces, extent=_extent(points))
        said = "points lay within a rounding error of another, in a mesh torn into pieces, and were joined"
        findings += _said("mended_seams", len(points) - len(first), said, level="warning")
        points, faces, sides = points[first], place[faces], _some(sides, first)
    if len(raw.faces):
        faces, dropped = _without_bad_faces(points, faces)
        findings += dropped
        if len(faces) == 0:
            raise CorruptFile("none of the faces has an area", EXPORT_AGAIN)
        used = np.zeros(len(points), dtype=np.bool_)
        used[faces] = True
        findings += _loose(used)
        points, faces, sides = _without_points(points, faces, sides, used)
    return replace(raw, points=points, faces=faces, sides=sides, findings=(*raw.findings, *findings))


def _sane(points: FloatArray) -> BoolArray:
    near = np.ones(len(points), dtype=np.bool_)
    for column in points.T:
        near &= np.abs(column) < _ABSURD  # false for NaN too
    return near


def _absurd_points(sane: BoolArray) -> tuple[Finding, ...]:
    if not sane.any():
        raise CorruptFile(f"none of the {len(sane)} points has finite coordinates", EXPORT_AGAIN)
    said = "points without a valid position were left out, with their faces"
    return _said("non_finite_points", len(sane) - int(sane.sum()), said, level="warning")


def _without_points(
    points: FloatArray, faces: IntArray, sides: IntArray | None, keep: BoolArray
) -> tuple[FloatArray, IntArray, IntArray | None]:
    if bool(keep.all()):
        return points, faces, sides
    number = np.cumsum(keep) - 1
    return points[keep], number[faces[keep[faces].all(axis=1)]], _some(sides, keep)


def _some(sides: IntArray | None, which: IntArray | BoolArray) -> IntArray | None:
    return None if sides is None else sides[which]


def _cell(points: FloatArray) -> float:
    """Return the width of the grid on which equal points meet."""
    finest = 1e-15 * max(float(np.abs(column).max()) for column in points.T)  # keeps the cell numbers within 64 bits
    return max(_GRID_RATIO * _extent(points), finest) or 1.0


def _extent(points: FloatArray) -> float:
    """Return the size of the scan. A few far outliers must not coarsen the grid for all others."""
    wide = [float(column.max() - column.min()) for column in points.T]
    few = points[:: max(1, len(points) // 5000)]
    middle = max(percentile(column, 75) - percentile(column, 25) for column in few.T)
    return min(max(wide), 8.0 * middle) if middle > 0 else max(wide)


def _without_bad_faces(points: FloatArray, faces: IntArray) -> tuple[IntArray, tuple[Finding, ...]]:
    flat = flat_faces(Mesh(points_mm=points, faces=faces), _GRID_RATIO)  # corners equal or in one line
    findings = _said("degenerate_faces", int(flat.sum()), "faces without area were left out")
    if findings:
        faces = faces[~flat]
    again = repeated_faces(Mesh(points_mm=points, faces=faces))
    repeats = _said("duplicate_faces", len(again), "faces repeated another and were left out")
    return (np.delete(faces, again, axis=0) if repeats else faces), (*findings, *repeats)


def _loose(used: BoolArray) -> tuple[Finding, ...]:
    """A few stray points are usual; many are the sign of a face list that was cut off."""
    loose = int((~used).sum())
    if loose <= _MANY_LOOSE_RATIO * len(used):
        return _said("loose_points", loose, "points belong to no face and were left out")
    said = f"of {len(used)} points belong to no face and were left out: the list of faces may be cut off"
    return _said("loose_points", loose, said, level="warning")


def _said(check: str, count: int, what: str, *, level: Level = "note") -> tuple[Finding, ...]:
    return (Finding(check=check, note=f"{count:,} {what}.", measured=float(count), level=level),) if count else ()
