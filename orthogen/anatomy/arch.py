"""Arch. plantar map and landmarks -> the medial arch line, arch index, whether the sole is flattened."""

import numpy as np

from orthogen.errors import ScanIncomplete
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rank import median
from orthogen.records.foot import Load, PlantarMap

HEEL_X = 0.15
MEDIAL_HEEL = 0.20
APEX_X = (0.28, 0.62)
BESIDE_MM = 5.0
FLATTENED_MM = 0.8
FLATTENED_DEAD_MM = 1.6
CONTACT_MM = 0.8
DEAD_FLAT_MM = 0.05
DEAD_FLAT_RATIO = 0.6
PRINT_MM = {"standing": 1.5, "unloaded": 4.0, "unknown": 4.0}
PRINT_FRONT = 0.08


def arch_line(plantar: PlantarMap, mth1: tuple[float, float], *, heel_width_mm: float, length_mm: float) -> FloatArray:
    """Return the plantar skin (n, 3) between 0.28 and 0.62 L on the line from the medial heel to MTH1.

    The line starts at (0.15 L, 0.20 heel widths medial of the heel centre) (scans README, "Truth"). Its height is that
    of a smooth ribbon fitted to the skin within 5 mm of it: quintic along, quadratic across, so that scanner noise
    does not raise the apex. Raises ScanIncomplete if less than half of the ribbon was scanned.
    """
    start = np.array([HEEL_X * length_mm, MEDIAL_HEEL * heel_width_mm])
    slope = (mth1[1] - start[1]) / (mth1[0] - start[0])
    x = np.arange(APEX_X[0] * length_mm, APEX_X[1] * length_mm, 0.5)
    across = np.arange(-BESIDE_MM, BESIDE_MM + 0.1, 1.0)
    along, beside = np.meshgrid(x, across, indexing="ij")
    line = start[1] + slope * (along - start[0])
    z = plantar.grid.sample_linear(plantar.z_mm, along, line + beside)
    seen = np.isfinite(z)
    if np.count_nonzero(seen) < seen.size / 2:
        raise ScanIncomplete("the skin of the medial arch is not in the scan", "scan the foot again from below")
    s, t = 2 * (along - x[0]) / (x[-1] - x[0]) - 1, beside / BESIDE_MM
    terms = np.stack([s**k * t**j for j in range(3) for k in range(6 - 2 * j)], axis=-1)
    normal: FloatArray = np.einsum("ni,nj->ij", terms[seen], terms[seen])
    right: FloatArray = np.einsum("ni,n->i", terms[seen], z[seen])
    coefficients = np.linalg.solve(normal, right)
    height: FloatArray = np.einsum("ni,i->n", terms[:, len(across) // 2], coefficients)
    return np.stack([x, line[:, len(across) // 2], height], axis=1)


def sole_flattened(plantar: PlantarMap, line: FloatArray, load: Load) -> bool:
    """Return True for a standing foot whose sole carries no arch along its arch line (n, 3).

    Half of the line lies within 0.8 mm of the ground; or within 1.6 mm, if the contact is flatter than skin ever is:
    more than 60 % of it within 0.05 mm of one height, as software leaves it that closes a sole it did not see.
    """
    if load != "standing":
        return False
    contact = plantar.z_mm[np.abs(np.nan_to_num(plantar.z_mm, nan=99.0)) < CONTACT_MM]
    dead_flat = len(contact) > 0 and float(np.mean(np.abs(contact - median(contact)) < DEAD_FLAT_MM)) > DEAD_FLAT_RATIO
    return bool(median(line[:, 2]) < (FLATTENED_DEAD_MM if dead_flat else FLATTENED_MM))


def arch_index(plantar: PlantarMap, heads: tuple[FloatArray, FloatArray], load: Load) -> float:
    """Return the area of the middle third of the toeless print over the whole.

    Cavanagh & Rodgers 1987, clinical.md A.2. The print is the skin within 1.5 mm of the ground if the foot stands,
    within 4 mm if it does not; the toes are cut off 8 % of MTH1's distance ahead of the line MTH1–MTH5. NaN where
    there is no print.
    """
    grid, (mth1, mth5) = plantar.grid, heads
    front = mth1[0] + (grid.y_mm - mth1[1]) * (mth5[0] - mth1[0]) / (mth5[1] - mth1[1]) + PRINT_FRONT * mth1[0]
    on_ground = np.isfinite(plantar.z_mm) & (np.nan_to_num(plantar.z_mm, nan=99.0) < PRINT_MM[load])
    rows = np.count_nonzero(on_ground & (grid.x_mm < front), axis=1)
    used = np.flatnonzero(rows > 0)
    if len(used) < 3:
        return float("nan")
    first, last = int(used[0]), int(used[-1]) + 1
    third = (last - first) / 3
    middle = rows[round(first + third) : round(first + 2 * third)]
    return float(middle.sum() / rows.sum())
