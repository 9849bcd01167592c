"""Stance. sole, what it stands on, the moments of a step -> the pressures of each moment, and the change of each part.

The reference is the shoe's flat floor: there leg and rays are at ease. What the insole changes, moves them.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.lazyclass import dataclass
from orthogen.predict import masks, modes
from orthogen.predict.equilibrium import CLOSE, Ground, Rest, Standing, Stiffness, rest_of, stand
from orthogen.predict.sole import Sole
from orthogen.records.prediction import Loading


@dataclass(frozen=True, kw_only=True)
class Before:
    """The reference of one sole: its balances, their rests, and the peaks of its parts, kPa."""

    sole: Sole
    hinges: FloatArray
    stiffness: Stiffness
    parts: Mapping[str, BoolArray]
    standing: tuple[Standing, ...]
    rests: tuple[Rest, ...]
    peaks_kpa: Mapping[str, float]


def before(
    sole: Sole,
    ground: Ground,
    loadings: Sequence[Loading],
    *,
    stiffness: Stiffness | None = None,
    judged: bool = True,
    close: float = CLOSE,
) -> Before:
    """Return the reference; raises NotPredictable. judged: whether the limits of the model bind it."""
    stiffness, hinges, parts = stiffness or Stiffness(), modes.hinges(sole), masks.parts_of(sole)
    standing = tuple(
        stand(sole, ground, item, hinges=hinges, stiffness=stiffness, judged=judged, close=close) for item in loadings
    )
    return Before(
        sole=sole, hinges=hinges, stiffness=stiffness, parts=parts, standing=standing,
        rests=tuple(rest_of(sole, item, hinges) for item in standing), peaks_kpa=peaks_of(sole, parts, standing),
    )  # fmt: skip


def after(reference: Before, ground: Ground, *, judged: bool = True, close: float = CLOSE) -> tuple[Standing, ...]:
    """Return the balances of the same foot on another ground; raises NotPredictable."""
    return tuple(
        stand(
            reference.sole,
            ground,
            item.loading,
            hinges=reference.hinges,
            stiffness=reference.stiffness,
            rest=rest,
            start=_lowered(reference.sole, ground, item),
            judged=judged,
            close=close,
        )
        for item, rest in zip(reference.standing, reference.rests, strict=True)
    )


def _lowered(sole: Sole, ground: Ground, standing: Standing) -> FloatArray:
    """Return the motion of a balance on the floor, less what the new ground lifts the loaded cells on the average."""
    lift = float((standing.pressure_kpa * ground.top_mm).sum() / standing.pressure_kpa.sum())
    motion = standing.motion.copy()
    motion[0] -= lift
    return motion


def peaks_of(sole: Sole, parts: Mapping[str, BoolArray], standing: Sequence[Standing]) -> dict[str, float]:
    """Return name -> the highest 10 mm mean of the step, kPa."""
    return masks.peaks(parts, [masks.box_mean(sole, item.pressure_kpa) for item in standing])


def changes(reference: Before, standing: Sequence[Standing]) -> dict[str, float]:
    """Return name -> the change of the peak in percent; NaN where the reference has none."""
    new = peaks_of(reference.sole, reference.parts, standing)
    return {
        name: 100.0 * (new[name] / old - 1.0) if old > 0 else float(np.nan) for name, old in reference.peaks_kpa.items()
    }
