"""Looking. scan file -> feet; STL file -> findings; nothing is written."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from orthogen import intake, pipeline
from orthogen.errors import PrescriptionError, SideUnsure
from orthogen.lab.request import demand_choices
from orthogen.records.build import Issued
from orthogen.records.finding import Finding
from orthogen.records.foot import Foot, Load, Side
from orthogen.records.scan import Scan, Unit


def inspect(
    scan: str | Path | Scan,
    *,
    side: Side | None = None,
    unit: Unit | None = None,
    landmarks: Mapping[str, tuple[float, float]] | None = None,
    load: Load | None = None,
) -> tuple[Foot, ...]:
    """Return the feet that a scan shows, measured; a side that cannot be told is "unsure", never guessed.

    unit: only for a file that does not declare one. landmarks: name -> (x, y) in mm, foot frame, set by hand.
    load: how the foot was scanned, where that is known. Raises IntakeError and AnatomyError, and PrescriptionError
    for one side or set of landmarks given for two feet.
    """
    demand_choices(side=side, unit=unit, load=load)
    feet = pipeline.see(read(scan, unit=unit), side=side, landmarks=landmarks or {}, load=load)
    need_one_foot(feet, side, landmarks or {})
    return feet


def need_one_foot(feet: Sequence[Foot], side: Side | None, landmarks: Mapping[str, tuple[float, float]]) -> None:
    """Raise PrescriptionError for a side or landmarks that are given for a scan of two feet."""
    if len(feet) > 1 and (side or landmarks):
        given = f"the side {side} is" if side else "landmarks are"
        raise PrescriptionError(
            f"{given} given for a scan that shows {len(feet)} feet",
            "leave it away: two feet tell their sides together; or save each foot as a file of its own",
        )


def need_clear_sides(feet: Sequence[Foot]) -> None:
    """Raise SideUnsure for a foot whose side is open, PrescriptionError for two feet that are no pair."""
    for foot in feet:
        if foot.side == "unsure":
            raise SideUnsure(
                f"the shape does not tell left from right (confidence {foot.side_confidence:.2f})",
                "say which it is with --side left or --side right, one scan at a time",
            )
    sides = [foot.side for foot in feet]
    if len(feet) > 2 or len(set(sides)) < len(sides):
        raise PrescriptionError(
            f"these are {len(sides)} feet, {' and '.join(sides)}, not the left and the right of one person",
            "build one scan at a time, with --side where the program is wrong",
        )


def verify(path: str | Path, *, build: str | Path | None = None) -> tuple[Finding, ...]:
    """Return all checks that need nothing but the mesh, measured on the bytes of an STL file in mm.

    build: the build.json that came with it; then also whether the file is one of its devices, byte for byte, and
    what was found on that device when it was built. Raises IntakeError.
    """
    found = pipeline.examine(intake.read_triangles(Path(path)))
    if build is None:
        return found
    digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    return (*found, *_compared(digest, intake.read_build(Path(build))))


def read(scan: str | Path | Scan, *, unit: Unit | None) -> Scan:
    """Return the scan, read from its file unless it already is one."""
    return scan if isinstance(scan, Scan) else intake.read_scan(Path(scan), unit=unit)


def _compared(digest: str, issued: tuple[Issued, ...]) -> tuple[Finding, ...]:
    """Return whether the file is an issued device, and if so the faults and doses of its build."""
    same = [device for device in issued if device.sha256 == digest]
    if not same:
        note = f"The file is none of the {len(issued)} devices of this build: SHA-256 {digest[:12]}… is not in it."
        return (Finding(check="sha256", note=note, level="fault"),)
    return (Finding(check="sha256", note=f"Byte for byte the {same[0].side} device of this build."), *same[0].findings)
