"""Support. a device, or a plain piece of foam -> what lies under each cell of a sole, with the foot's seat on it."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import Grid
from orthogen.lazyclass import dataclass
from orthogen.predict.equilibrium import Ground
from orthogen.predict.sole import Sole
from orthogen.records.device import Design, Insole
from orthogen.records.prediction import Support

SHOE_MM_PER_KPA = 0.020  # 20 mm/MPa, as 15–20 mm of a shoe's midsole: in the reference and in the new state alike
RIGID_KPA = 1.0e6
MATERIALS_KPA = {"rigid": RIGID_KPA, "tpu": 5000.0, "eva": 1100.0, "soft_eva": 400.0, "poron": 150.0}
COVER_KPA = 1100.0


@dataclass(frozen=True, kw_only=True)
class Seat:
    """Where a device lies under the foot: shifted forward and medially (mm), turned towards medial (degrees)."""

    forward_mm: float = 0.0
    medial_mm: float = 0.0
    turn_deg: float = 0.0


def plain(grid: Grid, *, depth_mm: float = 0.0, stiff_kpa: float = RIGID_KPA, shoe: bool = True) -> Support:
    """Return a level floor of one foam, or a rigid one; without its shoe it is a plate."""
    same = np.ones(grid.shape)
    return Support(grid=grid, top_mm=depth_mm * same, depth_mm=depth_mm * same, stiff_kpa=stiff_kpa * same,
                   shoe_mm_per_kpa=SHOE_MM_PER_KPA if shoe else 0.0)  # fmt: skip


def of_device(
    grid: Grid, design: Design, insole: Insole, *, stiff_kpa: float, softer: tuple[FloatArray, float] | None = None
) -> Support:
    """Return a device in a shoe, with its cover, on a grid; ahead of its edge the foot stands on the shoe's floor.

    An insole is a column from its bottom to its top, a shell is rigid: its bending is not modelled. softer: (reach,
    stiffness in kPa) on the grid of the design, a zone that is softer where reach is 1. Layers add their compliances.
    """
    x, y = grid.x_mm + 0 * grid.y_mm, grid.y_mm + 0 * grid.x_mm
    floor = float(np.nanmin(np.where(insole.inset_mm > 0, insole.bottom_mm, np.nan)))
    cover = -design.cover_mm
    core = np.maximum(insole.top_mm - insole.bottom_mm, 0.0)
    if design.settled.construction == "shell":
        give = np.zeros_like(core)
    else:
        give = core / stiff_kpa
        if softer is not None:
            reach, zone_kpa = softer
            give = (1.0 - reach) * give + reach * core / zone_kpa
    give = give + cover / COVER_KPA
    depth = np.where(design.settled.construction == "shell", cover, core + cover)
    taken = [design.grid.sample_linear(field, x, y) for field in
             (insole.inset_mm, design.stood_on_mm - floor, depth, give)]  # fmt: skip
    inside = np.isfinite(taken[1]) & (np.nan_to_num(taken[0], nan=-1.0) > 0)
    top, deep, soft = (np.where(inside, value, 0.0) for value in taken[1:])
    stiff = np.where(soft > 1e-9, deep / np.maximum(soft, 1e-9), RIGID_KPA)
    return Support(grid=grid, top_mm=top, depth_mm=np.where(soft > 1e-9, deep, 0.0), stiff_kpa=stiff,
                   shoe_mm_per_kpa=SHOE_MM_PER_KPA)  # fmt: skip


def under(sole: Sole, support: Support, *, seat: Seat | None = None, stiff_factor: float = 1.0) -> Ground:
    """Return what lies under each cell; seat: where the device lies, stiff_factor: on the stiffness of its columns."""
    fields = (support.top_mm, support.depth_mm, support.stiff_kpa)
    if seat is None and support.grid == sole.grid:
        top, depth, stiff = (field.ravel()[sole.at] for field in fields)
    else:
        top, depth, stiff = _seated(sole, support.grid, fields, seat or Seat())
    return Ground(top_mm=top, depth_mm=depth, stiff_kpa=stiff * stiff_factor, shoe_mm_per_kpa=support.shoe_mm_per_kpa)


def _seated(sole: Sole, grid: Grid, fields: tuple[FloatArray, ...], seat: Seat) -> list[FloatArray]:
    """Return the fields under the cells of a foot on a displaced device; beyond the grid its edge goes on."""
    turn = np.radians(seat.turn_deg)
    cos, sin = float(np.cos(turn)), float(np.sin(turn))
    middle = 0.4 * sole.foot.foot_length_mm  # a device turns in its shoe about its middle
    x, y = sole.x_mm - seat.forward_mm - middle, sole.y_mm - seat.medial_mm
    u = np.clip((cos * x + sin * y + middle - grid.x0_mm) / grid.step_mm, 0.0, grid.nx - 1.000001)
    v = np.clip((cos * y - sin * x - grid.y0_mm) / grid.step_mm, 0.0, grid.ny - 1.000001)
    ix, iy = u.astype(np.int64), v.astype(np.int64)
    p, q, at = u - ix, v - iy, ix * grid.ny + iy
    near = ((at, (1 - p) * (1 - q)), (at + grid.ny, p * (1 - q)), (at + 1, (1 - p) * q), (at + grid.ny + 1, p * q))
    flat = [field.ravel() for field in fields]
    return [np.asarray(sum(weight * field[index] for index, weight in near)) for field in flat]
