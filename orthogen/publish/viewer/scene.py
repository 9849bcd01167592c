"""Scene. devices with what they were made from -> the surfaces and scales that the viewer shows."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from orthogen.kernel import stl
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.frame import inverse, moved
from orthogen.kernel.grid import Grid
from orthogen.kernel.mesh import welded
from orthogen.kernel.sheet import refined
from orthogen.publish.viewer.detail import thinned
from orthogen.publish.viewer.skin import Skin, all_three
from orthogen.publish.viewer.surface import Scale, Surface, ViewedFoot
from orthogen.records.device import Device

DEVICE_FACES = 64_000
_ON_IT_MM, _CHANGED_MM = 0.1, 0.05
_LONGEST_MM = 2.5
_WALL_SLOPE = 1.5  # 56°: on a steeper wall an upright distance tells nothing
_REACHES = {1.0: 0.5, 2.0: 1.0, 3.0: 1.0, 4.0: 2.0, 6.0: 2.0, 10.0: 5.0, 15.0: 5.0, 20.0: 10.0, 40.0: 20.0}


def viewed(
    device: Device,
    *,
    skin: Skin,
    pressure: tuple[Grid, FloatArray] | None = None,
) -> ViewedFoot:
    """Return the two surfaces of one device, with everything that can be read off them.

    pressure: kPa (nx, ny) on a grid of the foot frame, NaN where nothing was measured. A scan without faces, or of
    a foam box, is shown by its sole. Values: `gap` (skin above the foot bed, vertical), `thickness` (vertical),
    `height` (above the plane the foot stands on), `change` (of all modifications) and `change.KIND`, all mm;
    `pressure` in kPa.
    """
    foot = device.foot
    stl_from_foot = device.stl_from_foot
    points, faces, bed = _device_surface(device, inverse(stl_from_foot))
    on_foot = moved(inverse(stl_from_foot), points)
    return ViewedFoot(
        side=foot.side,
        device=Surface(points_mm=points, faces=faces, values=_device_values(device, on_foot, bed, pressure)),
        scan=Surface(
            points_mm=(worn := moved(stl_from_foot, skin.points_mm)),
            faces=_outward(worn, skin.faces),
            values=_scan_values(device, skin.points_mm),
        ),
        stl_from_foot=stl_from_foot,
    )


def device_scales(feet: Sequence[ViewedFoot], *, words: Mapping[str, str]) -> tuple[Scale, ...]:
    """Return the scales of all values that these feet have, one range for both feet; words as for `viewer_data`."""
    surfaces = [surface for foot in feet for surface in (foot.device, foot.scan) if surface is not None]
    present = dict.fromkeys(key for surface in surfaces for key in surface.values)
    order = ["gap", "thickness", "height", "pressure", "change"]
    kinds = sorted(key for key in present if key.startswith("change."))
    return tuple(_scale(key, surfaces, words) for key in (*order, *kinds) if key in present)


def _scale(key: str, surfaces: Sequence[Surface], words: Mapping[str, str]) -> Scale:
    """Return one scale: fixed ends where pictures of different feet are compared, else round ones around the values."""
    kind = key.partition(".")[2].replace("_", " ")
    title = words["scale_own"].format(name=kind) if kind else words[f"scale_{key}"]
    note = words["scale_own_note"] if kind else words[f"scale_{key}_note"]
    told: dict[str, Any] = {"key": key, "title": title, "note": note, "unit": "mm"}
    if key == "gap":
        return Scale(**told, low=-6.0, high=6.0, step=2.0, two_sided=True)
    if key in {"thickness", "height"}:
        return Scale(**told, low=0.0, high={"thickness": 20.0, "height": 25.0}[key], step=5.0)
    reach = max(float(np.nanmax(np.abs(one.values[key]), initial=0.0)) for one in surfaces if key in one.values)
    if key == "pressure":
        step_kpa = 50.0 if reach <= 300 else 100.0
        return Scale(
            **{**told, "unit": "kPa"}, low=0.0, high=float(np.ceil(reach / step_kpa) * step_kpa), step=step_kpa
        )
    high = next((one for one in _REACHES if one >= reach - 0.1), max(_REACHES))
    return Scale(**told, low=-high, high=high, step=_REACHES[high], two_sided=True, own=bool(kind))


def _device_surface(device: Device, foot_from_stl: FloatArray) -> tuple[FloatArray, IntArray, BoolArray]:
    """Return the exported device, its foot bed with points close enough to carry values, STL frame; which are on it.

    A point within a long face of the bed is on the bed, however the field bends between its nodes there.
    """
    mesh = welded(stl.triangles(device.stl).astype(np.float64))
    points, faces = thinned(mesh.points_mm, mesh.faces, most_faces=DEVICE_FACES)
    x, y, z = moved(foot_from_stl, points).T
    on_bed = np.abs(z - device.insole.grid.sample_linear(device.insole.top_mm, x, y)) < _ON_IT_MM
    finer, split = refined(points, faces, chosen=all_three(on_bed, faces), longest=_LONGEST_MM)
    return finer, split, np.pad(on_bed, (0, len(finer) - len(points)), constant_values=True)  # new points come last


def _device_values(
    device: Device,
    on_foot: FloatArray,
    bed: BoolArray,
    pressure: tuple[Grid, FloatArray] | None,
) -> dict[str, FloatArray]:
    """Return the values at the device's points (n, 3), foot frame: on its foot bed, the thickness also underneath.

    bed: which of them are on it (n,).
    """
    design, insole = device.design, device.insole
    x, y, z = on_foot.T
    at = partial(design.grid.sample_linear, x_mm=x, y_mm=y)
    top, bottom = at(insole.top_mm), at(insole.bottom_mm)
    below = np.abs(z - bottom) < _ON_IT_MM

    def on_bed(values: FloatArray) -> FloatArray:
        return np.where(bed, values, np.nan)

    def changed(footprint_mm: FloatArray) -> FloatArray:
        change = on_bed(at(footprint_mm))
        return np.where(np.abs(change) > _CHANGED_MM, change, np.nan)

    plantar = device.foot.plantar
    skin_mm = np.where(_wall(plantar.grid, plantar.z_mm), np.nan, plantar.z_mm)
    flat = bed | (below & (at(_wall(insole.grid, insole.bottom_mm).astype(float)) == 0))
    values = {
        "gap": on_bed(
            plantar.grid.sample_linear(skin_mm, x, y) - z + at(np.broadcast_to(design.sole_mm, design.grid.shape))
        ),
        "thickness": np.where(flat, top - bottom, np.nan),
        "height": on_bed(z),
        "change": on_bed(at(design.bed_mm - np.minimum(design.base_mm, design.rim_cap_mm))),
        **{f"change.{kind}": changed(field_mm) for kind, field_mm in device.footprints_mm.items()},
    }
    if pressure is not None:
        grid, field_kpa = pressure
        values["pressure"] = on_bed(grid.sample_linear(field_kpa, x, y))
    return values


def _wall(grid: Grid, field_mm: FloatArray) -> BoolArray:
    """Return where a field is a wall, or has no slope because it ends there."""
    along, across = np.gradient(field_mm, grid.step_mm)
    wall: BoolArray = np.logical_not(along**2 + across**2 <= _WALL_SLOPE**2)
    return wall


def _scan_values(device: Device, skin: FloatArray) -> dict[str, FloatArray]:
    """Return the values at the scan's points (n, 3), foot frame, where they belong to the sole."""
    design, plantar = device.design, device.foot.plantar
    x, y, z = skin.T
    sole = np.abs(z - plantar.grid.sample_linear(plantar.z_mm, x, y)) < 1.0
    inside = np.where(design.inset_mm >= 0, design.bed_mm, np.nan)
    return {
        "gap": np.where(sole, z - design.grid.sample_linear(inside, x, y), np.nan),
        "height": np.where(sole, z, np.nan),
    }


def _outward(points: FloatArray, faces: IntArray) -> IntArray:
    """Return the faces wound so that the sole, the lowest 20 mm, looks down on the whole."""
    a, b, c = (points[faces[:, k]] for k in range(3))
    upward = (b[:, 0] - a[:, 0]) * (c[:, 1] - a[:, 1]) - (b[:, 1] - a[:, 1]) * (c[:, 0] - a[:, 0])
    sole = a[:, 2] < points[:, 2].min() + 20.0
    return faces[:, ::-1] if upward[sole].sum() > 0 else faces
