"""Formats. bytes and file suffix -> the one format that this is; the table behind `orthogen formats`."""

from dataclasses import dataclass
from types import ModuleType

from orthogen.errors import UnknownFormat
from orthogen.intake import glb, obj, off, ply, stl, threemf
from orthogen.intake.raw import RawMesh
from orthogen.intake.text import is_text
from orthogen.records.finding import Finding


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind of file that is read: its name, usual suffixes, where its unit comes from, and what to know."""

    name: str
    suffixes: tuple[str, ...]
    unit: str
    notes: str


_INFERRED = "not declared: inferred from the size of the foot, or given by --unit"
_COMMENTED = "from a comment such as '1 unit = 1000.000000 mm', else inferred, or given by --unit"
_READERS: tuple[tuple[Format, ModuleType], ...] = (
    (Format(name="STL", suffixes=(".stl",), unit=_INFERRED, notes="binary and text, one or several solids"), stl),
    (Format(name="PLY", suffixes=(".ply",), unit=_COMMENTED, notes="text and binary; point clouds without faces"), ply),
    (Format(name="OBJ", suffixes=(".obj",), unit=_COMMENTED, notes="shape only: materials are not needed"), obj),
    (Format(name="GLB", suffixes=(".glb",), unit="metres, by the glTF specification",
            notes="glTF 2.0 in one file, all nodes of the scene, no Draco or meshopt compression"), glb),
    (Format(name="3MF", suffixes=(".3mf",), unit="declared in the file, else millimetres by the specification",
            notes="all items of the build section"), threemf),
    (Format(name="OFF", suffixes=(".off",), unit=_INFERRED, notes="text; colours and normals are skipped"), off),
)  # fmt: skip


def formats() -> tuple[Format, ...]:
    """Return every kind of scan file that can be read."""
    return tuple(known for known, _ in _READERS)


def read_mesh(data: bytes, suffix: str) -> tuple[str, RawMesh, tuple[Finding, ...]]:
    """Return the name of the format, what the file holds, and a finding if name and content contradict each other.

    The content decides; the suffix only where a damaged binary STL shows no other sign. Raises IntakeError.
    """
    known, reader = _recognised(data, suffix)
    named = next((item.name for item, _ in _READERS if suffix in item.suffixes), known.name)
    findings: tuple[Finding, ...] = ()
    if named != known.name:
        note = f"The file is named as {named}, but its content is {known.name}; it was read as {known.name}."
        findings = (Finding(check="format_by_content", note=note, level="warning"),)
    mesh: RawMesh = reader.read(data)
    return known.name, mesh, findings


def _recognised(data: bytes, suffix: str) -> tuple[Format, ModuleType]:
    for known, reader in _READERS:
        if reader.sniff(data):
            return known, reader
    if suffix in _READERS[0][0].suffixes and not is_text(data):
        return _READERS[0]
    names = ", ".join(known.name for known, _ in _READERS)
    what = "text that describes no mesh" if is_text(data) else "in none of the known formats"
    raise UnknownFormat(f"the file is {what}", f"export the scan as one of {names}")
