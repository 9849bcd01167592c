"""Raw mesh. what a reader found in a file, before anything is cleaned or judged; the bounds that every reader keeps."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from orthogen.errors import CorruptFile, IntakeError
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding

NO_FACES: IntArray = np.empty((0, 3), dtype=np.int64)
EXPORT_AGAIN = "export the scan again, or ask the scanner's maker for a complete file"
THIN_OUT = "thin the scan out and export it again"
# Bounds that keep the reading of any file within 1 GB: foot scanners write 0.5 to 2 million faces (formats.md 3.5).
MOST_BYTES = 560_000_000  # two million faces of a wordy text STL have 510 MB
MOST_POINTS = 8_000_000
MOST_FACES = 4_000_000
_COUNTABLE = 10**18


@dataclass(frozen=True, kw_only=True)
class RawMesh:
    """points (n, 3) and faces (m, 3) as stored, m = 0 for a cloud; mm_per_unit: as declared by the file, or None.

    sides (n,): +1 right, −1 left, 0 unsaid, as declared by the file; None where it declares none.
    """

    points: FloatArray
    faces: IntArray
    mm_per_unit: float | None = None
    sides: IntArray | None = None
    findings: tuple[Finding, ...] = ()


def as_double(values: NDArray[Any]) -> FloatArray:
    """Return the values as float64; a signalling NaN of a hostile file is no reason for a warning."""
    with np.errstate(invalid="ignore"):
        return values.astype(np.float64)


def fanned(corners: IntArray, sizes: IntArray) -> IntArray:
    """Return the triangles (m, 3) of polygons given as one run of corners; polygon k has sizes[k] ≥ 0 of them.

    Each polygon is a fan about its first corner; one with fewer than three corners gives no triangle.
    Raises IntakeError for more triangles than are read.
    """
    if len(sizes) and bool((sizes == 3).all()):
        demand_bearable(faces=len(sizes))
        return corners.reshape(-1, 3)
    triangles = np.maximum(sizes - 2, 0)
    demand_bearable(faces=int(triangles.sum()))
    apex = np.repeat(np.cumsum(sizes) - sizes, triangles)
    step = np.arange(len(apex)) - np.repeat(np.cumsum(triangles) - triangles, triangles)
    return np.stack([corners[apex], corners[apex + step + 1], corners[apex + step + 2]], axis=1)


def demand_bearable(*, points: int = 0, faces: int = 0) -> None:
    """Raise IntakeError if there are more points or faces than any foot scan needs; asked before they are held."""
    for many, most, kind in ((points, MOST_POINTS, "points"), (faces, MOST_FACES, "faces")):
        if many > most:
            told = str(many) if many < _COUNTABLE else "over 10¹⁸"
            raise IntakeError(f"the file holds {told} {kind}, more than the {most} that are read", THIN_OUT)


def demand_corners_exist(faces: IntArray, points: int) -> None:
    """Raise CorruptFile if a face refers to a point that is not in the file."""
    if len(faces) == 0:
        return
    for extreme in (int(faces.min()), int(faces.max())):
        if not 0 <= extreme < points:
            raise CorruptFile(f"a face refers to point {extreme} (counted from 0) of {points} points", EXPORT_AGAIN)


def trailing(extra: int, what: str = "bytes") -> tuple[Finding, ...]:
    """Return the finding for bytes (or numbers of a text) after the end of the mesh, none if there are none."""
    if extra <= 0:
        return ()
    note = f"{extra} {what} after the end of the mesh were ignored."
    return (Finding(check="trailing_bytes", note=note, measured=float(extra), unit=what, level="warning"),)
