"""Difference. two versions of a case, laid over each other -> what was ordered, measured and moved otherwise."""

from collections.abc import Mapping

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.grid import Grid
from orthogen.kernel.rank import percentile
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.prescription import Value
from orthogen.records.proposal import Side


@dataclass(frozen=True, kw_only=True)
class TopField:
    """The upper side of a device as it was designed, kept beside it to prove later what moved.

    top_mm (nx, ny) on `grid`, foot frame, NaN off the device; outline_mm (m, 2): its trim line. footprints: KIND ->
    where that modification changes the bed. stl_from_foot: 4×4.
    """

    grid: Grid
    top_mm: FloatArray
    outline_mm: FloatArray
    footprints: Mapping[str, BoolArray]
    stl_from_foot: FloatArray


@dataclass(frozen=True, kw_only=True)
class Finished:
    """One exported device: triangles_mm (n, 3, 3), STL frame, read back from its file, and its field if it was kept."""

    side: Side
    triangles_mm: FloatArray
    stl_from_foot: FloatArray
    field: TopField | None


@dataclass(frozen=True, kw_only=True)
class ParameterChange:
    """One thing ordered otherwise; None where the modification is not there. name: KIND.field, or a setting."""

    side: Side
    name: str
    unit: str
    old: Value | None
    new: Value | None


@dataclass(frozen=True, kw_only=True)
class MeasureChange:
    """One measure of foot or device. limit: below it the measure of a foot counts as unchanged, None for a device."""

    side: Side
    measure: str
    unit: str
    old: float
    new: float
    least: float | None = None


@dataclass(frozen=True, kw_only=True)
class SurfaceChange:
    """How far the finished surfaces of one side lie apart, later minus earlier, vertical, foot frame of the later, mm.

    top_mm, under_mm (nx, ny): upper and lower side, NaN where one of the devices is not. foot_mm, order_mm: the shares
    of another scan and of another prescription in top_mm, None where both stand on one scan or it is not at hand.
    outside_max_mm: how far the field of the upper side moved outside the footprints of all that was ordered otherwise,
    None where it cannot be told; outside_mesh_max_mm: the same of the exported meshes.
    new_from_old (4, 4): foot frames.
    """

    side: Side
    same_scan: bool
    grid: Grid
    top_mm: FloatArray
    under_mm: FloatArray
    foot_mm: FloatArray | None
    order_mm: FloatArray | None
    outside_max_mm: float | None
    outside_mesh_max_mm: float | None
    new_from_old: FloatArray

    @property
    def max_mm(self) -> float:
        """The largest movement of the upper side, without its sign."""
        return largest_mm(self.top_mm)

    @property
    def p95_mm(self) -> float:
        """What 95 % of the upper side stay below."""
        known = np.abs(self.top_mm[np.isfinite(self.top_mm)])
        return percentile(known, 95) if len(known) else 0.0

    def changed_area_mm2(self, above_mm: float) -> float:
        """Return the area in plan of the upper side that moved by more."""
        return float((np.abs(np.nan_to_num(self.top_mm)) > above_mm).sum() * self.grid.step_mm**2)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """All that two versions of a case differ in."""

    case: str
    versions: tuple[str, str]
    parameters: tuple[ParameterChange, ...]
    measures: tuple[MeasureChange, ...]
    surfaces: tuple[SurfaceChange, ...]
    findings: tuple[Finding, ...]


def largest_mm(field_mm: FloatArray) -> float:
    """Return the largest size of a field, 0 for one without values."""
    return float(np.max(np.abs(field_mm[np.isfinite(field_mm)]), initial=0.0))
