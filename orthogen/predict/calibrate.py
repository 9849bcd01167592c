"""Calibrate. sole, one barefoot print on it -> heights of the skin, and a stiffness of the toes, that explain it.

Where the print exceeds 10 kPa behind the toes, each cell is moved by 0.6·(t/B)·(ln(1 + p/sA) − ln(1 + model/sA)) at
the moment of its highest pressure, smoothed by 3 mm and held within ± 4 mm; the toes get one factor on their stiffness
within [0.5, 2] (prediction.md 4). One print cannot tell shape from stiffness: the band keeps both.
"""

from dataclasses import replace

import numpy as np

from orthogen.errors import NotPredictable
from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.kernel.smooth import smoothed
from orthogen.kernel.springs import GROWTH
from orthogen.lazyclass import dataclass
from orthogen.predict import modes
from orthogen.predict.equilibrium import NEAR, Stiffness, stand
from orthogen.predict.sole import Sole
from orthogen.predict.support import plain, under
from orthogen.records.load import Load, OnFoot
from orthogen.records.prediction import Calibration, Loading

MOST_MM, LEAST_KPA = 4.0, 10.0
ROUNDS, FEW_ROUNDS = 14, 3
_SHARE, _SMOOTH_MM, _TOE_RANGE = 0.6, 3.0, (0.5, 2.0)


@dataclass(frozen=True, kw_only=True)
class Print:
    """A print on the cells of a sole: its moments, and kpa (m, n) of each."""

    loadings: tuple[Loading, ...]
    kpa: FloatArray


@dataclass(frozen=True, kw_only=True)
class Fitted:
    """A sole that agrees with a print: dz_mm (n,) added to its skin, factor of the toes, errors by moment."""

    sole: Sole
    dz_mm: FloatArray
    toe_ratio: float
    rms_ratio: dict[str, float]
    clamped_share: float


def print_on(sole: Sole, load: Load, on_foot: OnFoot) -> Print:
    """Return the print of a load on the cells of a sole: the sensor above each cell, smoothed by 3 mm, its force kept.

    Centre of pressure and the moment of the toes are those of what lies on the sole. Raises NotPredictable.
    """
    place = load.place_mm @ on_foot.foot_from_print[:2, :2].T + on_foot.foot_from_print[:2, 2]
    nearest = _nearest(sole, place, 0.75 * float(np.sqrt(load.area_mm2.max())))
    toe, rows, loadings = modes.hinges(sole)[0], [], []
    for instant in load.instants:
        kpa = np.where(nearest >= 0, np.asarray(instant.kpa)[np.maximum(nearest, 0)], 0.0)
        soft = smoothed(sole.field(kpa), _SMOOTH_MM / sole.grid.step_mm).ravel()[sole.at]
        total = float(soft.sum())
        if total <= 0.0:
            raise NotPredictable("the print does not touch the scanned sole", "check that both show the same foot")
        rows.append(soft * (instant.force_n / (1e-3 * sole.cell_mm2 * total)))
        loadings.append(Loading(
            name=instant.name, force_n=instant.force_n, x_mm=float((soft * sole.x_mm).sum()) / total,
            y_mm=float((soft * sole.y_mm).sum()) / total,
            toe_share=float((soft * toe).sum()) / total / modes.TOE_LEVER_RATIO,
        ))  # fmt: skip
    return Print(loadings=tuple(loadings), kpa=np.array(rows))


def fitted(sole: Sole, seen: Print, *, rounds: int = ROUNDS, stiffness: Stiffness | None = None) -> Fitted:
    """Return the sole whose barefoot pressures come nearest to the print; raises NotPredictable."""
    stiffness, hinges = stiffness or Stiffness(), modes.hinges(sole)
    ground = under(sole, plain(sole.grid, shoe=False))
    highest, when = seen.kpa.max(axis=0), seen.kpa.argmax(axis=0)
    toes = sole.region[3] > 0.5
    moved = (highest > LEAST_KPA) & ~toes
    cells, dz, factor = np.arange(len(when)), np.zeros(len(when)), 1.0
    now = sole
    starts: list[FloatArray | None] = [None] * len(seen.loadings)
    for turn in range(rounds + 1):
        found = [
            stand(now, ground, item, hinges=hinges, stiffness=stiffness, close=NEAR, judged=False, start=start)
            for item, start in zip(seen.loadings, starts, strict=True)
        ]
        starts, model = [item.motion for item in found], np.array([item.pressure_kpa for item in found])
        if turn == rounds:
            break
        at = model[when, cells]
        error = np.log1p(highest / now.soft_kpa) - np.log1p(at / now.soft_kpa)
        raw = np.where(moved, _SHARE * now.thick_mm / GROWTH * error, 0.0)
        dz = np.clip(dz - _spread(sole, raw, moved), -MOST_MM, MOST_MM)
        factor = _toe_factor(factor, seen, model, toes)
        now = replace(sole, skin_mm=sole.skin_mm + dz,
                      soft_kpa=sole.soft_kpa * (1.0 + (factor - 1.0) * sole.region[3]))  # fmt: skip
    return Fitted(
        sole=now, dz_mm=dz, toe_ratio=factor, rms_ratio=_errors(seen, model, ~toes),
        clamped_share=float((np.abs(dz[moved]) >= MOST_MM - 1e-9).mean()) if moved.any() else 0.0,
    )  # fmt: skip


def record(fit: Fitted, load: Load, on_foot: OnFoot) -> Calibration:
    """Return what is told of a calibration."""
    return Calibration(
        grid=fit.sole.grid, dz_mm=frozen(fit.sole.field(fit.dz_mm)), toe_ratio=fit.toe_ratio,
        rms_ratio=fit.rms_ratio, clamped_share=fit.clamped_share, correlation=on_foot.correlation, steps=load.steps,
    )  # fmt: skip


def carried(calibration: Calibration, sole: Sole) -> Sole:
    """Return a sole of another step with the heights and the toes of a calibration."""
    grid = calibration.grid
    dz = np.nan_to_num(grid.sample_linear(calibration.dz_mm, sole.x_mm, sole.y_mm), nan=0.0)
    factor = 1.0 + (calibration.toe_ratio - 1.0) * sole.region[3]
    return replace(sole, skin_mm=sole.skin_mm + dz, soft_kpa=sole.soft_kpa * factor)


def _spread(sole: Sole, raw: FloatArray, moved: BoolArray) -> FloatArray:
    """Return a change smoothed over 3 mm among the cells that may move."""
    sigma = _SMOOTH_MM / sole.grid.step_mm
    weight = smoothed(sole.field(moved.astype(np.float64)), sigma).ravel()[sole.at]
    soft = smoothed(sole.field(raw), sigma).ravel()[sole.at]
    return np.where(moved, soft / np.maximum(weight, 1e-9), 0.0)


def _toe_factor(factor: float, seen: Print, model: FloatArray, toes: BoolArray) -> float:
    """Return the factor of the toes, moved by half towards the ratio of the highest pressures there."""
    if not toes.any():
        return factor
    wanted, got = (
        float(np.quantile(seen.kpa[:, toes].max(axis=0), 0.98)),
        float(np.quantile(model[:, toes].max(axis=0), 0.98)),
    )
    if wanted < LEAST_KPA or got < LEAST_KPA:
        return factor
    return float(np.clip(factor * np.sqrt(wanted / got), *_TOE_RANGE))


def _errors(seen: Print, model: FloatArray, there: BoolArray) -> dict[str, float]:
    """Return moment -> root mean square of the error over the mean pressure, where either presses, behind the toes."""
    found: dict[str, float] = {}
    for loading, own, other in zip(seen.loadings, seen.kpa, model, strict=True):
        cells = there & ((own > LEAST_KPA) | (other > LEAST_KPA))
        mean = float(own[cells].mean()) if cells.any() else 0.0
        found[loading.name] = float(np.sqrt(np.mean((own - other)[cells] ** 2))) / mean if mean > 0 else 0.0
    return found


def _nearest(sole: Sole, place: FloatArray, reach_mm: float) -> FloatArray:
    """Return for each cell the index (n,) of the nearest sensor within reach, −1 where there is none."""
    found = np.full(len(sole.x_mm), -1)
    for x in np.unique(sole.x_mm):
        row = np.flatnonzero(sole.x_mm == x)
        near = np.flatnonzero(np.abs(place[:, 0] - x) <= reach_mm)
        if len(near):
            gap = np.hypot(place[near, 0][:, None] - x, place[near, 1][:, None] - sole.y_mm[row])
            best = gap.argmin(axis=0)
            found[row] = np.where(gap.min(axis=0) <= reach_mm, near[best], -1)
    return found
