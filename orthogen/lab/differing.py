"""Differing. two versions of a case -> what was ordered, measured and moved otherwise; nothing is written."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from orthogen.lab.parting import Parted, parted_by_scan
from orthogen.lab.versions import finished, held, need_single, version_named, version_names
from orthogen.records.difference import Difference, MeasureChange, ParameterChange, SurfaceChange
from orthogen.records.finding import Finding
from orthogen.records.held import HeldDevice, HeldVersion
from orthogen.records.proposal import Side
from orthogen.refit.difference import CHANGED_MM, parameter_changes, surface_change

_LEAST = {"foot_length_mm": 3.0, "ball_width_mm": 3.0, "heel_width_mm": 3.0, "arch_height_mm": 3.0}
_SIDES: tuple[Side, Side] = ("left", "right")


def diff(
    case: str, version_a: str, version_b: str, *, out: str | Path = "output", store: str | None = None
) -> Difference:
    """Return what the second of two versions has otherwise than the first; "3", "v3" and "v003" name the same.

    Raises UnknownName for a case or version that is not there, PrescriptionError for a series, CorruptFile.
    """
    known = version_names(case, out=out)
    names = version_named(version_a, known), version_named(version_b, known)
    old, new = (held(case, name, out=out) for name in names)
    for version in (old, new):
        need_single(version)
    parted = parted_by_scan(old, new, out=Path(out), store=store) if _scans_differ(old, new) else {}
    parameters: list[ParameterChange] = []
    measures: list[MeasureChange] = []
    surfaces: list[SurfaceChange] = []
    findings: list[Finding] = []
    for side in _SIDES:
        one, other = old.device(side), new.device(side)
        if one is None or other is None:
            findings += _alone(side, old, new)
            continue
        changed = parameter_changes(side, one.prescription, other.prescription)
        parameters += changed
        measures += _measures(one, other)
        surface = surface_change(
            finished(one, Path(out) / case / old.version), finished(other, Path(out) / case / new.version),
            changed=[item.name for item in changed], **_frames(one, other, parted),
        )  # fmt: skip
        surfaces.append(surface)
        findings += _told(surface)
    return Difference(
        case=case, versions=names, parameters=tuple(parameters), measures=tuple(measures), surfaces=tuple(surfaces),
        findings=tuple(findings),
    )  # fmt: skip


def _alone(side: Side, old: HeldVersion, new: HeldVersion) -> list[Finding]:
    """Return that only one of the versions has a device of this side."""
    has = [version.version for version in (old, new) if version.device(side) is not None]
    note = f"Only {has[0]} has a {side} device." if has else ""
    return [Finding(check="one_sided", note=note, level="warning")] if has else []


def _measures(old: HeldDevice, new: HeldDevice) -> list[MeasureChange]:
    """Return the measures of foot and device that differ."""
    found = [
        MeasureChange(side=new.side, measure=name, unit="mm" if name.endswith("_mm") else "", old=old.foot[name],
                      new=value, least=_LEAST.get(name))
        for name, value in new.foot.items() if old.foot[name] != value
    ]  # fmt: skip
    found += [
        MeasureChange(side=new.side, measure=name, unit=name.rpartition("_")[2], old=old.made[name], new=value)
        for name, value in new.made.items() if old.made[name] != value
    ]  # fmt: skip
    return found


def _one_scan(old: HeldDevice, new: HeldDevice) -> bool:
    """Return True where both stand on one scan, lying alike: then every coordinate means the same in both."""
    return np.array_equal(old.foot_from_file, new.foot_from_file) and old.foot == new.foot


def _scans_differ(old: HeldVersion, new: HeldVersion) -> bool:
    pairs = [(old.device(side), new.device(side)) for side in _SIDES]
    return any(one is not None and other is not None and not _one_scan(one, other) for one, other in pairs)


def _frames(old: HeldDevice, new: HeldDevice, parted: Mapping[Side, Parted]) -> dict[str, Any]:
    """Return how the later foot lies to the earlier one, and the earlier order on it; nothing for one scan."""
    if _one_scan(old, new):
        return {}
    found = parted.get(new.side)
    return {"new_from_old": found.new_from_old, "between": found.between} if found else {"new_from_old": np.eye(4)}


def _told(surface: SurfaceChange) -> list[Finding]:
    """Return whether anything moved outside of what was ordered, or why that cannot be told."""
    side = surface.side.capitalize()
    if not surface.same_scan and surface.foot_mm is None:
        note = f"{side}: the versions stand on different scans; the map holds change of foot and of order together."
        return [Finding(check="other_scan", note=note, level="warning")]
    if surface.outside_max_mm is None:
        note = f"{side}: no design fields are kept with one of the versions, so what moved outside is not proven."
        return [Finding(check="no_fields", note=note, level="warning")]
    still = surface.outside_max_mm == 0.0
    note = f"{side}: outside the footprints of what was ordered otherwise the upper side moved by "
    note += "exactly 0 mm." if still else f"{surface.outside_max_mm:.4f} mm."
    found = [Finding(check="outside", note=note, measured=surface.outside_max_mm, unit="mm", high=0.0,
                     level="note" if still else "warning")]  # fmt: skip
    mesh = surface.outside_mesh_max_mm
    if mesh is not None:
        note = f"{side}: there the exported meshes lie within {mesh:.4f} mm of each other."
        found.append(Finding(check="outside_mesh", note=note, measured=mesh, unit="mm", high=CHANGED_MM,
                             level="note" if mesh <= CHANGED_MM else "warning"))  # fmt: skip
    return found
