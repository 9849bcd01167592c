"""Feet for tests. truth records of ../shared/scans as canonical feet, free of scanner and pose errors."""

import json
from pathlib import Path
from typing import Any

import contourpy
import numpy as np
import pytest

from orthogen.kernel.arrays import frozen
from orthogen.kernel.grid import Grid
from orthogen.records.foot import Foot, Landmark, PlantarMap

SHARED = Path(__file__).resolve().parents[2] / "shared"
TRUTH_FEET = (
    "adult_left_planus",
    "adult_right_normal",
    "adult_left_cavus",
    "child_right_flexible_flat",
    "adult_right_hallux_valgus",
    "adult_left_wide_with_leg",
    "adult_right_floor_attached",
    "adult_left_inch_inverted",
    "adult_right_sole_only",
    "adult_left_points_floor",
    "adult_left_foam_box",
)
EVERY_TRUTH = (*TRUTH_FEET, "adult_pair_both_feet_left", "adult_pair_both_feet_right", "truncated_right_foot")


def need_shared() -> None:
    """Skip aloud where the shared test data is absent."""
    if not (SHARED / "scans").is_dir():
        pytest.skip("needs the shared folder beside the checkout (../shared/scans): real and realistic scans")


def _told(folder: Path, name: str) -> dict[str, Any]:
    """Return the record of a foot; of a pair the one of its side."""
    pair, _, side = name.rpartition("_")
    if side not in ("left", "right"):
        return dict(json.loads((folder / f"{name}.json").read_text()))
    return next(dict(one) for one in json.loads((folder / f"{pair}.json").read_text())["feet"] if one["side"] == side)


def truth_foot(name: str, side: str | None = None) -> Foot:
    """Return the true foot behind a shared scan: its clean plantar map and true landmarks."""
    need_shared()
    folder = SHARED / "scans" / "truth"
    truth = _told(folder, name)
    plane = np.load(folder / truth["plantar_map"])
    grid = Grid(x0_mm=float(plane["x0"]), y0_mm=float(plane["y0"]), step_mm=float(plane["step"]),
                nx=plane["z"].shape[0], ny=plane["z"].shape[1])  # fmt: skip
    z = plane["z"].astype(float)
    ix, iy = np.nonzero(np.isfinite(z))
    length = truth["foot_length_mm"]
    arch = truth["arch_apex_mm"]

    def mark(p: list[float], sd: float = 1.0, source: str = "detected") -> Landmark:
        return Landmark(x_mm=p[0], y_mm=p[1], z_mm=p[2], sd_mm=sd, source=source)

    m1, m2, m5 = (np.array(truth[f"mth{k}_mm"]) for k in (1, 2, 5))
    marks = {
        "pternion": mark(truth["pternion_mm"]), "heel_centre": mark(truth["heel_centre_mm"]),
        "mth1": mark(m1), "mth2": mark(m2), "mth5": mark(m5),
        "mth3": mark(list(m2 + (m5 - m2) * np.array([0.18, 0.36, 0.3])), 4.0, "ratio"),
        "mth4": mark(list(m2 + (m5 - m2) * np.array([0.52, 0.69, 0.6])), 4.0, "ratio"),
        "arch_apex": mark(arch), "navicular": mark([arch[0] - 0.03 * length, arch[1], arch[2]], 5.0, "ratio"),
        "cuboid": mark([0.42 * length, -0.1 * length, 0.0], 5.0, "ratio"),
        "hallux_tip": mark([length, 0.09 * length, 0.0]), "toe2_tip": mark([0.99 * length, 0.02 * length, 0.0]),
    }  # fmt: skip
    mask = np.pad(np.isfinite(z), 1).astype(float)
    xs = grid.x0_mm + grid.step_mm * (np.arange(grid.nx + 2) - 1)
    ys = grid.y0_mm + grid.step_mm * (np.arange(grid.ny + 2) - 1)
    lines = contourpy.contour_generator(xs, ys, mask.T).lines(0.5)
    outline = max(lines, key=len)[:-1]
    if np.sum(outline[:, 0] * np.roll(outline[:, 1], -1) - outline[:, 1] * np.roll(outline[:, 0], -1)) < 0:
        outline = outline[::-1]
    return Foot(
        side=side or truth["side"], side_confidence=1.0, votes={}, unit="mm", unit_source="given",
        kind="whole_foot", load="standing" if truth["weight_bearing"] else "unloaded", foot_length_mm=length,
        ball_width_mm=truth["ball_width_mm"], heel_width_mm=truth["heel_width_mm"], arch_height_mm=arch[2],
        arch_index=0.24, sole_flattened=False, landmarks=marks,
        plantar=PlantarMap(grid=grid, z_mm=frozen(z), noise_mm=0.0), outline_mm=frozen(outline),
        skin_mm=frozen(np.column_stack([grid.x_mm[ix, 0], grid.y_mm[0, iy], z[ix, iy]])),
        foot_from_file=frozen(np.eye(4)), findings=(),
    )  # fmt: skip
