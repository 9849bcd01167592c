"""Scan. path -> the scan as the file holds it: welded, its unit as declared or given, every action a finding."""

import hashlib
import stat
from pathlib import Path

import numpy as np

from orthogen.errors import CorruptFile, IntakeError, UnitUnclear
from orthogen.intake.formats import read_mesh
from orthogen.intake.raw import EXPORT_AGAIN, RawMesh
from orthogen.intake.weld import clean
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.records.finding import Finding
from orthogen.records.scan import MM_PER_UNIT, Scan, Unit, UnitSource

_MOST_BYTES = 2_000_000_000


def read_scan(path: Path, *, unit: Unit | None = None) -> Scan:
    """Return the scan in its own axes and unit, points joined and finite, faces neither flat nor repeated.

    unit: as given by the user; it wins over a unit that the file declares (a finding says so). Without either,
    `Scan.unit` stays None and the size of the foot decides later.
    Raises IntakeError: missing, unreadable, empty, unknown, truncated or hostile files, and units that are none.
    """
    data = _bytes(path)
    try:
        name, mesh, findings = read_mesh(data, path.suffix.lower())
        points, faces, cleaning = clean(mesh)
        chosen, source, doubt = _unit(mesh.mm_per_unit, unit)
    except IntakeError as error:
        raise type(error)(f"{path.name}: {error}", error.next_step) from error
    return Scan(
        name=path.stem,
        format=name,
        sha256=hashlib.sha256(data).hexdigest(),
        points=frozen(points),
        faces=frozen(faces, dtype="int64"),
        unit=chosen,
        unit_source=source,
        findings=(*findings, *mesh.findings, *cleaning, *doubt),
    )


def read_triangles(path: Path) -> FloatArray:
    """Return every triangle (n, 3, 3) exactly as the file holds it, repeated and flat ones too.

    In mm where the file declares its unit, else in its own unit. Raises IntakeError, also for a file without faces
    and for coordinates that are not finite.
    """
    data = _bytes(path)
    try:
        _, mesh, _ = read_mesh(data, path.suffix.lower())
        triangles = _triangles(mesh)
    except IntakeError as error:
        raise type(error)(f"{path.name}: {error}", error.next_step) from error
    return frozen(triangles)


def _triangles(mesh: RawMesh) -> FloatArray:
    if len(mesh.faces) == 0:
        raise CorruptFile("the file holds points but no faces", "export a mesh, not a point cloud")
    with np.errstate(all="ignore"):  # what is not finite is counted right here
        triangles = mesh.points[mesh.faces] * (mesh.mm_per_unit or 1.0)
    broken = int((~np.isfinite(triangles)).any(axis=(1, 2)).sum())
    if broken:
        raise CorruptFile(f"{broken} of {len(triangles)} faces have coordinates that are not finite", EXPORT_AGAIN)
    return triangles


def _bytes(path: Path) -> bytes:
    """Return the file's bytes; a folder, device, oversized or unreadable file is refused before it is read."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise IntakeError(f"{path} is a folder", "name the scan file inside it")
        if not stat.S_ISREG(status.st_mode):
            raise IntakeError(f"{path} is no ordinary file", "copy the scan into a file first")
        if status.st_size > _MOST_BYTES:
            size = f"{status.st_size / 1e9:.1f} GB"
            raise IntakeError(
                f"{path.name} has {size}, more than the 2 GB allowed", "thin the scan out and export again"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise IntakeError(f"there is no file {path}", "check the path") from None
    except PermissionError:
        raise IntakeError(f"{path} may not be read", "ask for the right to read this file") from None
    except OSError as error:
        raise IntakeError(f"{path} cannot be read: {error.strerror}", "check the path and the disk") from error
    if not data:
        raise CorruptFile(f"{path.name} is empty (0 bytes)", EXPORT_AGAIN)
    return data


def _unit(declared_mm: float | None, given: Unit | None) -> tuple[Unit | None, UnitSource | None, tuple[Finding, ...]]:
    """Return the unit, where it comes from, and a finding if the file declares another than the user gives."""
    declared = next((u for u, mm in MM_PER_UNIT.items() if declared_mm and abs(mm / declared_mm - 1) < 1e-6), None)
    if given is None:
        if declared_mm and declared is None:
            known = ", ".join(MM_PER_UNIT)
            raise UnitUnclear(
                f"the file declares 1 unit = {declared_mm:g} mm, none of {known}", "say which with --unit"
            )
        return declared, "declared" if declared else None, ()
    if declared_mm is None or declared == given:
        return given, "given", ()
    note = f"The file declares 1 unit = {declared_mm:g} mm, the user gave {given}; {given} was used."
    doubt = Finding(check="unit_conflict", note=note, measured=declared_mm, unit="mm", level="warning")
    return given, "given", (doubt,)
