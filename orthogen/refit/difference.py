"""Difference. two finished devices of one side -> how far they lie apart, and what moved outside the order."""

from collections.abc import Collection, Iterable
from dataclasses import fields

import numpy as np

from orthogen.kernel import distance, raster
from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.kernel.frame import composed, inverse, moved
from orthogen.kernel.grid import Grid, covering
from orthogen.modifications import catalogue
from orthogen.records.difference import (
    Finished,
    ParameterChange,
    SurfaceChange,
    TopField,
    largest_mm,
)
from orthogen.records.prescription import Prescription, Stage
from orthogen.records.proposal import Side

CHANGED_MM = 0.02  # twice what a mesh may lie off its field
RIM_BAND_MM = 25.0  # a trim line that moves is felt up to 24 mm inside it, where the cut around the ball ends
_SETTINGS = {
    "construction": "", "length": "", "thickness_mm": "mm", "least_wall_mm": "mm", "arch_if_flattened_mm": "mm",
    "profile": "",
}  # fmt: skip
_LABELS = ("profile", "shoe_size")
_STEP_MM, _MARGIN_MM = 0.5, 2.0


def parameter_changes(side: Side, old: Prescription, new: Prescription) -> tuple[ParameterChange, ...]:
    """Return every setting and every field of a modification that is ordered otherwise."""
    found = [
        ParameterChange(side=side, name=name, unit=unit, old=getattr(old, name), new=getattr(new, name))
        for name, unit in _SETTINGS.items() if getattr(old, name) != getattr(new, name)
    ]  # fmt: skip
    found += _shoe_changes(side, old, new)
    before, after = ({item.KIND: item for item in order.modifications} for order in (old, new))
    for kind in dict.fromkeys((*before, *after)):
        units = catalogue()[kind].limits()
        for name in (before.get(kind) or after[kind]).values:
            one, other = (table[kind].values[name] if kind in table else None for table in (before, after))
            if one != other:
                unit = units[name]["unit"] if name in units else ""
                found.append(ParameterChange(side=side, name=f"{kind}.{name}", unit=unit, old=one, new=other))
    return tuple(found)


def _shoe_changes(side: Side, old: Prescription, new: Prescription) -> list[ParameterChange]:
    """Return what of the shoe is told otherwise; a drawing of its liner only as such."""
    found = []
    for name in (item.name for item in fields(old.shoe)):
        one, other = getattr(old.shoe, name), getattr(new.shoe, name)
        if one != other:
            ends = [
                value if value is None or isinstance(value, float | int | str) else "drawn" for value in (one, other)
            ]
            unit = "mm" if name.endswith("_mm") else ""
            found.append(ParameterChange(side=side, name=f"shoe_{name}", unit=unit, old=ends[0], new=ends[1]))
    return found


def surface_change(
    old: Finished,
    new: Finished,
    *,
    changed: Iterable[str],
    new_from_old: FloatArray | None = None,
    between: TopField | None = None,
) -> SurfaceChange:
    """Return the movement of both sides of the device, later minus earlier, in the foot frame of the later one.

    changed: names of what is ordered otherwise (`parameter_changes`). new_from_old (4, 4): foot frames, None for two
    versions on one scan. between: the field of the earlier order on the later scan, which parts the change of the foot
    from the change of the order. Outside is everything that no changed modification touches; what shapes the rim
    touches the 25 mm inside the trim line, and a changed setting touches all.
    """
    grid = _grid(old, new, new_from_old)
    same = new_from_old is None
    frame = np.eye(4) if new_from_old is None else new_from_old
    before = _in_foot(old, frame)
    after = _in_foot(new, np.eye(4))
    top = raster.highest(after, grid) - (was := raster.highest(before, grid))
    under = raster.lowest(after, grid) - raster.lowest(before, grid)
    names = tuple(changed)
    start = old.field if same else between
    outside = None if start is None or new.field is None else _outside(start, new.field, names)
    foot = None if between is None or same else _on(grid, between) - was
    return SurfaceChange(
        side=new.side, same_scan=same, new_from_old=frozen(frame), grid=grid,
        top_mm=frozen(top), under_mm=frozen(under),
        foot_mm=None if foot is None else frozen(foot), order_mm=None if foot is None else frozen(top - foot),
        outside_max_mm=None if outside is None or start is None or new.field is None
        else _moved_mm(start, new.field, outside),
        outside_mesh_max_mm=largest_mm(top[outside]) if same and outside is not None and new.field is not None
        and grid == new.field.grid else None,
    )  # fmt: skip


def _outside(old: TopField, new: TopField, changed: Collection[str]) -> BoolArray | None:
    """Return which nodes (nx, ny) no changed parameter touches, None where the fields lie on different grids."""
    if old.grid != new.grid:
        return None
    kinds = {name.partition(".")[0] for name in changed if "." in name}
    settings = {name for name in changed if "." not in name} - set(_LABELS)
    touched = np.full(new.grid.shape, bool(settings))
    for kind in kinds:
        for field in (old, new):
            if kind in field.footprints:
                touched |= field.footprints[kind]
    known = catalogue()
    if any(known[kind].STAGE is Stage.RIM or known[kind].PLAN for kind in kinds):
        for field in (old, new):
            touched |= distance.inset(field.grid, field.outline_mm)[0] < RIM_BAND_MM
    return ~touched


def _moved_mm(old: TopField, new: TopField, outside: BoolArray) -> float:
    """Return the largest movement of the field at these nodes: exactly 0 where nothing moved."""
    return largest_mm((new.top_mm - old.top_mm)[outside])


def _in_foot(device: Finished, to: FloatArray) -> FloatArray:
    """Return the triangles (n, 3, 3) in a foot frame, `to` (4, 4) leading there from the device's own."""
    frame = composed(to, inverse(device.stl_from_foot))
    return moved(frame, device.triangles_mm.reshape(-1, 3)).reshape(-1, 3, 3)


def _grid(old: Finished, new: Finished, new_from_old: FloatArray | None) -> Grid:
    """Return the grid of the fields where they share one, else one over both devices."""
    if new_from_old is None and old.field and new.field and old.field.grid == new.field.grid:
        return new.field.grid
    frame = np.eye(4) if new_from_old is None else new_from_old
    points = np.concatenate([_in_foot(old, frame).reshape(-1, 3), _in_foot(new, np.eye(4)).reshape(-1, 3)])
    return covering(points[:, 0], points[:, 1], step_mm=_STEP_MM, margin_mm=_MARGIN_MM)


def _on(grid: Grid, field: TopField) -> FloatArray:
    """Return a field at the nodes of another grid, NaN off the device."""
    x, y = np.broadcast_arrays(grid.x_mm, grid.y_mm)
    return field.grid.sample_linear(field.top_mm, x, y)
