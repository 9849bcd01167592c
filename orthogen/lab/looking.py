"""Looking. scan file -> feet; STL file -> findings; nothing is written."""

from collections.abc import Mapping
from pathlib import Path

from orthogen import intake, pipeline
from orthogen.records.finding import Finding
from orthogen.records.foot import Foot, Side
from orthogen.records.scan import Scan, Unit


def inspect(
    scan: str | Path | Scan,
    *,
    side: Side | None = None,
    unit: Unit | None = None,
    landmarks: Mapping[str, tuple[float, float]] | None = None,
) -> tuple[Foot, ...]:
    """Return the feet that a scan shows, measured; a side that cannot be told is "unsure", never guessed.

    unit: only for a file that does not declare one. landmarks: name -> (x, y) in mm, foot frame, set by hand.
    Raises IntakeError and AnatomyError.
    """
    return pipeline.see(read(scan, unit=unit), side=side, landmarks=landmarks or {})


def verify(path: str | Path) -> tuple[Finding, ...]:
    """Return all checks that need nothing but the mesh, measured on the bytes of an STL file in mm."""
    return pipeline.examine(intake.read_triangles(Path(path)))


def read(scan: str | Path | Scan, *, unit: Unit | None) -> Scan:
    """Return the scan, read from its file unless it already is one."""
    return scan if isinstance(scan, Scan) else intake.read_scan(Path(scan), unit=unit)
