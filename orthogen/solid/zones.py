"""Zones. a device and the infill of its zones -> modifier volumes in small steps, and bodies of one hardness each."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from orthogen.errors import OutlineFailed, PrescriptionError
from orthogen.kernel import curve, distance
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import ramp
from orthogen.kernel.frame import composed, inverse, moved
from orthogen.kernel.hull import convex_hull
from orthogen.kernel.smooth import patches
from orthogen.records.device import Device
from orthogen.records.zones import REST_PERCENT, Volume, Zoned
from orthogen.solid.close import make_solid

# where along the foot one zone gives way to the next, in foot lengths: those of the thickness zones
_BORDERS = ((0.26, 0.43), (0.49, 0.66))
_ALONG = ("heel", "arch", "forefoot")
# The stiffness of a gyroid goes with the 1.7th to 2.2th power of its infill (clinical.md D): 1.2 makes 1.4 at most,
# over a few mm, below what a foot tells apart through its own soft tissue [E].
_STEP_RATIO = 1.2
_AROUND_MM = 5.0
_LEAST_WELL_MM = 0.05
Band = tuple[float, float, str, float]


def zoned(device: Device) -> Zoned:
    """Return the zones that the device's prescription orders.

    Along the foot the infill goes from zone to zone in geometric steps of 1.2 or less, where a quintic from .26 to
    .43 and from .49 to .66 FL takes it; into an offloaded place in nested steps down the flank of its well.
    Raises PrescriptionError for a shell, for `offload` without a well, and for a zone that the device does not reach.
    """
    order = device.prescription.zones
    _need_sense(device)
    rest = order.get("rest", REST_PERCENT)
    bands = list(_bands(device.foot.foot_length_mm, [order.get(name, rest) for name in _ALONG]))
    wells = _wells(device) if "offload" in order else []
    modifiers = [_slab(device, band) for band in bands if band[3] != rest]
    for well in wells:
        around = next(percent for start, end, _, percent in bands if start <= well[-1][:, 0].mean() < end)
        modifiers += _nested(device, well, around, order["offload"])
    told: tuple[str, ...] = ()
    try:
        bodies = tuple(_bodies(device, rest, [well[len(well) // 2] for well in wells]))
    except OutlineFailed as trouble:
        bodies, told = (), (f"Separate bodies of the zones cannot be made: {trouble}.",)
    return Zoned(rest_percent=rest, modifiers=tuple(modifiers), bodies=bodies, told=told)


def _need_sense(device: Device) -> None:
    """Raise PrescriptionError for zones that this device cannot have."""
    order, reach = device.prescription.zones, float(device.design.outline_mm[:, 0].max())
    if device.prescription.construction == "shell":
        raise PrescriptionError(
            "zones of hardness are ordered for a shell, which is printed solid",
            "order --construction insole, or make the shell stiffer with thickness_zone",
        )
    if "forefoot" in order and reach < _BORDERS[1][1] * device.foot.foot_length_mm:
        raise PrescriptionError(
            f"a zone of the forefoot is ordered, and the device ends at {reach:.0f} mm, behind it",
            "order a longer device, or no zone of the forefoot",
        )
    if "offload" in order and not _well_mm(device).max(initial=0.0) > _LEAST_WELL_MM:
        raise PrescriptionError(
            "a zone `offload` is ordered, and the device has no offload well that says where",
            "order the well too, for example --set offload_well.at=mth2",
        )


def _bands(length_mm: float, percents: list[float]) -> Iterator[Band]:
    """Yield the bands along the foot: from x, to x, region, infill; the first and the last are endless."""
    share = np.linspace(0.0, 1.0, 2001)
    start, now = -np.inf, percents[0]
    for (border, name), after in zip(zip(_BORDERS, _ALONG, strict=False), percents[1:], strict=True):
        steps = _steps(now, after)
        for step in range(steps):
            where = float(np.interp((step + 0.5) / steps, ramp(share), share))
            end = (border[0] + where * (border[1] - border[0])) * length_mm
            yield start, end, name, _stepped(now, after, step, steps)
            start = end
        now = after
    yield start, np.inf, _ALONG[-1], now


def _stepped(one: float, other: float, step: int, steps: int) -> float:
    """Return the infill after some of the steps that lead from one to another."""
    between = float(round(one * (other / one) ** (step / steps), 1))
    return {0: one, steps: other}.get(step, between)


def _steps(one: float, other: float) -> int:
    """Return how many steps lead from one infill to another."""
    return int(np.ceil(abs(np.log(other / one)) / np.log(_STEP_RATIO) - 1e-9))


def _well_mm(device: Device) -> FloatArray:
    """Return how deep the offload well lies in the bed (nx, ny), mm."""
    found = device.footprints_mm.get("offload_well")
    return np.zeros(device.design.grid.shape) if found is None else np.maximum(-found, 0.0)


def _wells(device: Device) -> list[list[FloatArray]]:
    """Return the convex outlines (m, 2) at growing shares of the depth, of each separate part of the well."""
    depth, grid = _well_mm(device), device.design.grid
    part = patches(depth > _LEAST_WELL_MM)
    found = []
    for number in range(1, int(part.max()) + 1):
        own = np.where(part == number, depth, 0.0)
        if own.max() > 0.5 * depth.max():
            shares = own / own.max()
            levels = [np.nonzero(shares > level) for level in np.linspace(0.1, 0.9, 9)]
            found.append([curve.hull(np.stack([grid.x_mm[i, 0], grid.y_mm[0, j]], axis=1)) for i, j in levels])
    return found


def _nested(device: Device, outlines: list[FloatArray], around: float, inside: float) -> Iterator[Volume]:
    """Yield the volumes that lead from the infill around a well to the one in it, each inside the one before."""
    steps = _steps(around, inside)
    for step in range(steps):
        outline = outlines[int((step + 0.5) / steps * len(outlines))]
        yield _prism(device, "offload", _stepped(around, inside, step + 1, steps), outline)


def _slab(device: Device, band: Band) -> Volume:
    start, end, region, percent = band
    low, high = device.design.outline_mm.min(axis=0) - _AROUND_MM, device.design.outline_mm.max(axis=0) + _AROUND_MM
    x0, x1 = max(start, float(low[0])), min(end, float(high[0]))
    corners = np.array([(x, y) for x in (x0, x1) for y in (low[1], high[1])])
    return _prism(device, region, percent, corners)


def _prism(device: Device, region: str, percent: float, outline_mm: FloatArray) -> Volume:
    """Return the convex prism over an outline (m, 2) of the foot frame, from below to above the device."""
    insole = device.insole
    low, high = float(np.nanmin(insole.bottom_mm)) - _AROUND_MM, float(np.nanmax(insole.top_mm)) + _AROUND_MM
    points = np.concatenate([np.column_stack([outline_mm, np.full(len(outline_mm), z)]) for z in (low, high)])
    placed = moved(device.stl_from_foot, points).astype(np.float32).astype(np.float64)
    return Volume(region=region, infill_percent=percent, triangles_mm=placed[convex_hull(placed)])


def _bodies(device: Device, rest: float, plugs: list[FloatArray]) -> Iterator[Volume]:
    """Yield the parts of the device between the middles of its borders, and the plugs that are let into them.

    A part around a plug is cut through the middle of the plug, so that no part has a hole.
    """
    order, length, grid = device.prescription.zones, device.foot.foot_length_mm, device.design.grid
    percents = [order.get(name, rest) for name in _ALONG]
    ends = [(start + end) / 2 * length for start, end in _BORDERS]
    cuts = [end for end, one, other in zip(ends, percents, percents[1:], strict=False) if one != other]
    holes = [distance.inset(grid, plug)[0] for plug in plugs]
    for plug in plugs:
        low, high = plug[:, 0].min(), plug[:, 0].max()
        cuts = sorted([*(cut for cut in cuts if not low <= cut <= high), float(low + high) / 2])
    for start, end in zip([-np.inf, *cuts], [*cuts, np.inf], strict=True):
        inside = np.minimum(grid.x_mm - start, end - grid.x_mm)
        for hole in holes:
            inside = np.minimum(inside, -hole)
        middle = min(max((max(start, 0.0) + min(end, length)) / 2, 0.0), length)
        zone = int(np.searchsorted(ends, middle))
        yield _body(device, _ALONG[zone], percents[zone], inside)
    for hole in holes:
        yield _body(device, "offload", order["offload"], hole)


def _body(device: Device, region: str, percent: float, inside_mm: FloatArray) -> Volume:
    """Return the part of the device where inside_mm (nx, ny) is positive; raises OutlineFailed if it is not one."""
    inset = np.minimum(device.insole.inset_mm, inside_mm)
    made = make_solid(replace(device.insole, inset_mm=inset), mirrored=device.foot.mirrored)
    stl_from_own = composed(device.stl_from_foot, inverse(made.stl_from_foot))
    placed = moved(stl_from_own, made.triangles_mm.reshape(-1, 3)).reshape(-1, 3, 3)
    return Volume(region=region, infill_percent=percent, triangles_mm=placed.astype(np.float32).astype(np.float64))
