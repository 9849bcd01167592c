"""Modification pages. a modification -> its page (what, limits, sources, guards) and its picture, made by code."""

import inspect

import numpy as np
from numpy.typing import NDArray

from docs.render import shaded, side_by_side, turned
from docs.showcase import made, triangles
from orthogen.modifications import catalogue
from orthogen.publish.png import TWO_SIDED, coloured
from orthogen.records.device import Device
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification

_CUP_MM = 14.0
_INK, _BEFORE, _SKY = (26, 36, 48), (176, 120, 50), (228, 226, 220)


def index_page(known: dict[str, type[Modification]]) -> str:
    """Return the list of all modifications with their summary and range."""
    rows = []
    for kind, item in known.items():
        limits = item.limits()[item.DOSE]
        rows.append(f"| [{kind.replace('_', ' ')}]({kind}.md) | {summary(item)} | "
                    f"{limits['low']:g} … {limits['high']:g} {_unit(limits['unit'])} |")  # fmt: skip
    head = "# Modifications\n\nRanges are hard limits; the page of each shows its usual range and source.\n"
    return "\n".join([head, "| modification | what it does | range |", "|---|---|---|", *rows, ""])


def modification_page(item: type[Modification]) -> str:
    """Return the page of one modification, from its docstrings and declared limits."""
    rows = [
        f"| `{item.KIND}.{name}` | {m['default']:g} {_unit(m['unit'])} | {m['soft_low']:g} … {m['soft_high']:g} | "
        f"{m['low']:g} … {m['high']:g} | {m['source']} |"
        for name, m in item.limits().items()
    ]
    acts = "On a shell it is built into the underside; on an insole into the foot bed." if item.BELOW_SHELL else \
        "It shapes the foot bed."  # fmt: skip
    parts = [
        f"# {item.KIND.replace('_', ' ').capitalize()}", "", inspect.cleandoc(item.__doc__ or ""), "", acts, "",
        f"![{item.KIND} on a synthetic foot]({item.KIND}.png)", "",
        "Left: the device. Middle: what the modification adds (brown) or takes away (blue) at each place, toes up.",
        "Right: the section where it does most, black with it, brown without.", "",
        "| field | default | usual range | hard limits | source |", "|---|---|---|---|---|", *rows, "",
        f"Order it with `--set {item.KIND}.{item.DOSE}=VALUE`.", "",
    ]  # fmt: skip
    return "\n".join(parts)


def modification_picture(foot: Foot, item: type[Modification]) -> NDArray[np.uint8]:
    """Return the device, the change it makes and a section; posts and lifts are shown on an insole."""
    cup = catalogue()["heel_cup"](depth_mm=_CUP_MM)
    shown = item(**{item.DOSE: item.limits()[item.DOSE]["default"] or 2.0})
    without = made(foot) if item.KIND == "heel_cup" else made(foot, cup)
    device = made(foot, shown) if item.KIND == "heel_cup" else made(foot, cup, shown)
    return device_picture(device, without)


def device_picture(device: Device, without: Device) -> NDArray[np.uint8]:
    """Return a device, what it changes against another one, and the section where it does most."""
    solid = shaded(triangles(device), turned(-58, 36), pixel_mm=0.55)
    return side_by_side([solid, _change(device, without), _section(device, without)], columns=3)


def _change_mm(device: Device, without: Device) -> np.ndarray:
    """Return the change of the foot bed on the device's grid, NaN outside either trim line."""
    here, there = device.design, without.design
    x, y = np.broadcast_arrays(here.grid.x_mm, here.grid.y_mm)
    other = there.grid.sample_linear(np.where(there.inset_mm >= 0, there.bed_mm, np.nan), x, y)
    return np.where(here.inset_mm >= 0, here.bed_mm, np.nan) - other


def _change(device: Device, without: Device) -> NDArray[np.uint8]:
    change = _change_mm(device, without)
    reach = max(1.0, float(np.nanmax(np.abs(change))))
    pixels = coloured(change[::-1, ::-1], -reach, reach, ramp=TWO_SIDED)
    picture = np.where(pixels[..., 3:] > 0, pixels[..., :3], 255).astype(np.uint8)
    inside = device.design.inset_mm[::-1, ::-1]
    picture[np.abs(inside) < 0.4] = _INK
    return picture


def _section(device: Device, without: Device, *, scale: int = 6) -> NDArray[np.uint8]:
    """Return the cross-section at the station where most is changed, 6 pixels per mm, medial side left."""
    change = np.nan_to_num(np.abs(_change_mm(device, without)))
    station = int(change.sum(1).argmax())
    grid, inside = device.design.grid, device.design.inset_mm[station] >= 0
    y = grid.y_mm[0]
    fine = np.arange(y[0], y[-1], 1 / scale)
    top, bottom = (np.interp(fine, y, f[station]) for f in (device.insole.top_mm, device.insole.bottom_mm))
    x = np.full(len(fine), float(grid.x_mm[station, 0]))
    before = without.design.grid.sample_linear(
        np.where(without.design.inset_mm >= 0, without.insole.top_mm, np.nan), x, fine)  # fmt: skip
    covered = np.interp(fine, y, inside.astype(float)) > 0.5
    low, high = float(bottom[covered].min()) - 2, float(top[covered].max()) + 2
    levels = np.arange(high, low, -1 / scale)[:, None]
    picture = np.full((len(levels), len(fine), 3), 255, np.uint8)
    picture[(levels <= top) & (levels >= bottom) & covered] = _SKY
    width = 1.2 / scale
    for curve, ink, where in ((before, _BEFORE, np.isfinite(before)), (bottom, _INK, covered), (top, _INK, covered)):
        slope = np.sqrt(1 + np.gradient(np.nan_to_num(curve), 1 / scale) ** 2)
        picture[(np.abs(levels - np.nan_to_num(curve)) < width * np.minimum(slope, 6)) & where] = ink
    return picture[:, ::-1]


def summary(item: type[Modification]) -> str:
    """Return the first line of the class docstring."""
    return (item.__doc__ or "").strip().split("\n")[0]


def _unit(unit: str) -> str:
    return "°" if unit == "deg" else unit
