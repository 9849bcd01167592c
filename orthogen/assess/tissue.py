"""Tissue. an unloaded sole, a force and where it acts -> the pressure that the sole would leave on a flat floor.

prediction.md 1: every cell a spring p = s·A·(exp(B·u/t) − 1) under the skin, three rigid degrees of freedom; no insole.
Used to see where a print lies on a foot, never for a number that is told.
"""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rank import percentile
from orthogen.lazyclass import dataclass

_A_KPA, _B = 29.45, 3.5654  # clinical.md F.4
# Thickness of the soft tissue, mm, and factor of its stiffness, at shares of the foot's length (prediction.md 1).
_SHARE, _THICK_MM, _FACTOR = (0.0, 0.28, 0.36, 0.52, 0.60, 0.78, 0.86, 1.0), (16, 16, 22, 22, 15, 15, 11, 11), (
    1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0)  # fmt: skip
_MOST_STRAIN = 0.75
_ROUNDS = 60
_MOST_STEP_MM = 4.0
_FLAT_MM, _RELAXED, _ROUNDED = 0.5, 600, 0.9


@dataclass(frozen=True, kw_only=True)
class Sole:
    """Cells of a sole: place_mm (n, 2), height z_mm (n,) of the unloaded skin, cell_mm2, length of the foot."""

    place_mm: FloatArray
    z_mm: FloatArray
    cell_mm2: float
    length_mm: float


def pressure_kpa(sole: Sole, *, force_n: float, at_mm: tuple[float, float]) -> FloatArray:
    """Return the pressure (n,) under a force at a place: Newton on sink, pitch and roll, which is convex."""
    share = sole.place_mm[:, 0] / sole.length_mm
    thick, factor = (np.interp(share, _SHARE, values) for values in (_THICK_MM, _FACTOR))
    lever = np.column_stack([np.ones(len(share)), (sole.place_mm - at_mm) / (100.0, 40.0)])
    motion = np.array([percentile(sole.z_mm, 2) + 4.0, 0.0, 0.0])
    wanted = np.array([force_n, 0.0, 0.0])
    for _ in range(_ROUNDS):
        pressure, slope = _spring(lever @ motion - sole.z_mm, thick, factor)
        rest = 1e-3 * sole.cell_mm2 * (lever.T @ pressure) - wanted
        stiffness = 1e-3 * sole.cell_mm2 * (lever.T * slope) @ lever + 1e-3 * np.eye(3)
        step = np.linalg.solve(stiffness, -rest)
        motion = motion + step * min(1.0, _MOST_STEP_MM / float(np.abs(step).max() + 1e-12))
        if np.abs(rest).max() < 1e-3 * force_n:
            break
    return pressure


def _spring(deep_mm: FloatArray, thick: FloatArray, factor: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return pressure and its slope per mm; straight on beyond the most strain, so that Newton stays convex."""
    strain = np.clip(deep_mm / thick, 0.0, _MOST_STRAIN)
    growth = factor * _A_KPA * np.exp(_B * strain)
    beyond = np.maximum(deep_mm / thick - _MOST_STRAIN, 0.0)
    pressure = growth - factor * _A_KPA + _B * growth * beyond
    return np.where(deep_mm > 0, pressure, 0.0), np.where(deep_mm > 0, _B * growth / thick, 0.0)


def unloaded(z_mm: FloatArray, x_mm: FloatArray, step_mm: float, length_mm: float) -> FloatArray:
    """Return the heights (nx, ny) of a sole pressed flat, rounded as if it hung free (prediction.md 4).

    Inside the flat patch (below 0.5 mm) a dome b with Δb = −c and b = 0 on its edge is taken off: a guess.
    """
    patch = np.nan_to_num(z_mm, nan=99.0) < _FLAT_MM
    patch[[0, -1]] = patch[:, [0, -1]] = False
    curve = np.where(x_mm < 0.45 * length_mm, 0.0225, 0.020) * step_mm**2
    dome = np.zeros(z_mm.shape)
    for _ in range(_RELAXED):
        around = dome[2:, 1:-1] + dome[:-2, 1:-1] + dome[1:-1, 2:] + dome[1:-1, :-2]
        dome[1:-1, 1:-1] = np.where(patch[1:-1, 1:-1], (around + curve[1:-1, 1:-1]) / 4.0, 0.0)
    return np.asarray(z_mm - _ROUNDED * dome)
