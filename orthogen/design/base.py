"""Base. plantar map -> the fitted skin: a smooth surface that goes on as a heel wall and a toe platform."""

import numpy as np

from orthogen.kernel import curve, distance, smooth, spline
from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.kernel.field import rise, smooth_min
from orthogen.kernel.grid import Grid, covering
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding, spot
from orthogen.records.foot import Foot, PlantarMap
from orthogen.records.shoe import FLAT, Shoe

STEP_MM = 0.5
_MARGIN_MM = 12.0  # 5 mm allowance at the toes or 6 mm of cup wall, and 4 mm of field beyond the trim line
_KNOT_MM = 3.0
_SAMPLE_STEP_MM = 1.0
_WALL_DEG, _WALL_WEIGHT, _WALL_REACH_MM = 74.0, 0.05, 9.0
_RAGGED_MM = 4.0
_STEEP_DEG = 70.0
_HOLD_MM = 8.0
_SINK_RATIO = 0.09
_PATCH_MM2 = 100.0


@dataclass(frozen=True, kw_only=True)
class Base:
    """The fitted skin on the design grid: z_mm (nx, ny) with platform, the noise of the scan, what was cut."""

    foot: Foot
    grid: Grid
    z_mm: FloatArray
    noise_mm: float
    findings: tuple[Finding, ...]


def fitted(foot: Foot, shoe: Shoe = FLAT) -> Base:
    """Return the smooth skin of a foot (surface.md 1), continued where the scan shows none.

    Robust P-spline, knots every 3 mm, smoothness by the noise rule. Outside the silhouette the skin goes on as a wall
    of 74°: the map ends 6–12 mm above the heel, lower than every ordered cup. The toes are not fitted: from the
    metatarsal line + 1.5 % of foot length the surface sinks, over 9 %, to a platform at z = 0. The grid covers the
    foot and, where its outline is known, the inside of the shoe.
    """
    lattice, z = _samples(foot)
    line = foot.mth_line_x_mm(lattice.y_mm)
    proximal = lattice.x_mm < line + 0.03 * foot.foot_length_mm
    real = np.isfinite(z) & proximal
    wall = _wall(foot, lattice, np.where(real, z, np.nan))
    soft = np.isfinite(wall) & proximal & ~real
    fit = spline.robust_fit(
        spline.Smoother(lattice, _KNOT_MM),
        np.where(real, z, np.where(soft, wall, 0.0)),
        np.where(real, 1.0, np.where(soft, _WALL_WEIGHT, 0.0)),
        soft=soft,
        steep_deg=_STEEP_DEG,
    )
    reach = foot.outline_mm if shoe.liner is None else np.vstack([foot.outline_mm, shoe.liner.line_mm])
    grid = covering(reach[:, 0], reach[:, 1], step_mm=STEP_MM, margin_mm=_MARGIN_MM)
    return Base(
        foot=foot,
        grid=grid,
        z_mm=frozen(_with_platform(foot, grid, fit.spline.on(grid))),
        noise_mm=fit.sigma,
        findings=_cut_patches(lattice, fit.dropped, fit.residual),
    )


def _with_platform(foot: Foot, grid: Grid, skin_mm: FloatArray) -> FloatArray:
    """Return the skin sunk to z = 0 under the toes: a fit through the sulcus would make a crest nobody ordered.

    Beyond the start of the platform the skin keeps the height it has there, so it can only fall.
    """
    length = foot.foot_length_mm
    start = foot.mth_line_x_mm(grid.y_mm) + 0.015 * length
    beyond = grid.x_mm - start
    z = np.where(beyond < _SINK_RATIO * length, skin_mm, 0.0)
    ix, iy = np.nonzero((beyond > -_HOLD_MM) & (beyond < _SINK_RATIO * length))
    held = smooth_min(beyond[ix, iy], np.zeros(len(ix)), _HOLD_MM) + start[0, iy]
    z[ix, iy] = grid.sample(skin_mm, held, grid.y_mm[0, iy]) * (1.0 - rise(beyond[ix, iy], 0.0, _SINK_RATIO * length))
    return z


def _samples(foot: Foot) -> tuple[Grid, FloatArray]:
    """Return the map averaged to about 1 mm, with a margin for the wall and without the toes; NaN where no skin is.

    The mean of a block is taken only where the whole block is skin, so it never stands for a place off its centre.
    """
    plantar: PlantarMap = foot.plantar
    n = max(1, round(_SAMPLE_STEP_MM / plantar.grid.step_mm))
    ix, iy = (np.flatnonzero(np.isfinite(plantar.z_mm).any(axis=axis)) for axis in (1, 0))
    nx, ny = (ix[-1] + 1 - ix[0]) // n, (iy[-1] + 1 - iy[0]) // n
    blocks = plantar.z_mm[ix[0] : ix[0] + nx * n, iy[0] : iy[0] + ny * n].reshape(nx, n, ny, n)
    step = n * plantar.grid.step_mm
    pad = int(np.ceil((_MARGIN_MM + 1.0) / step))
    x0 = float(plantar.grid.x_mm[ix[0], 0]) + 0.5 * (step - plantar.grid.step_mm) - pad * step
    y0 = float(plantar.grid.y_mm[0, iy[0]]) + 0.5 * (step - plantar.grid.step_mm) - pad * step
    grid = Grid(x0_mm=x0, y0_mm=y0, step_mm=step, nx=nx + 2 * pad, ny=ny + 2 * pad)
    end = float(foot.mth_line_x_mm(grid.y_mm).max()) + 0.05 * foot.foot_length_mm
    keep = min(grid.nx, int(np.ceil((end - x0) / step)) + 1)
    z = np.pad(blocks.mean(axis=(1, 3)), pad, constant_values=np.nan)
    return Grid(x0_mm=x0, y0_mm=y0, step_mm=step, nx=keep, ny=grid.ny), z[:keep]


def _wall(foot: Foot, lattice: Grid, z: FloatArray) -> FloatArray:
    """Return the design wall z = z_silhouette + tan 74°·d on nodes 0 < d ≤ 9 mm outside the foot, NaN elsewhere.

    The height of the silhouette is read from the outermost skin, each sample carried outwards along the wall itself,
    and smoothed along the outline, as the outline is: a ragged scan edge must not make a ragged wall.
    """
    loop = curve.resampled(foot.outline_mm, _SAMPLE_STEP_MM)
    loop = curve.low_passed(loop, _SAMPLE_STEP_MM, _RAGGED_MM)
    inset, place = distance.inset(lattice, loop)
    rise_per_mm = np.tan(np.radians(_WALL_DEG))
    edge = np.isfinite(z) & (inset < 2.0)
    spot = np.floor(place[edge]).astype(np.int64)
    count = np.bincount(spot, minlength=len(loop))
    total = np.bincount(spot, weights=z[edge] + rise_per_mm * inset[edge], minlength=len(loop))
    known = np.flatnonzero(count)
    level: FloatArray = np.interp(np.arange(len(loop)), known, total[known] / count[known], period=len(loop))
    level = curve.low_passed(level, _SAMPLE_STEP_MM, _RAGGED_MM)
    height: FloatArray = level[np.floor(place).astype(np.int64)] - rise_per_mm * inset
    return np.where((inset < 0.0) & (inset >= -_WALL_REACH_MM), height, np.nan)


def _cut_patches(lattice: Grid, dropped: BoolArray, residual: FloatArray) -> tuple[Finding, ...]:
    """Return a warning for every connected patch above 1 cm² that the fit left out as not being skin."""
    patches = smooth.patches(dropped)
    areas = np.bincount(patches.ravel())[1:] * lattice.step_mm**2
    found = []
    for number in np.flatnonzero(areas > _PATCH_MM2) + 1:
        ix, iy = np.nonzero(patches == number)
        off = float(residual[ix, iy].mean())
        where = (float(lattice.x_mm[ix, 0].mean()), float(lattice.y_mm[0, iy].mean()), 0.0)
        found.append(
            Finding(
                check="surface_patch_left_out",
                note=f"A patch of {areas[number - 1] / 100:.1f} cm², {spot(*where[:2])}, lies "
                f"{abs(off):.1f} mm {'above' if off > 0 else 'below'} the skin around it and was left out of the fit; "
                "look at the scan there.",
                measured=float(areas[number - 1]),
                unit="mm2",
                high=_PATCH_MM2,
                level="warning",
                where_mm=where,
            )
        )
    return tuple(found)
