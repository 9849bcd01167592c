"""Side. exported rim, ordered foot -> whether the device is for this foot and not its mirror image."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.records.device import Design
from orthogen.records.finding import Finding

_STATIONS = np.arange(0.08, 0.66, 0.02)
_LIKE = 0.8


def check(design: Design, stl_from_foot: FloatArray, rim_stl_mm: FloatArray) -> Finding:
    """Return how the unevenness of the file's rim agrees with the ordered foot's: 1 the same, −1 its mirror image.

    In the file (x anterior, z up) medial is +y for a right foot and −y for a left one; only the foot's side says so
    here, not the frame that made the file. A fault below 0.8, or if the frame mirrors a right foot or does not mirror
    a left one: a wrong-sided insole is the worst failure of all (geometry.md 1.4).
    """
    foot, stations = design.site.foot, _STATIONS * design.site.foot.foot_length_mm
    medial = -1.0 if foot.side == "left" else 1.0
    sides = [_at(stations, part)[:, 0] for part in _sides(design.outline_mm)]
    ordered = [np.column_stack([y, design.grid.sample(design.bed_mm, stations, y)]) for y in sides]
    meant = _unevenness(*ordered)
    rim = (rim_stl_mm - stl_from_foot[:3, 3]) * (1.0, medial, 1.0)
    found = _unevenness(*(_at(stations, part) for part in _sides(rim)))
    likeness = float((meant * found).sum() / np.sqrt((meant**2).sum() * (found**2).sum()))
    good = likeness >= _LIKE and bool(np.linalg.det(stl_from_foot[:3, :3]) * medial > 0)
    note = f"The rim is that of a {foot.side} foot: likeness {likeness:.2f}, where its mirror image has −1."
    if not good:
        note = f"The device is mirrored: it is not for a {foot.side} foot."
    return Finding(check="side", note=note, measured=likeness, unit="", low=_LIKE, level="note" if good else "fault")


def _sides(rim_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the medial and the lateral half of a rim line (n, 2 or 3), each from heel to toes."""
    middle = 0.5 * (rim_mm[:, 1].max() + rim_mm[:, 1].min())
    ordered = rim_mm[np.argsort(rim_mm[:, 0], kind="stable")]
    return ordered[ordered[:, 1] >= middle], ordered[ordered[:, 1] < middle]


def _at(stations_mm: FloatArray, part_mm: FloatArray) -> FloatArray:
    """Return y, and z where there is one, of a half rim at the stations (k, 1 or 2)."""
    columns = range(1, part_mm.shape[1])
    return np.column_stack([np.interp(stations_mm, part_mm[:, 0], part_mm[:, k]) for k in columns])


def _unevenness(medial_mm: FloatArray, lateral_mm: FloatArray) -> FloatArray:
    """Return, per station, how far the middle of the rim wanders and how much higher its medial side is (k, 2)."""
    across, higher = medial_mm[:, 0] + lateral_mm[:, 0], medial_mm[:, 1] - lateral_mm[:, 1]
    uneven: FloatArray = np.column_stack([across - across.mean(), higher])
    return uneven
