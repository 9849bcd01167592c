"""Maps. devices -> the plan maps of each, all drawn to the same scales."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.publish.plan_map import PlanMap
from orthogen.publish.wording import Wording
from orthogen.records.device import Device

_HIGHEST_MM = 25.0
_LEAST_REACH_MM, _GAP_REACH_MM, _THICKNESS_STEP_MM = 2.0, 5.0, 5.0


def plan_maps(devices: tuple[Device, ...], wording: Wording) -> tuple[tuple[PlanMap, ...], ...]:
    """Return the maps of each device: foot bed, prescribed change, gap to the skin, thickness; one scale for all."""
    change, thick = [_change_mm(item) for item in devices], [_thickness_mm(item) for item in devices]
    reach = max(_LEAST_REACH_MM, *(float(np.ceil(np.nanmax(np.abs(field)))) for field in change))
    most = max(float(np.ceil(np.nanmax(field) / _THICKNESS_STEP_MM)) * _THICKNESS_STEP_MM for field in thick)
    return tuple(
        tuple(
            PlanMap(
                title=wording["map"][name], grid=item.design.grid, field_mm=field, low_mm=low, high_mm=high,
                mirrored=item.foot.mirrored, lines_mm=(item.design.outline_mm,),
            )
            for name, field, low, high in (
                ("bed", _inside(item, item.design.bed_mm), 0.0, _HIGHEST_MM),
                ("change", change[k], -reach, reach),
                ("gap", gap_mm(item), -_GAP_REACH_MM, _GAP_REACH_MM),
                ("thickness", thick[k], 0.0, most),
            )
        )
        for k, item in enumerate(devices)
    )  # fmt: skip


def gap_mm(device: Device) -> FloatArray:
    """Return skin minus foot bed (nx, ny) on the design's grid: above 0 they part, below 0 the bed lifts the skin."""
    grid, plantar = device.design.grid, device.foot.plantar
    x, y = np.broadcast_arrays(grid.x_mm, grid.y_mm)
    skin = plantar.grid.sample_linear(plantar.z_mm, x.ravel(), y.ravel()).reshape(grid.shape)
    own_x, own_y = plantar.grid.x_mm[:, 0], plantar.grid.y_mm[0]
    covered = (x > own_x[0]) & (x < own_x[-1]) & (y > own_y[0]) & (y < own_y[-1])
    return _inside(device, np.where(covered, skin - device.design.bed_mm, np.nan))


def _change_mm(device: Device) -> FloatArray:
    design = device.design
    return _inside(device, design.bed_mm - np.minimum(design.base_mm, design.rim_cap_mm))


def _thickness_mm(device: Device) -> FloatArray:
    return _inside(device, device.insole.top_mm - device.insole.bottom_mm)


def _inside(device: Device, field_mm: FloatArray) -> FloatArray:
    """Return the field, NaN outside the trim line."""
    return np.where(device.design.inset_mm >= 0, field_mm, np.nan)
