"""Find. path, what the user knows -> the recordings of the one format that the file is."""

import hashlib
from pathlib import Path
from types import ModuleType

from orthogen.errors import IntakeError, UnknownFormat
from orthogen.intake.formats import Format
from orthogen.intake.pressure import (
    apd,
    emed,
    footscan,
    matrix,
    medilogic,
    moticon,
    pedar,
    tekscan,
    xsensor,
    xsensor_table,
    zebris,
)
from orthogen.intake.pressure.settle import settled
from orthogen.intake.pressure.unread import refuse_unread, refuse_workbook
from orthogen.intake.source import file_bytes
from orthogen.records.pressure import PressureRecording, Told

_READERS: tuple[ModuleType, ...] = (
    tekscan, apd, zebris, emed, pedar, footscan, xsensor, xsensor_table, moticon, medilogic,
)  # fmt: skip

_IN_FILE, _ASKED = "in the file", "not in the file: --pressure-unit and --pressure-pitch"
_FORMATS = (
    Format(name="tekscan", suffixes=(".asf", ".csv"), unit=_IN_FILE, notes="ASCII export of F-Scan, HR Mat, MatScan"),
    Format(name="footscan", suffixes=(".xls", ".txt"), unit="newton per cell, by the format",
           notes="Entire Plate Roll Off, Dynamic Roll off, as text"),
    Format(name="emed", suffixes=(".lst",), unit="kPa, by the format", notes="emascii with tabs or in columns"),
    Format(name="pedar", suffixes=(".asc",), unit=_IN_FILE, notes="one insole or both; areas by their size"),
    Format(name="zebris", suffixes=(".apd", ".txt"), unit=_IN_FILE, notes="pedcad import file, WinFDM raw text"),
    Format(name="medilogic", suffixes=(".csv",), unit=_ASKED, notes="plate; mostly N/cm2 and 6x6"),
    Format(name="xsensor", suffixes=(".csv", ".txt"), unit=_IN_FILE, notes="PRO 7 text, older text, one frame a row"),
    Format(name="moticon", suffixes=(".txt",), unit=_IN_FILE, notes="OpenGo, ReGo; areas recovered from the force"),
    Format(name="matrix", suffixes=(".csv", ".npz", ".npy"), unit=_ASKED, notes="frames as blocks of plain numbers"),
)  # fmt: skip


def pressure_formats() -> tuple[Format, ...]:
    """Return every pressure format that is read."""
    return _FORMATS


def read_pressure(path: Path, told: Told) -> tuple[PressureRecording, ...]:
    """Return one recording for each device in the file; what was decided from evidence is among its findings.

    Raises IntakeError: UnknownFormat where none or two readers know the file, CorruptFile, UnitUnclear.
    """
    data = file_bytes(path)
    refuse_workbook(data, path.name)
    fitting = [reader for reader in _READERS if reader.sniff(data)]
    if not fitting and matrix.sniff(data):
        fitting = [matrix]
    if not fitting:
        refuse_unread(data, path.name)
    if len(fitting) != 1:
        kinds = ", ".join(known.name for known in _FORMATS)
        which = " and ".join(reader.FORMAT for reader in fitting)
        said = f"looks like {which} at once" if fitting else "is no pressure file of a known kind"
        raise UnknownFormat(
            f"{path.name} {said}",
            f"export it as one of {kinds}, or as a plain matrix with its pitch and unit",
        )
    try:
        return _read(fitting[0], data, told, name=path.name)
    except IntakeError as error:
        raise type(error)(f"{path.name}: {error}", error.next_step) from error


def _read(reader: ModuleType, data: bytes, told: Told, *, name: str) -> tuple[PressureRecording, ...]:
    """Return the recordings of a file whose reader is known."""
    raws = reader.read(data, name)
    if {"left", "right"} <= {raw.side for raw in raws}:  # a file of both feet: the user chooses one
        raws = [raw for raw in raws if told.side in (None, "both", raw.side)]
    digest = hashlib.sha256(data).hexdigest()
    return tuple(settled(raw, told, name=name, format=reader.FORMAT, sha256=digest) for raw in raws)
