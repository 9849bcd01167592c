"""Springs. columns in series, how deep each lies -> its pressure, and how their sums resist a motion.

A soft layer of thickness t: p = s·(exp(B·e) − 1); a foam of depth h below it: p = E·e/(1 − e); below all a layer that
gives k mm/kPa. Thus u = t·ln(1 + p/s)/B + h·p/(E + p) + k·p, solved for p by Newton in w = ln(1 + p/s), in which it is
monotone (Gefen 2001 for the soft layer; prediction.md 1).
"""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass

GROWTH = 3.5654


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The springs of n cells (n,): thick_mm t and soft_kpa s of the soft layer, depth_mm h and stiff_kpa E, and k."""

    thick_mm: FloatArray
    soft_kpa: FloatArray
    depth_mm: FloatArray
    stiff_kpa: FloatArray
    last_mm_per_kpa: float


@dataclass(frozen=True, kw_only=True)
class Bed:
    """What n cells press at one motion of k modes: pressure_kpa (n,), w (n,), sums (k,) and stiffness (k, k).

    sums: of row · pressure; stiffness: of row · slope · row, kPa and kPa/mm, summed cell by cell in their order.
    """

    pressure_kpa: FloatArray
    w: FloatArray
    sums: FloatArray
    stiffness: FloatArray


def pressed(columns: Columns, gap_mm: FloatArray, rows: FloatArray, motion: FloatArray, start: FloatArray) -> Bed:
    """Return what the cells press that lie gap_mm (n,) + motion (k,) · rows (k, n) deep; none presses above 0.

    start (n,): a guess of w, such as that of the motion before.
    """
    pressure, w, sums, stiffness = _native.bed_pressed(
        gap_mm, columns.thick_mm / GROWTH, columns.soft_kpa, columns.depth_mm, columns.stiff_kpa,
        columns.last_mm_per_kpa, np.ascontiguousarray(rows), motion, start,
    )  # fmt: skip
    return Bed(pressure_kpa=pressure, w=w, sums=sums, stiffness=stiffness)
