"""Registration. the load of one foot, its scan -> where the print lies on the foot, or the refusal (prediction.md 4).

The maximum picture of the print is laid on the one that a bed of springs under the scanned sole would leave, by the
correlation of their square roots, smoothed by 5 mm, behind the toes. Rear ends are not aligned: a print begins in
front of the rearmost skin.
"""

from collections.abc import Mapping

import numpy as np

from orthogen.assess.masks import masks_on_foot
from orthogen.assess.measure import clearest, mask_number, masked_steps, mean_masks, used_steps
from orthogen.assess.metrics import mask_loads
from orthogen.assess.tissue import Sole, pressure_kpa, unloaded
from orthogen.errors import PrintApart
from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.kernel.grid import Grid
from orthogen.kernel.smooth import smoothed
from orthogen.lazyclass import dataclass
from orthogen.records.foot import Foot
from orthogen.records.load import MASKS, Load, OnFoot
from orthogen.records.pressure import PressureRecording

LEAST_CORRELATION, MOST_SCALE_OFF = 0.85, 0.04  # prediction.md 4
_LENGTH_OF_PRINT = 1.025  # a foot is so much longer than its print (prediction.md 4)
_STEP_MM, _SMOOTH_MM, _SOLE_SHARE = 2.0, 5.0, 0.83
_TOE_MASKS = (MASKS.index("hallux"), MASKS.index("toes"))
# Without measured instants: shares of body weight and of the length (prediction.md 1).
_USUAL = ((0.95, 0.22), (0.80, 0.40), (1.00, 0.72))
_BODY_WEIGHT_N = 700.0
_SEARCH = ((6.0, 6.0, 4.0), 0.12)  # first steps in mm, mm, degrees; the share of them at which it ends


@dataclass(frozen=True, kw_only=True)
class _Print:
    """The print behind its toes: place_mm (n, 2) in its own frame, root (n,) of the pressure times the cell's area."""

    place_mm: FloatArray
    root_mm2: FloatArray


def registered(recording: PressureRecording, load: Load, foot: Foot) -> OnFoot:
    """Return the print on the foot; foot: the scan of the same side.

    Raises PrintApart where lengths differ by more than 4 %, the print is cut, or the correlation is below 0.85.
    """
    scale = _scale(load, foot)
    sole, grid = _sole(foot)
    behind = ~np.isin(load.mask, _TOE_MASKS)
    own = _Print(place_mm=load.place_mm[behind],
                 root_mm2=np.sqrt(np.maximum(load.peak_kpa[behind], 0.0)) * load.area_mm2[behind])  # fmt: skip
    motion, best = np.array([4.0, 0.0, 0.0]), -1.0
    for instants in (_usual(foot, load), None):
        model = _model(sole, grid, instants or _measured(load, behind, motion))
        motion, best = _search(model, own, grid, motion)
    if best < LEAST_CORRELATION:
        raise PrintApart(
            f"the print fits the scan with a correlation of {best:.2f}; {LEAST_CORRELATION} is needed",
            "check that print and scan are the same foot",
        )
    return _on_foot(recording, load, foot, motion, correlation=best, scale=scale)


def _scale(load: Load, foot: Foot) -> float:
    """Return length of the scan over the length that the print speaks of."""
    if load.instrument == "insole":
        raise PrintApart("an insole measures in its shoe: it has no place on the scanned foot", "use a plate")
    missing = [name for name in MASKS if name.startswith("mth") and name not in foot.landmarks]
    if missing:
        raise PrintApart(f"the scan does not show {', '.join(missing)}", "give these landmarks with --landmark")
    if any(finding.check == "steps_cut" for finding in load.findings):
        raise PrintApart("every print is cut by the recording or by the edge of the plate", "record whole steps")
    ratio = foot.foot_length_mm / (_LENGTH_OF_PRINT * load.length_mm)
    if abs(ratio - 1.0) > MOST_SCALE_OFF:
        raise PrintApart(
            f"the print is {load.length_mm:.0f} mm long and speaks of a foot of "
            f"{_LENGTH_OF_PRINT * load.length_mm:.0f} mm, the scan has {foot.foot_length_mm:.0f} mm",
            "check that both are the same foot and side, and the pitch of the device",
        )
    return ratio


def _sole(foot: Foot) -> tuple[Sole, Grid]:
    """Return the cells of the unloaded sole behind the toes, and a grid around the whole foot."""
    low, high = foot.outline_mm.min(axis=0) - 20.0, foot.outline_mm.max(axis=0) + 20.0
    size = np.ceil((high - low) / _STEP_MM).astype(int) + 1
    grid = Grid(x0_mm=float(low[0]), y0_mm=float(low[1]), step_mm=_STEP_MM, nx=int(size[0]), ny=int(size[1]))
    x, y = np.broadcast_arrays(grid.x_mm, grid.y_mm)
    z = foot.plantar.grid.sample_linear(foot.plantar.z_mm, x, y)
    if foot.sole_flattened or foot.load == "standing":
        z = unloaded(z, x, _STEP_MM, foot.foot_length_mm)
    there = np.isfinite(z) & (x < _SOLE_SHARE * foot.foot_length_mm)
    place = np.column_stack([x[there], y[there]])
    return Sole(place_mm=place, z_mm=z[there], cell_mm2=_STEP_MM**2, length_mm=foot.foot_length_mm), grid


def _usual(foot: Foot, load: Load) -> list[tuple[float, tuple[float, float]]]:
    weight = load.step_force_n / 1.1 if load.step_force_n > 0 else _BODY_WEIGHT_N
    return [(force * weight, (share * foot.foot_length_mm, 0.0)) for force, share in _USUAL]


def _measured(load: Load, behind: BoolArray, motion: FloatArray) -> list[tuple[float, tuple[float, float]]]:
    """Return force and place on the foot behind the toes at the measured instants."""
    found = []
    for instant in load.instants:
        weight = instant.kpa[behind] * load.area_mm2[behind] * 1e-3
        if (force := float(weight.sum())) > 0:
            x, y = _moved((weight @ load.place_mm[behind] / force)[None], motion)[0].tolist()
            found.append((force, (x, y)))
    return found


def _model(sole: Sole, grid: Grid, instants: list[tuple[float, tuple[float, float]]]) -> FloatArray:
    """Return the smoothed root of the highest pressure that the sole leaves at some instants, on the grid."""
    peak = np.max([pressure_kpa(sole, force_n=force, at_mm=place) for force, place in instants], axis=0)
    return _field(grid, sole.place_mm, np.sqrt(peak) * sole.cell_mm2)


def _field(grid: Grid, place_mm: FloatArray, amount: FloatArray) -> FloatArray:
    """Return amounts at places as a density (nx, ny), smoothed by 5 mm."""
    index = np.rint((place_mm - [grid.x0_mm, grid.y0_mm]) / grid.step_mm).astype(np.int64)
    inside = ((index >= 0) & (index < grid.shape)).all(axis=1)
    flat = index[inside] @ [grid.ny, 1]
    held = np.bincount(flat, weights=amount[inside], minlength=grid.nx * grid.ny).reshape(grid.shape)
    return smoothed(held / grid.step_mm**2, _SMOOTH_MM / grid.step_mm)


def _moved(place_mm: FloatArray, motion: FloatArray) -> FloatArray:
    """Return places of the print on the foot; motion: forward, medial, degrees towards medial."""
    return place_mm @ _matrix(motion)[:2, :2].T + motion[:2]


def _matrix(motion: FloatArray) -> FloatArray:
    turn = np.radians(motion[2])
    cos, sin = float(np.cos(turn)), float(np.sin(turn))
    return np.array([[cos, -sin, motion[0]], [sin, cos, motion[1]], [0.0, 0.0, 1.0]])


def _search(model: FloatArray, own: _Print, grid: Grid, start: FloatArray) -> tuple[FloatArray, float]:
    """Return the motion of the highest correlation, by steps along each axis that are halved where none helps."""

    def fit(motion: FloatArray) -> float:
        return _correlation(model, _field(grid, _moved(own.place_mm, motion), own.root_mm2))

    (first, last), best, motion = _SEARCH, fit(start), start
    steps = np.array(first)
    while steps[0] > last * first[0]:
        tried = [motion + sign * steps * axis for axis in np.eye(3) for sign in (1.0, -1.0)]
        fits = [fit(place) for place in tried]
        if max(fits) > best:
            motion, best = tried[int(np.argmax(fits))], max(fits)
        else:
            steps = steps / 2
    return motion, best


def _correlation(one: FloatArray, other: FloatArray) -> float:
    """Return the correlation of two fields where either is not zero."""
    there = (one > 0.05 * one.max()) | (other > 0.05 * max(float(other.max()), 1e-12))
    a, b = one[there] - one[there].mean(), other[there] - other[there].mean()
    return float(a @ b / max(float(np.sqrt((a @ a) * (b @ b))), 1e-12))


def _on_foot(
    recording: PressureRecording, load: Load, foot: Foot, motion: FloatArray, *, correlation: float, scale: float
) -> OnFoot:
    """Return the record: maps, heads and masks on the foot, the masks as means over the steps."""
    used = used_steps([item for item in masked_steps(recording) if item[1].side == load.side])
    cut = [(step, frame, masks_on_foot(foot, _moved(frame.place_mm, motion), masks))
           for step, frame, masks in used]  # fmt: skip
    step, frame, masks = clearest(cut)
    place = _moved(frame.place_mm, motion)
    grid = foot.plantar.grid
    return OnFoot(
        foot_from_print=frozen(_matrix(motion)), correlation=correlation, scale_ratio=scale, grid=grid,
        peak_kpa=frozen(_nearest(grid, place, step.peak_kpa, float(np.sqrt(step.area_mm2.max())))),
        path_mm=frozen(_moved(load.path_mm, motion)), heads_mm=_heads(place, step.peak_kpa, masks),
        masks=mean_masks([mask_loads(one, its.contact, cells) for one, its, cells in cut]),
        mask=frozen(mask_number(masks), np.int64),
    )  # fmt: skip


def _nearest(grid: Grid, place_mm: FloatArray, values: FloatArray, reach_mm: float) -> FloatArray:
    """Return at each node (nx, ny) the value of the nearest place within three quarters of a cell, 0 elsewhere."""
    field = np.zeros(grid.shape)
    for row, x in enumerate(grid.x_mm[:, 0]):
        near = np.abs(place_mm[:, 0] - x) <= reach_mm
        if near.any():
            gap = np.hypot(place_mm[near, 0, None] - x, place_mm[near, 1, None] - grid.y_mm)
            best = gap.argmin(axis=0)
            field[row] = np.where(gap.min(axis=0) <= 0.75 * reach_mm, values[near][best], 0.0)
    return field


def _heads(
    place_mm: FloatArray, peak_kpa: FloatArray, masks: Mapping[str, BoolArray]
) -> dict[str, tuple[float, float]]:
    """Return for each loaded head the centre of its pressures above four fifths of its highest."""
    found = {}
    for name in MASKS[2:7]:
        own = masks[name] & (peak_kpa > 0)
        if own.any():
            high = own & (peak_kpa >= 0.8 * peak_kpa[own].max())
            x, y = np.average(place_mm[high], axis=0, weights=peak_kpa[high]).tolist()
            found[name] = (x, y)
    return found
