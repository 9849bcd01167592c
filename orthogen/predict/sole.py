"""Sole. Foot -> the cells of its skin with the soft tissue under them (prediction.md 1 and 4)."""

from dataclasses import replace

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.grid import Grid, covering
from orthogen.lazyclass import dataclass
from orthogen.predict.unloaded import rounded
from orthogen.records.foot import Foot

A_KPA = 29.45  # of the heel pad (Gefen 2001, clinical.md F.4)
_MARGIN_MM = 8.0
_STEEPEST = 2.5  # a spring that stands upright says nothing of a wall steeper than 68°
_THICK_MM = (16.0, 22.0, 15.0, 11.0)  # heel, midfoot, ball, toes (clinical.md F.3; toes [E])
_BLEND_MM, _HEEL_END, _BALL_BEHIND_MM, TOES_AHEAD_MM = 5.0, 0.30, 24.0, 20.0
_HEAD_FACTOR, _BETWEEN_FACTOR, _TOE_FACTOR, _HEAD_SIGMA_MM = 2.5, 1.5, 2.0, 8.0
REGIONS = ("heel", "midfoot", "ball", "toes")
HEADS = ("mth1", "mth2", "mth3", "mth4", "mth5")


@dataclass(frozen=True, kw_only=True)
class Sole:
    """n cells of a foot in its frame: place, unloaded skin, tissue. at (n,): node of `grid`, row by row.

    region (4, n): how much each cell belongs to the heel, midfoot, ball, toes; sums to one. ahead_mm (n,): of the line
    through the heads. heads_mm (5, 2): places of the heads.
    """

    foot: Foot
    grid: Grid
    at: IntArray
    x_mm: FloatArray
    y_mm: FloatArray
    skin_mm: FloatArray
    thick_mm: FloatArray
    soft_kpa: FloatArray
    region: FloatArray
    ahead_mm: FloatArray
    heads_mm: FloatArray

    @property
    def cell_mm2(self) -> float:
        """Area of one cell."""
        return self.grid.step_mm**2

    def field(self, values: FloatArray) -> FloatArray:
        """Return values (n,) of the cells as a field (nx, ny), 0 elsewhere."""
        whole = np.zeros(self.grid.nx * self.grid.ny)
        whole[self.at] = values
        return whole.reshape(self.grid.shape)

    def shifted(self, dz_mm: FloatArray) -> "Sole":
        """Return the same sole with dz_mm (n,) added to its skin."""
        return replace(self, skin_mm=self.skin_mm + dz_mm)

    def scaled(self, *, soft: FloatArray, thick: FloatArray) -> "Sole":
        """Return the same sole with its stiffness and thickness times a factor for each region (4,)."""
        by_soft, by_thick = (np.einsum("r,rn->n", by, self.region) for by in (soft, thick))
        return replace(self, soft_kpa=self.soft_kpa * by_soft, thick_mm=self.thick_mm * by_thick)


def sole_of(foot: Foot, *, step_mm: float, loaded: bool | None = None) -> Sole:
    """Return the cells of a foot, those of a loaded scan rounded as if it hung free.

    loaded: how the foot was scanned; by default as its record says. Needs the heads of all five rays.
    """
    skin = foot.plantar
    there = np.isfinite(skin.z_mm)
    x, y = (np.broadcast_to(axis, there.shape)[there] for axis in (skin.grid.x_mm, skin.grid.y_mm))
    grid = covering(x, y, step_mm=step_mm, margin_mm=_MARGIN_MM)
    z = skin.z_mm
    if (foot.load == "standing") if loaded is None else loaded:
        z = rounded(z, skin.grid, foot.foot_length_mm)
    fall = np.where(_steep(skin.z_mm, skin.grid.step_mm), np.nan, z)
    known = skin.grid.sample_linear(fall, grid.x_mm + 0 * grid.y_mm, grid.y_mm + 0 * grid.x_mm)
    at = np.flatnonzero(np.isfinite(known.ravel()))
    ix, iy = np.divmod(at, grid.ny)
    return _tissue(foot, grid, at, grid.x_mm[ix, 0], grid.y_mm[0, iy], known.ravel()[at])


def _steep(z_mm: FloatArray, step_mm: float) -> BoolArray:
    """Return where the skin rises faster than a vertical spring can follow; beside a hole that is unknown, thus not."""
    along, across = np.gradient(z_mm, step_mm)
    steep: BoolArray = np.nan_to_num(np.hypot(along, across), nan=0.0) > _STEEPEST
    return steep


def _tissue(foot: Foot, grid: Grid, at: IntArray, x: FloatArray, y: FloatArray, skin: FloatArray) -> Sole:
    heads = np.array([(foot.landmarks[name].x_mm, foot.landmarks[name].y_mm) for name in HEADS])
    ahead = x - foot.mth_line_x_mm(y)
    past = [_rise(value / _BLEND_MM) for value in
            (x - _HEEL_END * foot.foot_length_mm, ahead + _BALL_BEHIND_MM, ahead - TOES_AHEAD_MM)]  # fmt: skip
    past[1] = np.minimum(past[0], past[1])
    region = np.stack([1.0 - past[0], past[0] - past[1], past[1] - np.minimum(past[1], past[2]),
                       np.minimum(past[1], past[2])])  # fmt: skip
    gap2 = (x - heads[:, :1]) ** 2 + (y - heads[:, 1:]) ** 2
    near = np.exp(-0.5 * gap2.min(axis=0) / _HEAD_SIGMA_MM**2)
    ball = _BETWEEN_FACTOR + (_HEAD_FACTOR - _BETWEEN_FACTOR) * near
    factor = region[0] + region[1] + region[2] * ball + region[3] * _TOE_FACTOR
    return Sole(
        foot=foot, grid=grid, at=at, x_mm=x, y_mm=y, skin_mm=skin,
        thick_mm=np.einsum("r,rn->n", np.array(_THICK_MM), region), soft_kpa=A_KPA * factor, region=region,
        ahead_mm=ahead, heads_mm=heads,
    )  # fmt: skip


def _rise(value: FloatArray) -> FloatArray:
    """Return the logistic step."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(value, -40.0, 40.0))))
