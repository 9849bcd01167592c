"""Formats. bytes and file suffix -> the one format that this is; the table behind `orthogen formats`."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from types import ModuleType

from orthogen.errors import UnknownFormat
from orthogen.intake import aop, glb, gltf, obj, off, ply, ps2d, sca, stl, threemf, vrml, xyz
from orthogen.intake.raw import RawMesh
from orthogen.intake.source import Source
from orthogen.intake.text import is_text
from orthogen.records.finding import Finding


@dataclass(frozen=True, kw_only=True)
class Format:
    """One kind of file that is read: its name, usual suffixes, where its unit comes from, and what to know."""

    name: str
    suffixes: tuple[str, ...]
    unit: str
    notes: str


@dataclass(frozen=True, kw_only=True)
class _Reader:
    """How a format is recognised and read."""

    sniff: Callable[[bytes], bool]
    read: Callable[[Source], RawMesh]


def _by_bytes(reader: ModuleType) -> _Reader:
    """Most formats need nothing but the bytes of the one file."""
    return _Reader(sniff=reader.sniff, read=lambda source: reader.read(source.data))


_INFERRED = "not declared: inferred from the size of the foot, or given by --unit"
_COMMENTED = "from a comment such as '1 unit = 1000.000000 mm', else inferred, or given by --unit"
_GLTF = "metres, by the glTF specification"
_READERS: tuple[tuple[Format, _Reader], ...] = (
    (Format(name="STL", suffixes=(".stl",), unit=_INFERRED, notes="binary and text, one or several solids"),
     _by_bytes(stl)),
    (Format(name="PLY", suffixes=(".ply",), unit=_COMMENTED, notes="text and binary; point clouds without faces"),
     _by_bytes(ply)),
    (Format(name="GLB", suffixes=(".glb",), unit=_GLTF,
            notes="glTF 2.0 in one file, all nodes of the scene, no Draco or meshopt compression"), _by_bytes(glb)),
    (Format(name="glTF", suffixes=(".gltf",), unit=_GLTF,
            notes="geometry inside the file or in files of the same folder"),
     _Reader(sniff=gltf.sniff, read=lambda source: gltf.read(source.data, source.beside))),
    (Format(name="3MF", suffixes=(".3mf",), unit="declared in the file, else millimetres by the specification",
            notes="all items of the build section"), _by_bytes(threemf)),
    (Format(name="PS2D", suffixes=(".ps2d", ".zip"), unit="millimetres, by the pixel size in the file",
            notes="the height map of each foot with its side; nothing personal is opened"), _by_bytes(ps2d)),
    (Format(name="SCA", suffixes=(".sca",), unit="millimetres, by the pixel size in the file",
            notes="one height map; the side if the file name tells it (_Links_ left, _Rechts_ right)"),
     _Reader(sniff=sca.sniff, read=lambda source: sca.read(source.data, source.name))),
    (Format(name="AOP", suffixes=(".aop",), unit="millimetres, by the format",
            notes="AAOP1 text in cylindrical slices; side as declared; comments and landmarks are dropped"),
     _by_bytes(aop)),
    (Format(name="VRML", suffixes=(".wrl", ".vrml"), unit=_INFERRED,
            notes="VRML 2.0, all IndexedFaceSets with their transforms; no other files are followed"), _by_bytes(vrml)),
    (Format(name="OFF", suffixes=(".off",), unit=_INFERRED, notes="text; colours and normals are skipped"),
     _by_bytes(off)),
    (Format(name="OBJ", suffixes=(".obj",), unit=_COMMENTED,
            notes="shape only: materials are not needed; a point cloud only if it says so by lines `p`"),
     _by_bytes(obj)),
    (Format(name="XYZ", suffixes=(".xyz", ".txt", ".asc", ".pts", ".csv"), unit=_INFERRED,
            notes="points as text, one a line; a point cloud"), _by_bytes(xyz)),
)  # fmt: skip


def formats() -> tuple[Format, ...]:
    """Return every kind of scan file that can be read."""
    return tuple(known for known, _ in _READERS)


def read_mesh(source: Source) -> tuple[str, RawMesh, tuple[Finding, ...]]:
    """Return the name of the format, what the file holds, and a finding if name and content contradict each other.

    The content decides; the suffix only where a damaged binary STL shows no other sign. Raises IntakeError.
    """
    suffix = PurePath(source.name).suffix.lower()
    known, reader = _recognised(source.data, suffix)
    named = next((item.name for item, _ in _READERS if suffix in item.suffixes), known.name)
    findings: tuple[Finding, ...] = ()
    if named != known.name:
        note = f"The file is named as {named}, but its content is {known.name}; it was read as {known.name}."
        findings = (Finding(check="format_by_content", note=note, level="warning"),)
    return known.name, reader.read(source), findings


def _recognised(data: bytes, suffix: str) -> tuple[Format, _Reader]:
    for known, reader in _READERS:
        if reader.sniff(data):
            return known, reader
    if suffix in _READERS[0][0].suffixes and not is_text(data):
        return _READERS[0]
    names = ", ".join(known.name for known, _ in _READERS)
    what = "text that describes no mesh" if is_text(data) else "in none of the known formats"
    raise UnknownFormat(f"the file is {what}", f"export the scan as one of {names}")
