"""Find. path, what the user knows -> the recordings of the one format that the file is."""

import hashlib
from pathlib import Path
from types import ModuleType

from orthogen.errors import UnknownFormat
from orthogen.intake.pressure import apd, emed, footscan, matrix, medilogic, moticon, pedar, tekscan, xsensor, zebris
from orthogen.intake.pressure.settle import Told, settled
from orthogen.intake.source import file_bytes
from orthogen.records.pressure import PressureRecording

_READERS: tuple[ModuleType, ...] = (tekscan, apd, zebris, emed, pedar, footscan, xsensor, moticon, medilogic, matrix)


_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")


def pressure_formats() -> tuple[str, ...]:
    """Return the names of all formats that are read."""
    return tuple(dict.fromkeys(reader.FORMAT for reader in _READERS))


def read_pressure(path: Path, told: Told) -> tuple[PressureRecording, ...]:
    """Return one recording for each device in the file; what was decided from evidence is among its findings.

    Raises IntakeError: UnknownFormat where none or two readers know the file, CorruptFile, UnitUnclear.
    """
    data = file_bytes(path)
    if data.startswith(_OLD_EXCEL) or (data.startswith(b"PK") and b"[Content_Types].xml" in data[:4096]):
        raise UnknownFormat(
            f"{path.name} is a workbook of Excel", "save it there as text (tab delimited) and give that"
        )
    fitting = [reader for reader in _READERS if reader.sniff(data)]
    if len(fitting) != 1:
        which = " and ".join(reader.FORMAT for reader in fitting)
        said = f"looks like {which} at once" if fitting else "is no pressure file of a known kind"
        raise UnknownFormat(
            f"{path.name} {said}",
            f"export it as one of {', '.join(pressure_formats())}, or as a plain matrix with its pitch and unit",
        )
    (reader,) = fitting
    digest = hashlib.sha256(data).hexdigest()
    return tuple(
        settled(raw, told, name=path.name, format=reader.FORMAT, sha256=digest) for raw in reader.read(data, path.name)
    )
