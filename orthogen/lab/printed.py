"""Printed. case, version, scan of its printed part -> whether it came out as designed; nothing is written."""

import hashlib
from pathlib import Path

import numpy as np

from orthogen import intake
from orthogen.checks.printed import Laid, judged, laid_on_design, surface_of
from orthogen.errors import CorruptFile, NotThePart, PrescriptionError, UnitUnclear
from orthogen.kernel.mesh import Mesh, welded
from orthogen.kernel.overlay import bent_mm, extents_mm
from orthogen.kernel.skin import Skin
from orthogen.lab.folder import case_id
from orthogen.lab.looking import read
from orthogen.lab.request import demand_choices
from orthogen.lab.versions import version_named, version_names
from orthogen.lazyclass import dataclass
from orthogen.records.foot import Side
from orthogen.records.machine import Machine
from orthogen.records.printed import Design, PrintCheck
from orthogen.records.scan import MM_PER_UNIT, Scan, Unit

_PART_RATIO, _WHOLE_RATIO, _WITH_FLOOR = (0.35, 1.2), 0.75, 5.0


@dataclass(frozen=True, kw_only=True)
class _Fitted:
    """A device of the version with the scan laid on it."""

    design: Design
    skin: Skin
    unit: Unit
    laid: Laid


def check_print(
    case: str,
    version: str,
    printed: str | Path | Scan,
    *,
    out: str | Path = "output",
    side: Side | None = None,
    process: str = "mjf",
    unit: Unit | None = None,
) -> PrintCheck:
    """Return how the scan of a printed part departs from the device of this case and version, zone by zone.

    side: which device; of several the one that fits is found. process: name or file of the machine that printed it,
    whose tolerance counts.
    unit: of a file that declares none; else told from the size. Raises IntakeError for files, NotThePart for another
    or a mirrored part, ScanIncomplete for a scan that does not show the whole foot bed.
    """
    demand_choices(side=side, unit=unit)
    machine = intake.read_machine(process)
    version = version_named(version, version_names(case, out=out))
    folder = Path(out) / case_id(case) / version
    designs = [item for item in intake.read_designs(folder / "build.json") if side in (None, item.side)]
    if not designs:
        raise PrescriptionError(f"{case} {version} has no {side} device", "leave --side away, or name the other side")
    scan = read(printed, unit=unit)
    if len(scan.faces) == 0:
        raise CorruptFile(f"{scan.name} is a cloud of points without faces", "export the scan as a mesh")
    fitted = _best([(item, _surface(folder / item.file, item.sha256)) for item in designs], scan)
    return _checked(fitted, case=case, version=version, machine=machine)


def _surface(path: Path, sha256: str) -> Skin:
    """Return the surface of an issued device; raises CorruptFile if the file is no longer the one that was issued."""
    triangles = intake.read_triangles(path)
    if hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
        raise CorruptFile(f"{path} is not the file that its build.json tells of", "build the case anew")
    return surface_of(welded(triangles))


def _best(designs: list[tuple[Design, Skin]], scan: Scan) -> _Fitted:
    """Return the device that the scan fits best; raises the refusal of the first if it fits none."""
    found: list[_Fitted] = []
    refused: list[NotThePart] = []
    for design, skin in designs:
        seen, unit = _in_mm(scan, float(extents_mm(skin)[0]))
        try:
            laid = laid_on_design(skin, seen)
        except NotThePart as refusal:
            refused.append(refusal)
        else:
            found.append(_Fitted(design=design, skin=skin, unit=unit, laid=laid))
    if not found:
        raise refused[0]
    return min(found, key=lambda item: item.laid.shape.left_mm)


def _in_mm(scan: Scan, length_mm: float) -> tuple[Skin, Unit]:
    """Return the surface that was scanned, free of its floor, in mm; raises UnitUnclear where its size tells no unit.

    A scan is .35 to 1.2 as long as its design, one of the whole .75 or more; with a floor around it it may be longer.
    """
    size = float(np.ptp(scan.points, axis=0).max())
    units = [scan.unit] if scan.unit else [u for u, mm in MM_PER_UNIT.items()
             if _PART_RATIO[0] < size * mm / length_mm < _WITH_FLOOR]  # fmt: skip
    fitting: list[tuple[float, Skin, Unit]] = []
    for unit in units:
        seen = surface_of(Mesh(points_mm=scan.points * MM_PER_UNIT[unit], faces=scan.faces))
        ratio = float(extents_mm(seen)[0]) / length_mm
        if scan.unit or _PART_RATIO[0] < ratio < _PART_RATIO[1]:
            fitting.append((ratio, seen, unit))
    whole = [item for item in fitting if item[0] > _WHOLE_RATIO] if len(fitting) > 1 else fitting
    if len(whole) != 1:
        what = " and ".join(unit for _, _, unit in fitting) or "no unit"
        raise UnitUnclear(
            f"{scan.name} is {size:.4g} long in its own unit, the design {length_mm:.0f} mm: {what} would fit",
            "say which with --unit",
        )
    return whole[0][1:]


def _checked(fitted: _Fitted, *, case: str, version: str, machine: Machine) -> PrintCheck:
    """Return the print judged by the tolerance of its machine."""
    tolerance_mm = machine.tolerance_on_mm(float(np.ptp(fitted.skin.points[:, 0])))
    zones, findings, away, zone = judged(
        fitted.skin, fitted.laid, foot_length_mm=fitted.design.foot_length_mm, tolerance_mm=tolerance_mm
    )
    return PrintCheck(
        case=case, version=version, design=fitted.design, process=machine.process, tolerance_mm=tolerance_mm,
        unit=fitted.unit, scale_error_percent=100.0 * fitted.laid.shape.scale_error_ratio,
        bend_mm=bent_mm(fitted.skin, fitted.laid.shape.bend_mm), zones=zones, findings=findings,
        design_from_file=fitted.laid.pose, points_mm=fitted.skin.points, departure_mm=away, zone=zone,
    )  # fmt: skip
