"""Printed. a filed version, the scan of a printed part -> how far the part is from its design, zone by zone."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from orthogen import intake
from orthogen.batch.machine import Machine, read_machine
from orthogen.errors import CorruptFile, IntakeError
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.mesh import Mesh, place, welded
from orthogen.kernel.register import Laid, Skin, gaps, laid_on, skin
from orthogen.lab.folder import case_id
from orthogen.records.finding import Finding
from orthogen.records.foot import Side
from orthogen.records.printed import PrintedPart
from orthogen.records.scan import MM_PER_UNIT, Unit

_SPACING_MM = 1.0
_HEEL_RATIO, _ARCH_RATIO = 0.31, 0.62  # of the device's length
_LEAST_COVERED_RATIO = 0.3
_NOT_THIS_PART_MM = 3.0
_UPRIGHT = 0.5


def check_print(
    case: str,
    version: str,
    printed: str | Path,
    *,
    process: str = "mjf",
    side: Side | None = None,
    unit: Unit | None = None,
    out: str | Path = "output",
) -> PrintedPart:
    """Lay the scan of a printed part on its design and measure it against the tolerance of the process.

    version: "v001" or "1". process: name or file of a machine. side: by default the device that it fits best. unit: of
    a scan that declares none, by default mm. A scan of one face alone is measured there. Raises IntakeError where there
    is no such device or the scan is not of it.
    """
    machine = read_machine(process)
    number = version if version.startswith("v") else f"v{int(version) if version.isdigit() else 0:03d}"
    folder = Path(out) / case_id(case) / number
    scan = _scanned(Path(printed), unit)
    moving = skin(scan, spacing=_SPACING_MM)
    tried = {}
    for name in ("left", "right") if side is None else (side,):
        path = folder / f"{name}.stl"
        if path.is_file():
            onto = skin(welded(intake.read_triangles(path)), spacing=_SPACING_MM)
            tried[name] = (onto, laid_on(moving, onto))
    if not tried:
        raise IntakeError(f"there is no {side or 'accepted'} device in {folder}", "name a version that was built")
    best = min(tried, key=lambda name: tried[name][1].rms)
    onto, laid = tried[best]
    if laid.rms > _NOT_THIS_PART_MM:
        raise IntakeError(
            f"{printed} is {laid.rms:.1f} mm from the {best} device of {case} {number} all over: it is another part",
            "find out which device was scanned, and in which unit",
        )
    return _compared(case, number, best, moving, onto, laid, machine)


def _scanned(path: Path, unit: Unit | None) -> Mesh:
    scan = intake.read_scan(path, unit=unit)
    if len(scan.faces) == 0:
        raise CorruptFile(f"{path} has no faces", "export the scan as a mesh")
    return Mesh(points_mm=scan.points * MM_PER_UNIT[scan.unit or "mm"], faces=scan.faces)


def _compared(
    case: str, version: str, side: str, moving: Skin, onto: Skin, laid: Laid, machine: Machine
) -> PrintedPart:
    """Return the deviations of a part that lies on its design."""
    places, outside_mm = gaps(moving, onto, laid.onto_from_moving)
    length_mm = float(np.ptp(onto.points[:, 0]))
    tolerance_mm = machine.tolerance_on_mm(length_mm)
    return PrintedPart(
        case=case, version=version, side=side, process=machine.process, tolerance_mm=tolerance_mm,
        design_from_scan=laid.onto_from_moving, scale_ratio=_scale(places, outside_mm, onto),
        findings=tuple(_findings(places, outside_mm, onto, tolerance_mm)),
    )  # fmt: skip


def _scale(places: FloatArray, outside_mm: FloatArray, onto: Skin) -> float:
    """Return the size of the part over that of the design: least squares of what a growth about the middle explains.

    It is read about a tenth too small where it is large, because the motion that was found has taken up a part of it.
    """
    normals = onto.normals[_numbers(places, onto)]
    arm = np.einsum("ij,ij->i", places - onto.points.mean(axis=0), normals)
    return 1.0 + float(np.sum(arm * outside_mm) / np.sum(arm * arm))


def _numbers(places: FloatArray, onto: Skin) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    from orthogen.kernel.neighbours import PointTree

    return PointTree(onto.points).nearest(places)[1][:, 0]


def _findings(places: FloatArray, outside_mm: FloatArray, onto: Skin, tolerance_mm: float) -> Iterator[Finding]:
    """Yield the deviation of each zone, then how much of the design was seen at all."""
    numbers = _numbers(places, onto)
    for name, inside in _zones(onto).items():
        here = inside[numbers]
        if not here.any():
            yield Finding(check=f"printed_{name}", note=f"The {name} is not in the scan.", level="warning")
            continue
        off_mm = outside_mm[here]
        p95_mm, worst = float(np.percentile(np.abs(off_mm), 95.0)), int(np.argmax(np.abs(off_mm)))
        yield Finding(
            check=f"printed_{name}", measured=p95_mm, unit="mm", high=tolerance_mm,
            level="note" if p95_mm <= tolerance_mm else "fault",
            where_mm=place(places[here][worst]),
            note=f"95 % of the {name} is within {p95_mm:.2f} mm of the design, on average {float(off_mm.mean()):+.2f} "
            f"mm outside it; the farthest place is {off_mm[worst]:+.2f} mm off.",
        )  # fmt: skip
    seen = len(np.unique(numbers)) / len(onto.points)
    if seen < _LEAST_COVERED_RATIO:
        note = f"The scan shows {seen:.0%} of the device: what it does not show was not measured."
        yield Finding(check="printed_seen", note=note, measured=seen, low=_LEAST_COVERED_RATIO, level="warning")


def _zones(onto: Skin) -> Mapping[str, BoolArray]:
    """Return zone -> which points of the design lie in it: bands of the foot side, the underside, the rim."""
    along = (onto.points[:, 0] - onto.points[:, 0].min()) / np.ptp(onto.points[:, 0])
    up, down = onto.normals[:, 2] > _UPRIGHT, onto.normals[:, 2] < -_UPRIGHT
    return {
        "heel": up & (along < _HEEL_RATIO),
        "arch": up & (along >= _HEEL_RATIO) & (along < _ARCH_RATIO),
        "forefoot": up & (along >= _ARCH_RATIO),
        "underside": down,
        "rim": ~up & ~down,
    }
