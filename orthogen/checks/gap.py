"""Gap. finished foot bed, raw scan -> how well the device follows the foot that was scanned."""

import numpy as np

from orthogen.errors import GeometryError
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.rank import median, percentile
from orthogen.records.device import Design, Fit
from orthogen.records.finding import Finding

_STEEPEST_RATIO = 1.0  # 45°
_HIGHEST_MM = 20.0
_BALL_START_RATIO, _BALL_HIGHEST_MM = 0.57, 1.5
_TOE_LINE_RATIO = 0.015
_RIM_ROUND_MM = 1.5  # in plan, from where the skin reaches the rim
_OTHER_SKIN_MM, _OTHER_SKIN_NOISE = 2.0, 4.0
_LEAST_POINTS = 100
_MEAN_MM, _MEAN_PER_NOISE = 0.03, 0.8


def check(design: Design, top_mm: FloatArray) -> tuple[Fit, tuple[Finding, ...]]:
    """Return the vertical gap between raw scan points and the exported foot bed (nx, ny), foot frame, over the contact.

    Fit: freed of the prescribed changes, foot bed − skin as fitted. Contact (surface.md 5): slope < 45°, z < 20 mm,
    behind the toe platform, z < 1.5 mm distal of .57 FL, inside the trim line, where the rim does not cut. A point
    counts if it is the lowest skin there: within 2 mm + 4 noise of the plantar map, which no side wall or instep is.
    """
    skin = design.site.foot.skin_mm
    u = (skin[:, 0] - design.grid.x0_mm) / design.grid.step_mm
    v = (skin[:, 1] - design.grid.y0_mm) / design.grid.step_mm
    ix = np.clip(np.rint(u), 0, design.grid.nx - 1).astype(np.int64)
    iy = np.clip(np.rint(v), 0, design.grid.ny - 1).astype(np.int64)
    skin = skin[_contact(design)[ix, iy]]
    skin = skin[_is_lowest(design, skin)]
    total = skin[:, 2] - design.grid.sample_linear(top_mm - design.cover_mm, skin[:, 0], skin[:, 1])
    change = design.grid.sample_linear(design.stood_on_mm - design.base_mm, skin[:, 0], skin[:, 1])
    seen = np.isfinite(total)
    if seen.sum() < _LEAST_POINTS:
        raise GeometryError(
            f"only {seen.sum()} points of the scan lie over the contact area of the device",
            "check with `orthogen inspect` that the scan shows the sole",
        )
    fit = _fit(total[seen] + change[seen], least_noise_mm=design.noise_mm)
    return fit, (_fit_finding(fit), _total_finding(np.abs(total[seen])))


def _contact(design: Design) -> BoolArray:
    """Return where (nx, ny) the foot rests on the bed."""
    grid, foot, skin = design.grid, design.site.foot, design.base_mm
    steep = np.hypot(*np.gradient(skin, grid.step_mm))
    contact: BoolArray = (steep < _STEEPEST_RATIO) & (skin < _HIGHEST_MM) & (design.inset_mm > 0)
    contact &= grid.x_mm < foot.mth_line_x_mm(grid.y_mm) + _TOE_LINE_RATIO * foot.foot_length_mm
    contact &= (grid.x_mm < _BALL_START_RATIO * foot.foot_length_mm) | (skin < _BALL_HIGHEST_MM)
    contact &= design.site.surface_mm + _RIM_ROUND_MM * steep < design.rim_cap_mm - design.tilt_mm
    return contact


def _is_lowest(design: Design, skin: FloatArray) -> BoolArray:
    plantar = design.site.foot.plantar
    above = skin[:, 2] - plantar.grid.sample_linear(plantar.z_mm, skin[:, 0], skin[:, 1])
    lowest: BoolArray = above < _OTHER_SKIN_MM + _OTHER_SKIN_NOISE * plantar.noise_mm
    return lowest


def _fit(gap: FloatArray, *, least_noise_mm: float) -> Fit:
    """Return the statistics; the noise is the robust spread of the raw points, 1.4826 × their median deviation.

    Not less than the noise that the fit assumed: on a scan of large flat faces most points have no spread at all.
    """
    size = np.abs(gap)
    return Fit(
        mean_abs_gap_mm=float(size.mean()),
        rms_gap_mm=float(np.sqrt((gap**2).mean())),
        p95_gap_mm=percentile(size, 95),
        within_1mm_ratio=float((size <= 1.0).mean()),
        noise_mm=max(least_noise_mm, float(1.4826 * median(np.abs(gap - median(gap))))),
    )


def _fit_finding(fit: Fit) -> Finding:
    high = _MEAN_MM + _MEAN_PER_NOISE * fit.noise_mm
    good = fit.mean_abs_gap_mm <= high
    return Finding(
        check="gap_to_scan",
        note="Without the prescribed changes, the foot bed follows the scan to "
        f"{fit.mean_abs_gap_mm:.3f} mm on average, 95 % of it to {fit.p95_gap_mm:.2f} mm.",
        measured=fit.mean_abs_gap_mm,
        unit="mm",
        high=high,
        level="note" if good else "warning",
    )


def _total_finding(size: FloatArray) -> Finding:
    p95 = percentile(size, 95)
    return Finding(
        check="gap_total",
        note="With the prescribed changes, the foot bed is "
        f"{size.mean():.2f} mm off the scan on average, 95 % of it no more than {p95:.2f} mm.",
        measured=float(size.mean()),
        unit="mm",
    )
