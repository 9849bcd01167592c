"""Springs. how deep each cell is pressed -> its pressure and slope; tissue, insole and shoe in series.

Tissue p = s·A·(exp(B·e) − 1), A = 29.45 kPa, B = 3.5654 (Gefen 2001, clinical.md F.4); foam p = E·e/(1 − e); a shoe that
gives k mm/kPa. Thus u = t·ln(1 + p/sA)/B + h·p/(E + p) + k·p, solved in w = ln(1 + p/sA), in which it is monotone.
"""

from dataclasses import dataclass

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray

A_KPA, B = 29.45, 3.5654
_ROUNDS = 60
_SETTLED = 1e-7  # of w; Newton converges quadratically, so what is left after this step is about its square


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The springs of n cells: thick_mm t and soft_kpa s·A of the tissue, depth_mm h and stiff_kpa E below, shoe k."""

    thick_mm: FloatArray
    soft_kpa: FloatArray
    depth_mm: FloatArray
    stiff_kpa: FloatArray
    shoe_mm_per_kpa: float

    def part(self, chosen: IntArray | BoolArray) -> "Columns":
        """Return the springs of some cells."""
        return Columns(
            thick_mm=self.thick_mm[chosen], soft_kpa=self.soft_kpa[chosen], depth_mm=self.depth_mm[chosen],
            stiff_kpa=self.stiff_kpa[chosen], shoe_mm_per_kpa=self.shoe_mm_per_kpa,
        )  # fmt: skip


def pressed(columns: Columns, deep_mm: FloatArray, start: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return pressure in kPa, its slope in kPa/mm and w, each (n,), for cells pressed by deep_mm > 0.

    start (n,): a guess of w, such as that of the step before. Newton within a bracket: it cannot run away.
    """
    soft, give, depth, stiff = columns.soft_kpa, columns.thick_mm / B, columns.depth_mm, columns.stiff_kpa
    shoe, low, high = columns.shoe_mm_per_kpa, np.zeros_like(deep_mm), deep_mm / give
    w = np.clip(start, low, high)
    for _ in range(_ROUNDS):
        grown = soft * np.exp(w)
        p = grown - soft
        sunk = p / (stiff + p)
        rest = give * w + depth * sunk + shoe * p - deep_mm
        soften = depth * (1.0 - sunk) / (stiff + p) + shoe
        low, high = np.where(rest < 0, w, low), np.where(rest < 0, high, w)
        new = w - rest / (give + soften * grown)
        new = np.where((new < low) | (new > high), 0.5 * (low + high), new)
        settled = bool((np.abs(new - w) < _SETTLED).all())
        w = new
        if settled:
            break
    grown = soft * np.exp(w)
    p = grown - soft
    slope = 1.0 / (give / grown + depth * stiff / (stiff + p) ** 2 + shoe)
    return p, slope, w
