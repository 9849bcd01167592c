"""Soles for tests. a few numbers -> a canonical foot whose plantar map is a formula; no file, no scanner."""

import numpy as np

from orthogen.kernel import curve, distance
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.field import rise
from orthogen.kernel.grid import Grid, covering
from orthogen.records.foot import Foot, Landmark, PlantarMap, Side

# Half-widths of the ground outline: x / length, medial / length, lateral / length.
_PLAN = np.array([
    (0.00, 0.00, 0.00), (0.02, 0.07, 0.07), (0.06, 0.105, 0.105), (0.15, 0.126, 0.126), (0.30, 0.128, 0.138),
    (0.45, 0.130, 0.160), (0.60, 0.162, 0.190), (0.72, 0.185, 0.195), (0.82, 0.182, 0.180), (0.92, 0.160, 0.130),
    (0.97, 0.120, 0.075), (1.00, 0.060, 0.00),
])  # fmt: skip


def sole(
    *, length_mm: float = 250.0, arch_mm: float = 14.0, width_ratio: float = 1.0, step_mm: float = 1.0,
    noise_mm: float = 0.0, side: Side = "right", flattened: bool = False,
) -> Foot:  # fmt: skip
    """Return a smooth foot: flat heel and ball, a medial arch, side walls that stand up within 10 mm of the edge."""
    loop = outline(length_mm, width_ratio)
    grid = covering(loop[:, 0], loop[:, 1], step_mm=step_mm, margin_mm=2.0)
    inset, _ = distance.inset(grid, loop)
    marks = _landmarks(length_mm, width_ratio, 0.0 if flattened else arch_mm)
    z = 9.0 * np.exp(-np.maximum(inset, 0.0) / 3.5) + _arch(grid, marks["arch_apex"], length_mm)
    if noise_mm:
        z = z + np.random.default_rng(7).normal(0.0, noise_mm, z.shape)
    z = np.where(inset >= 0.0, z, np.nan)
    ix, iy = np.nonzero(inset >= 0.0)
    return Foot(
        side=side, side_confidence=1.0, votes={}, unit="mm", unit_source="given", kind="whole_foot", load="standing",
        foot_length_mm=length_mm, ball_width_mm=0.38 * length_mm * width_ratio,
        heel_width_mm=0.252 * length_mm * width_ratio, arch_height_mm=0.0 if flattened else arch_mm, arch_index=0.24,
        sole_flattened=flattened, landmarks=marks, plantar=PlantarMap(grid=grid, z_mm=frozen(z), noise_mm=noise_mm),
        outline_mm=frozen(loop), skin_mm=frozen(np.column_stack([grid.x_mm[ix, 0], grid.y_mm[0, iy], z[ix, iy]])),
        foot_from_file=frozen(np.eye(4)), findings=(),
    )  # fmt: skip


def outline(length_mm: float = 250.0, width_ratio: float = 1.0) -> FloatArray:
    """Return the ground outline, counter-clockwise."""
    medial = np.column_stack([_PLAN[:, 0], width_ratio * _PLAN[:, 1]])
    lateral = np.column_stack([_PLAN[:, 0], -width_ratio * _PLAN[:, 2]])
    loop = curve.resampled(length_mm * np.vstack([lateral, medial[::-1][:-1]]), 1.0)
    return curve.low_passed(loop, 1.0, 6.0)


def _landmarks(length_mm: float, width_ratio: float, arch_mm: float) -> dict[str, Landmark]:
    places = {
        "pternion": (0.0, 0.0, 0.0), "heel_centre": (0.15, 0.0, 0.0), "mth1": (0.73, 0.09, 0.05),
        "mth2": (0.74, 0.0, 0.05), "mth3": (0.725, -0.05, 0.05), "mth4": (0.69, -0.10, 0.05),
        "mth5": (0.64, -0.145, 0.04), "arch_apex": (0.46, 0.06, arch_mm / length_mm), "navicular": (0.43, 0.06, 0.04),
        "cuboid": (0.42, -0.1, 0.0), "hallux_tip": (1.0, 0.06, 0.0), "toe2_tip": (0.99, 0.02, 0.0),
    }  # fmt: skip
    return {
        name: Landmark(x_mm=x * length_mm, y_mm=y * length_mm * width_ratio, z_mm=z * length_mm, sd_mm=1.0,
                       source="detected")
        for name, (x, y, z) in places.items()
    }  # fmt: skip


def _arch(grid: Grid, apex: Landmark, length_mm: float) -> FloatArray:
    along = np.clip(np.abs(grid.x_mm - apex.x_mm) / (0.23 * length_mm), 0.0, 1.0)
    across = rise(grid.y_mm, apex.y_mm - 0.14 * length_mm, apex.y_mm + 0.14 * length_mm) * 2.0
    return apex.z_mm * (0.5 + 0.5 * np.cos(np.pi * along)) * across
