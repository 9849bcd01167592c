"""Build. build.json -> the devices that were issued, to compare a file with."""

from pathlib import Path
from typing import Any

from orthogen.errors import CorruptFile
from orthogen.intake.tables import read_table
from orthogen.records.build import Issued
from orthogen.records.finding import Finding

SCHEMA = "orthogen.build/1"


def read_build(path: Path) -> tuple[Issued, ...]:
    """Return case, side, digest, faults and doses of each device; raises CorruptFile for what is no build.json."""
    document = read_table(path, what="build file", error=CorruptFile)
    if document.get("schema") != SCHEMA:
        raise CorruptFile(
            f"{path} says schema {document.get('schema')!r}, not {SCHEMA}", "give the device's build.json"
        )
    try:
        return tuple(_issued(device, str(document.get("case", ""))) for device in document["devices"])
    except (KeyError, TypeError, ValueError, AttributeError) as trouble:
        raise CorruptFile(
            f"{path} lacks what a build.json says: {trouble}", "give the file as it was written"
        ) from trouble


def _issued(device: dict[str, Any], case: str) -> Issued:
    faults = [item for item in device["findings"] if not item["ok"]]
    return Issued(
        case=case,
        side=str(device["side"]),
        sha256=str(device["sha256"]),
        findings=(
            *(Finding(check=item["check"], note=f"When built: {item['note']}", level="fault") for item in faults),
            *(_dose(dose) for dose in device["doses"]),
        ),
    )


def _dose(dose: dict[str, Any]) -> Finding:
    """Return asked versus got as it was measured when the device was built; a guarded dose carries its own note."""
    got = dose["got"]
    return Finding(
        check=f"{dose['modification']}.{dose['field']}",
        note=f"When built: asked {dose['asked']:g}." + (f" {dose['note']}" if dose["note"] else ""),
        measured=None if got is None else float(got),
        unit=dose["unit"],
        level="note" if dose["ok"] else "fault",
    )
