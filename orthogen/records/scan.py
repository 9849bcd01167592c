"""Scan. a scanner's file as read: points and faces in its own axes and unit, nothing repaired in silence."""

from typing import Literal

from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding

Unit = Literal["mm", "cm", "m", "in"]
UnitSource = Literal["declared", "inferred", "given"]
MM_PER_UNIT: dict[Unit, float] = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4}


@dataclass(frozen=True, kw_only=True)
class Scan:
    """points (n, 3) in the file's unit and axes, welded, finite; faces (m, 3), m = 0 for a cloud.

    unit: as given by the user or declared by the file, None while unknown (anatomy infers it or refuses).
    name: file name without folder and suffix; the default case id. sha256: of the file's bytes, followed by those of
    the files beside it that hold its geometry (glTF). sides (n,): the side that the file itself declares for each
    point, +1 right, −1 left, 0 unsaid; None where it declares none. beside: the names of those files beside it.
    """

    name: str
    format: str
    sha256: str
    points: FloatArray
    faces: IntArray
    unit: Unit | None
    unit_source: UnitSource | None
    findings: tuple[Finding, ...]
    sides: IntArray | None = None
    beside: tuple[str, ...] = ()
