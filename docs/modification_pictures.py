"""Modification pictures. a modification -> the device, what three doses change in plan, and a section."""

import numpy as np
from numpy.typing import NDArray

from docs.render import shaded, side_by_side, turned
from docs.showcase import made, triangles
from orthogen.kernel.arrays import FloatArray
from orthogen.modifications import catalogue
from orthogen.publish.png import TWO_SIDED, coloured
from orthogen.records.device import Device
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification

_CUP_MM = {"ucbl": 25.0, "blake_inversion": 20.0}
_USUAL_CUP_MM = 14.0
_INK, _BEFORE, _SKY = (26, 36, 48), (176, 120, 50), (228, 226, 220)
_FAINT = (128, 138, 150)


def modification_picture(foot: Foot, item: type[Modification]) -> NDArray[np.uint8]:
    """Return the default device, the changes of three doses and a section; what cuts the plan is shown on a shell."""
    construction = "shell" if item.PLAN else "insole"
    cup = catalogue()["heel_cup"](depth_mm=_CUP_MM.get(item.KIND, _USUAL_CUP_MM))
    beside = () if item.KIND == "heel_cup" else (cup,)
    without = made(foot, *beside, construction=construction)
    devices = [made(foot, *beside, item(**{item.DOSE: dose}), construction=construction) for dose in three_doses(item)]
    changes = [_change_mm(device, without) for device in devices]
    reach = max(1.0, *(float(np.nanmax(np.abs(change))) for change in changes))
    solid = shaded(triangles(devices[1]), turned(-58, 36), pixel_mm=0.55)
    maps = [_map(device, change, reach) for device, change in zip(devices, changes, strict=True)]
    return side_by_side([solid, *maps, _section(devices, without, changes[2])], columns=5)


def device_picture(device: Device, without: Device) -> NDArray[np.uint8]:
    """Return one device, what it changes against another one, and the section where it does most."""
    change = _change_mm(device, without)
    reach = max(1.0, float(np.nanmax(np.abs(change))))
    solid = shaded(triangles(device), turned(-58, 36), pixel_mm=0.55)
    return side_by_side([solid, _map(device, change, reach), _section([device] * 3, without, change)], columns=3)


def three_doses(item: type[Modification]) -> tuple[float, float, float]:
    """Return a low, the default and the highest dose; half the default where the usual range begins at nothing."""
    limits = item.limits()[item.DOSE]
    default = limits["default"] or 2.0
    return limits["soft_low"] if 0 < limits["soft_low"] < default else 0.5 * default, default, limits["high"]


def _change_mm(device: Device, without: Device) -> FloatArray:
    """Return the change of the foot bed on the device's grid, NaN outside either trim line."""
    here, there = device.design, without.design
    x, y = np.broadcast_arrays(here.grid.x_mm, here.grid.y_mm)
    other = there.grid.sample_linear(np.where(there.inset_mm >= 0, there.bed_mm, np.nan), x, y)
    return np.where(here.inset_mm >= 0, here.bed_mm, np.nan) - other


def _map(device: Device, change_mm: FloatArray, reach_mm: float) -> NDArray[np.uint8]:
    """Return the change in plan, toes up, medial side left, half a millimetre per pixel."""
    pixels = coloured(change_mm[::-1, ::-1], -reach_mm, reach_mm, ramp=TWO_SIDED)
    picture = np.where(pixels[..., 3:] > 0, pixels[..., :3], 255).astype(np.uint8)
    picture[np.abs(device.design.inset_mm[::-1, ::-1]) < 0.4] = _INK
    return picture


def _section(devices: list[Device], without: Device, change_mm: FloatArray, *, scale: int = 5) -> NDArray[np.uint8]:
    """Return the cross-section at the station where the highest dose changes most, 5 pixels per mm, medial left."""
    station = int((np.nan_to_num(np.abs(change_mm)) + _cut_away(devices[2], without)).sum(1).argmax())
    x_mm = float(devices[2].design.grid.x_mm[station, 0])
    low_y = min(float(d.design.grid.y_mm[0, 0]) for d in (*devices, without))
    high_y = max(float(d.design.grid.y_mm[0, -1]) for d in (*devices, without))
    y = np.arange(low_y, high_y, 1 / scale)
    tops = [_curve(d, d.insole.top_mm, x_mm, y) for d in (without, *devices)]
    bottoms = [_curve(d, d.insole.bottom_mm, x_mm, y) for d in (without, *devices)]
    levels = np.arange(np.nanmax(tops) + 2, np.nanmin(bottoms) - 2, -1 / scale)[:, None]
    picture = np.full((len(levels), len(y), 3), 255, np.uint8)
    picture[(levels <= tops[2]) & (levels >= bottoms[2])] = _SKY
    for curve, ink in ((tops[0], _BEFORE), (tops[1], _FAINT), (tops[3], _FAINT), (bottoms[2], _INK), (tops[2], _INK)):
        slope = np.sqrt(1 + np.gradient(np.nan_to_num(curve), 1 / scale) ** 2)
        picture[np.abs(levels - curve) < 1.2 / scale * np.minimum(slope, 6)] = ink
    return picture[:, ::-1]


def _cut_away(device: Device, without: Device) -> NDArray[np.bool_]:
    """Return where the plan has lost something to the modification, on the device's grid."""
    x, y = np.broadcast_arrays(device.design.grid.x_mm, device.design.grid.y_mm)
    there = without.design.grid.sample_linear(without.design.inset_mm, x, y)
    return (there > 0) & (device.design.inset_mm < 0)


def _curve(device: Device, field_mm: FloatArray, x_mm: float, y_mm: FloatArray) -> FloatArray:
    """Return a field along the section, NaN outside the device."""
    inside = np.where(device.design.inset_mm >= 0, field_mm, np.nan)
    return device.design.grid.sample_linear(inside, np.full(len(y_mm), x_mm), y_mm)
