"""Raw mesh. what a reader found in a file, before anything is cleaned or judged."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from orthogen.errors import CorruptFile
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.records.finding import Finding

NO_FACES: IntArray = np.empty((0, 3), dtype=np.int64)
EXPORT_AGAIN = "export the scan again, or ask the scanner's maker for a complete file"
MOST_POINTS = 45_000_000  # what the largest binary STL that is read (2 GB) could hold as faces


@dataclass(frozen=True, kw_only=True)
class RawMesh:
    """points (n, 3) and faces (m, 3) as stored, m = 0 for a cloud; mm_per_unit: as declared by the file, or None."""

    points: FloatArray
    faces: IntArray
    mm_per_unit: float | None = None
    findings: tuple[Finding, ...] = ()


def as_double(values: NDArray[Any]) -> FloatArray:
    """Return the values as float64; a signalling NaN of a hostile file is no reason for a warning."""
    with np.errstate(invalid="ignore"):
        return values.astype(np.float64)


def fanned(corners: IntArray, sizes: IntArray) -> IntArray:
    """Return the triangles (m, 3) of polygons given as one run of corners; polygon k has sizes[k] ≥ 0 of them.

    Each polygon is a fan about its first corner; one with fewer than three corners gives no triangle.
    """
    if len(sizes) and bool((sizes == 3).all()):
        return corners.reshape(-1, 3)
    triangles = np.maximum(sizes - 2, 0)
    apex = np.repeat(np.cumsum(sizes) - sizes, triangles)
    step = np.arange(len(apex)) - np.repeat(np.cumsum(triangles) - triangles, triangles)
    return np.stack([corners[apex], corners[apex + step + 1], corners[apex + step + 2]], axis=1)


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
