"""Find. path -> the gait values or the markers of the one format that the file is."""

import re
from pathlib import Path
from types import ModuleType

from orthogen.errors import IntakeError, UnknownFormat
from orthogen.intake.formats import Format
from orthogen.intake.gait import c3d, form, gaitkit, mot, trc, walkway
from orthogen.intake.source import file_bytes
from orthogen.records.gait import Gait
from orthogen.records.markers import Markers

_QUALISYS = re.compile(rb"(\xef\xbb\xbf)?NO_OF_(FRAMES|MARKERS|CAMERAS)\t")
_IN_FILE = "in the file"
_READERS: dict[str, ModuleType] = {
    "form": form, "c3d": c3d, "trc": trc, "mot": mot, "walkway": walkway, "gaitkit": gaitkit,
}  # fmt: skip


_FORMATS = (
    Format(name="form", suffixes=(".json", ".toml"), unit="beside each value", notes="typed values of both feet"),
    Format(name="c3d", suffixes=(".c3d",), unit=_IN_FILE, notes="markers and marked events; plug-in gait, Oxford foot"),
    Format(name="trc", suffixes=(".trc",), unit=_IN_FILE, notes="markers of OpenSim"),
    Format(name="mot", suffixes=(".mot", ".sto"), unit=_IN_FILE, notes="joint angles of OpenSim"),
    Format(name="walkway", suffixes=(".txt", ".csv", ".xlsx"), unit="in the names of the columns",
           notes="tables of GAITRite and PKMAS"),
    Format(name="gaitkit", suffixes=(".json",), unit="told from the length of the legs", notes="landmarks and events"),
)  # fmt: skip


def gait_formats() -> tuple[Format, ...]:
    """Return all formats that are read."""
    return _FORMATS


def read_gait(path: Path) -> Gait | Markers:
    """Return what the file holds: values, or the places of markers from which they are measured.

    Raises IntakeError: UnknownFormat, CorruptFile, UnitUnclear; OutOfRange for a typed value that nobody can have.
    """
    data = file_bytes(path)
    fitting = [reader for reader in _READERS.values() if reader.sniff(data)]
    if not fitting and _QUALISYS.match(data):
        raise UnknownFormat(f"{path.name} is a motion file of Qualisys", "export it as C3D and give that")
    if len(fitting) != 1:
        raise UnknownFormat(
            f"{path.name} is no gait file of a known kind",
            "give a gait form (gait.json or TOML), a C3D, .trc, .mot or .sto file, or a GAITRite or PKMAS table",
        )
    try:
        found: Gait | Markers = fitting[0].read(data, path.name)
    except IntakeError as error:
        raise type(error)(f"{path.name}: {error}", error.next_step) from error
    return found
