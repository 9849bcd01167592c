"""Measures. a mesh in the canonical frame -> length, widths, arch and plantar map, by the definitions of README.md."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from orthogen.kernel import raster
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.grid import Grid, covering

PLANTAR_TOP_MM = 40.0
HEEL_STATION = 0.15
_MAP_STEP_MM = 0.5


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What a mesh of a foot measures, mm; heel_centre and arch_apex are points (3,) on the plantar skin."""

    foot_length_mm: float
    ball_width_mm: float
    heel_width_mm: float
    heel_centre_mm: FloatArray
    arch_apex_mm: FloatArray

    @property
    def arch_height_mm(self) -> float:
        """The height of the arch's apex above the floor."""
        return float(self.arch_apex_mm[2])


def measures(points_mm: FloatArray, faces: IntArray, mth1_mm: FloatArray) -> Measures:
    """Return the measures of a clean foot in the canonical frame; mth1_mm: the plan position of its first head.

    Length: largest x below 0.23 L. Ball: y extent in x 0.55–0.80 L. Heel: y extent of the section at 0.15 L below
    z = 0.12 L. Arch: highest plantar skin in x 0.28–0.62 L on the line from (0.15 L, heel centre + 0.20 heel width
    to the medial side) to the point below MTH1.
    """
    length = float(points_mm[points_mm[:, 2] < 0.23 * points_mm[:, 0].max(), 0].max())
    ball = points_mm[(points_mm[:, 0] > 0.55 * length) & (points_mm[:, 0] < 0.80 * length), 1]
    section = _section(points_mm, faces, HEEL_STATION * length)
    edge = section[section[:, 1] < 0.12 * length, 0]
    heel, middle = float(np.ptp(edge)), float(edge.min() + edge.max()) / 2
    grid, z = plantar_map(points_mm, faces)
    start = np.array([HEEL_STATION * length, middle])
    return Measures(
        foot_length_mm=length,
        ball_width_mm=float(np.ptp(ball)),
        heel_width_mm=heel,
        heel_centre_mm=np.append(start, grid.sample_linear(z, start[:1], start[1:])),
        arch_apex_mm=_apex(grid, z, start + np.array([0.0, 0.20 * heel]), mth1_mm[:2], length),
    )


def plantar_map(points_mm: FloatArray, faces: IntArray) -> tuple[Grid, FloatArray]:
    """Return the lowest skin (nx, ny) on a grid of 0.5 mm, NaN outside the foot and above 40 mm."""
    low = points_mm[points_mm[:, 2] < PLANTAR_TOP_MM]
    grid = covering(low[:, 0], low[:, 1], step_mm=_MAP_STEP_MM, margin_mm=2.0)
    z = raster.lowest(points_mm[faces], grid)
    return grid, np.where(z < PLANTAR_TOP_MM, z, np.nan)


def column(points_mm: FloatArray, faces: IntArray, places_mm: FloatArray) -> FloatArray:
    """Return (n, 2) the lowest and the highest skin at plan positions (n, 2)."""
    corners = points_mm[faces]
    found = []
    for x, y in places_mm:
        spot = Grid(x0_mm=float(x), y0_mm=float(y), step_mm=1.0, nx=1, ny=1)
        found.append((raster.lowest(corners, spot)[0, 0], raster.highest(corners, spot)[0, 0]))
    return np.array(found)


def prominences(points_mm: FloatArray, heads_mm: Mapping[str, FloatArray], reach_mm: float) -> FloatArray:
    """Return the most medial point (2,) within reach of MTH1's x and the most lateral one near MTH5's."""
    near1 = points_mm[np.abs(points_mm[:, 0] - heads_mm["mth1"][0]) < reach_mm]
    near5 = points_mm[np.abs(points_mm[:, 0] - heads_mm["mth5"][0]) < reach_mm]
    return np.array([near1[near1[:, 1].argmax(), :2], near5[near5[:, 1].argmin(), :2]])


def _apex(grid: Grid, z: FloatArray, start: FloatArray, end: FloatArray, length: float) -> FloatArray:
    x = np.linspace(0.28 * length, 0.62 * length, 681)
    y = start[1] + (x - start[0]) / (end[0] - start[0]) * (end[1] - start[1])
    height = grid.sample_linear(z, x, y)
    top = int(np.nanargmax(height))
    return np.array([x[top], y[top], height[top]])


def _section(points_mm: FloatArray, faces: IntArray, x_mm: float) -> FloatArray:
    """Return (n, 2) the y and z of all mesh edges where they cross the plane x = x_mm."""
    edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    a, b = points_mm[edges[:, 0]], points_mm[edges[:, 1]]
    hit = (a[:, 0] < x_mm) != (b[:, 0] < x_mm)
    a, b = a[hit], b[hit]
    t = (x_mm - a[:, 0]) / (b[:, 0] - a[:, 0])
    crossing: FloatArray = (a + t[:, None] * (b - a))[:, 1:]
    return crossing
