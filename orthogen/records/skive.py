"""Skive. site, depth, slope -> a tilted plane across one side of the heel, medial or lateral; and its measurement."""

from dataclasses import replace

import numpy as np

from orthogen.kernel import plane
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.field import rise, smooth_max
from orthogen.kernel.shape_fit import shape_fit
from orthogen.records.site import Made, Site

BLEND_MM = 2.0
_HEEL_END_RATIO, _FADE_END_RATIO = 0.24, 0.34
_INSET_MM = 4.0
_LEAST_NODES = 30
_LEAST_SPREAD_MM = 2.3  # heights wrong by 0.002 mm turn a plane as narrow as that by 0.05°


def raised_mm(site: Site, *, depth_mm: float, medial_slope: float) -> FloatArray:
    """Return what a plane that rises by `medial_slope` per mm to the medial side adds to the heel (nx, ny), mm.

    Its height follows from the depth: the greatest addition over the heel, blend of 2 mm included. It is faded out
    from .24 to .34 FL and over the last 4 mm to the trim line, where it would meet a low rim (surface.md 4).
    """
    wedge = medial_slope * site.y_mm - site.surface_mm
    above = wedge - float(wedge[_heel(site)].max()) + _overlap_mm(depth_mm)
    field: FloatArray = smooth_max(above, np.zeros_like(above), BLEND_MM)
    length = site.foot.foot_length_mm
    inside = rise(site.inset_mm, 0.0, _INSET_MM)
    return field * inside * rise(site.x_mm, _FADE_END_RATIO * length, _HEEL_END_RATIO * length)


def measured(made: Made, *, depth_mm: float, medial_slope: float) -> tuple[float, float | None]:
    """Return the greatest change over the heel, mm, and the medial slope of the plane, None where nothing tells it.

    The plane is fitted to the top, posts and wells subtracted, where the change is more than the blend of 2 mm and
    those places spread by 2.3 mm (r.m.s.) across the foot. Of a skive too small for that the declared shape is fitted
    to the change at the corners of the file, from the ordered depth and slope.
    """
    site = made.site
    change = np.where(_heel(site) & np.isfinite(made.change_mm), made.change_mm, -np.inf)
    depth = float(change.max())
    ix, iy = np.nonzero(change > BLEND_MM)
    if len(ix) < _LEAST_NODES or _spread_across(ix, iy) * site.grid.step_mm < _LEAST_SPREAD_MM:
        return depth, _of_shape(made, depth_mm=depth_mm, medial_slope=medial_slope)
    bare = (made.top_mm - made.tilt_mm - made.relief_mm)[ix, iy]
    _, _, across = plane.trimmed(site.x_mm[ix, 0], site.y_mm[0, iy], bare, residual=0.02)
    return depth, across


def _of_shape(made: Made, *, depth_mm: float, medial_slope: float) -> float | None:
    """Return the medial slope with which the declared skive explains the change over the heel best."""
    bed = made.without_mm - made.tilt_mm - made.relief_mm  # what the skive stood on: posts, lifts and pads come later
    site = replace(made.site, surface_mm=bed)
    seen = made.exact & _heel(site) & (raised_mm(site, depth_mm=depth_mm, medial_slope=medial_slope) > 0.0)
    if seen.sum() < _LEAST_NODES:
        return None

    def shape(values: FloatArray) -> FloatArray:
        return raised_mm(site, depth_mm=float(values[0]), medial_slope=float(values[1]))[seen]

    fit = shape_fit(shape, (depth_mm, medial_slope), made.change_mm[seen], steps=(0.01, 0.0002))
    return float(fit.values[1]) if fit.told[1] else None


def _spread_across(along: IntArray, across: IntArray) -> float:
    """Return how far places (n,) spread across, r.m.s., beside what already follows from where they lie along."""
    (along_along, both), (_, across_across) = np.cov(along, across)
    return float(np.sqrt(across_across - both**2 / along_along)) if along_along > 0.0 else 0.0


def _overlap_mm(depth_mm: float) -> float:
    """Return how far the plane must stand above the surface so that, blend included, it adds the depth there."""
    if depth_mm >= BLEND_MM:
        return depth_mm
    low, high = -BLEND_MM, BLEND_MM
    for _ in range(60):
        middle = 0.5 * (low + high)
        gap = BLEND_MM - abs(middle)
        low, high = (middle, high) if max(middle, 0.0) + gap**3 / (6.0 * BLEND_MM**2) < depth_mm else (low, middle)
    return 0.5 * (low + high)


def _heel(site: Site) -> BoolArray:
    heel: BoolArray = (site.x_mm < _HEEL_END_RATIO * site.foot.foot_length_mm) & (site.inset_mm > _INSET_MM)
    return heel
