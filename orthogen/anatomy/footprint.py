"""Footprint. plantar map and samples -> the ground outline of a foot and the skin that is missing inside it."""

import numpy as np

from orthogen.anatomy.mask import closed, filled, labelled, largest, shrunk, traced
from orthogen.errors import ScanIncomplete
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.grid import Grid
from orthogen.records.finding import Finding, spot
from orthogen.records.foot import PlantarMap

CLOSE_MM = 4.0
RIM_MM = 2.0
TOES_X = 0.80
SHOWN_CM2 = 1.0
MOST_RATIO = 0.15


def covered(plantar: PlantarMap, low_mm: FloatArray) -> BoolArray:
    """Return where the foot stands (nx, ny): seen plantar skin, or any skin `low_mm` (n, 3) above it.

    Gaps up to 8 mm wide, such as those between toes, and enclosed holes count as foot.
    """
    grid, nodes = plantar.grid, round(CLOSE_MM / plantar.grid.step_mm)
    seen = np.isfinite(plantar.z_mm)
    ix = np.rint((low_mm[:, 0] - grid.x0_mm) / grid.step_mm).astype(np.int64).clip(0, grid.nx - 1)
    iy = np.rint((low_mm[:, 1] - grid.y0_mm) / grid.step_mm).astype(np.int64).clip(0, grid.ny - 1)
    any_skin = np.zeros(grid.shape, dtype=bool)
    any_skin[ix, iy] = True
    rim = round(RIM_MM / grid.step_mm)
    above = shrunk(filled(closed(any_skin | seen, nodes)), rim)
    return largest(filled(closed(seen | above, nodes)))


def outline(footprint: BoolArray, grid: Grid) -> FloatArray:
    """Return the border (m, 2) of the footprint, counter-clockwise, mm, at chords of about 1 mm."""
    return traced(footprint, grid)[::2]


def missing(plantar: PlantarMap, footprint: BoolArray, length_mm: float) -> tuple[Finding, ...]:
    """Return findings for holes of more than 1 cm² under heel, midfoot and ball, with area and place.

    Raises ScanIncomplete if more than 15 % of that area was not scanned.
    """
    grid = plantar.grid
    proximal = footprint & (grid.x_mm < TOES_X * length_mm)
    holes = shrunk(proximal, round(RIM_MM / grid.step_mm)) & ~np.isfinite(plantar.z_mm)
    cell_cm2 = grid.step_mm**2 / 100
    lost, whole = float(holes.sum()) * cell_cm2, float(proximal.sum()) * cell_cm2
    if lost > MOST_RATIO * whole:
        raise ScanIncomplete(
            f"{lost:.0f} cm² of {whole:.0f} cm² of the sole are not in the scan",
            "scan the foot again from below, or without standing on an opaque floor",
        )
    findings = []
    parts = labelled(holes)
    area = np.bincount(parts.ravel()) * cell_cm2
    for number in np.flatnonzero(area[1:] > SHOWN_CM2) + 1:
        ix, iy = np.nonzero(parts == number)
        x, y = float(grid.x_mm[ix, 0].mean()), float(grid.y_mm[0, iy].mean())
        note = f"{area[number]:.1f} cm² of skin is missing under the foot, {spot(x, y)}."
        findings.append(
            Finding(
                check="skin_missing",
                note=note,
                measured=float(area[number]),
                unit="cm2",
                high=SHOWN_CM2,
                level="warning",
                where_mm=(x, y, 0.0),
            )
        )
    return tuple(findings)
