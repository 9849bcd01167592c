"""Samples. how many, which -> the same spread of parameters on every machine (prediction.md 5).

A Latin hypercube: each parameter takes each of its `count` levels once, in an order that a fixed mixing of integers
decides (splitmix64, Steele 2014). No clock and no chance: the same samples every time.
"""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.predict.equilibrium import Stiffness
from orthogen.predict.modes import RAY_N_PER_MM, ROLL_NMM_PER_RAD
from orthogen.predict.support import Seat

COUNT = 40
_TISSUE, _SEAT_MM, _SEAT_DEG, _COP_MM, _HINGES, _MATERIAL = 0.30, 2.0, 1.0, (5.0, 3.0), 3.0, 1.5
_PARAMETERS, _SEED = 16, 20240917


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One draw: factors of the tissue (4,) of heel, midfoot, ball, toes; seat; shift of the load; hinges; material."""

    soft: FloatArray
    thick: FloatArray
    seat: Seat
    load_mm: tuple[float, float]
    stiffness: Stiffness
    material: float


def samples(count: int = COUNT) -> tuple[Sample, ...]:
    """Return draws from uniform spreads: ± 30 % tissue, ± 2 mm and ± 1° seat, ± 5 and ± 3 mm load, × or / 3 hinges.

    The stiffness of the material is multiplied or divided by up to 1.5.
    """
    return tuple(_sample(row) for row in _spread(count, _PARAMETERS))


def _sample(row: FloatArray) -> Sample:
    soft, thick, (ahead, aside, turn, x, y, ray, roll, material) = row[:4], row[4:8], row[8:].tolist()
    return Sample(
        soft=1.0 + _TISSUE * soft, thick=1.0 + _TISSUE * thick,
        seat=Seat(forward_mm=_SEAT_MM * ahead, medial_mm=_SEAT_MM * aside, turn_deg=_SEAT_DEG * turn),
        load_mm=(_COP_MM[0] * x, _COP_MM[1] * y),
        stiffness=Stiffness(
            ray_n_per_mm=RAY_N_PER_MM * _HINGES**ray, roll_nmm_per_rad=ROLL_NMM_PER_RAD * _HINGES**roll,
        ),
        material=_MATERIAL**material,
    )  # fmt: skip


def _spread(count: int, parameters: int) -> FloatArray:
    """Return levels (count, parameters) in (−1, 1)."""
    keys = _mixed(np.arange(_SEED, _SEED + count * parameters, dtype=np.uint64)).reshape(parameters, count)
    order = np.argsort(keys, axis=1, kind="stable")
    return np.asarray((2.0 * order + 1.0) / count - 1.0).T


def _mixed(number: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray[tuple[int], np.dtype[np.uint64]]:
    """Return splitmix64 of integers (n,)."""
    x = number * np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))
