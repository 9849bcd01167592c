"""Arch. a sole pressed flat, an ordered height -> the skin with an arch raised in it."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import smooth_max, swelling
from orthogen.kernel.grid import Grid
from orthogen.records.finding import Finding
from orthogen.records.foot import Foot

_HEEL_END_RATIO, _LATERAL_END_RATIO = 0.22, -0.08
_BLEND_MM = 8.0


def raised(foot: Foot, grid: Grid, skin_mm: FloatArray, height_mm: float) -> FloatArray:
    """Return max(skin, arch), smooth: the arch is `height_mm` high at the arch apex and 0 under heel, ball and border.

    arch = h · cosine(x) · (2t³ − t⁴): along the foot half a cosine wave to either side of the apex, from .22 FL to the
    metatarsal line; across it t runs from the lateral border to 1 at the apex and goes on rising medially, as a real
    arch does, to 1.8 h: 1 + .8·tanh(2.5 (t − 1)).
    """
    length, apex = foot.foot_length_mm, foot.landmarks["arch_apex"]
    end = foot.mth_line_x_mm(grid.y_mm) - 0.02 * length
    start = _HEEL_END_RATIO * length
    behind, ahead = (apex.x_mm - grid.x_mm) / (apex.x_mm - start), (grid.x_mm - apex.x_mm) / (end - apex.x_mm)
    wave = 0.5 + 0.5 * np.cos(np.pi * np.clip(np.maximum(behind, ahead), 0.0, 1.0))
    border = _LATERAL_END_RATIO * length
    t = np.clip((grid.y_mm - border) / (apex.y_mm - border), 0.0, None)
    across = np.where(t < 1.0, t**3 * (2.0 - t), 1.0 + 0.8 * np.tanh(2.5 * (t - 1.0)))
    arch = height_mm * wave * across
    return np.where(arch > 0.0, smooth_max(arch, skin_mm, swelling(_BLEND_MM, arch)), skin_mm)


def told(height_mm: float) -> Finding:
    """Return the warning that an arch was made which is not the patient's own."""
    return Finding(
        check="arch_from_profile",
        note=f"An arch of {height_mm:.1f} mm was raised in the foot bed, as prescribed for a sole without one; "
        "check its height on the patient.",
        measured=height_mm,
        unit="mm",
        level="warning",
    )
