"""Scan. path -> the scan as the file holds it: welded, its unit as declared or given, every action a finding."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from orthogen.errors import CorruptFile, IntakeError, UnitUnclear
from orthogen.intake.formats import read_mesh
from orthogen.intake.raw import EXPORT_AGAIN, RawMesh
from orthogen.intake.source import opened
from orthogen.intake.weld import clean
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.records.finding import Finding
from orthogen.records.scan import MM_PER_UNIT, Scan, Unit, UnitSource


def read_scan(path: Path, *, unit: Unit | None = None) -> Scan:
    """Return the scan in its own axes and unit, points joined and finite, faces neither flat nor repeated.

    unit: as given by the user; it wins over a unit that the file declares (a finding says so). Without either,
    `Scan.unit` stays None and the size of the foot decides later.
    Raises IntakeError: missing, unreadable, empty, unknown, truncated, oversized or hostile files, and units that
    are none. What is accepted is read within 1 GB of memory.
    """
    digest, beside = hashlib.sha256(), list[str]()
    name, raw, findings = _mesh(path, digest.update, beside.append)
    with _named(path):
        mesh = clean(raw)
        chosen, source, doubt = _unit(mesh.mm_per_unit, unit)
    return Scan(
        name=path.stem,
        format=name,
        sha256=digest.hexdigest(),
        points=frozen(mesh.points),
        faces=frozen(mesh.faces, dtype="int64"),
        unit=chosen,
        unit_source=source,
        findings=(*findings, *mesh.findings, *doubt),
        sides=None if mesh.sides is None else frozen(mesh.sides, dtype="int64"),
        beside=tuple(beside),
    )


def read_triangles(path: Path) -> FloatArray:
    """Return every triangle (n, 3, 3) exactly as the file holds it, repeated and flat ones too.

    In mm where the file declares its unit, else in its own unit. Raises IntakeError, also for a file without faces
    and for coordinates that are not finite.
    """
    _, mesh, _ = _mesh(path, lambda _: None, lambda _: None)
    with _named(path):
        triangles = _triangles(mesh)
    triangles.setflags(write=False)
    return triangles


def _mesh(
    path: Path, seen: Callable[[bytes], None], named: Callable[[str], None]
) -> tuple[str, RawMesh, tuple[Finding, ...]]:
    """Return what the file holds; on return its bytes are let go, which makes room for the work on the mesh."""
    source = opened(path, seen=seen, named=named)
    with _named(path):
        return read_mesh(source)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Begin the sentence of a refusal with the name of the file."""
    try:
        yield
    except IntakeError as error:
        raise type(error)(f"{path.name}: {error}", error.next_step) from error


def _triangles(mesh: RawMesh) -> FloatArray:
    if len(mesh.faces) == 0:
        raise CorruptFile("the file holds points but no faces", "export a mesh, not a point cloud")
    triangles: FloatArray = np.take(mesh.points, mesh.faces, axis=0)
    with np.errstate(all="ignore"):  # what is not finite is counted right here
        triangles *= mesh.mm_per_unit or 1.0
    broken = int((~np.isfinite(triangles)).any(axis=(1, 2)).sum())
    if broken:
        raise CorruptFile(f"{broken} of {len(triangles)} faces have coordinates that are not finite", EXPORT_AGAIN)
    return triangles


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
