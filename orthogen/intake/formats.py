"""Formats. bytes and file suffix -> the one format that this is; the table behind `orthogen formats`."""

from collections.abc import Callable
from importlib import import_module
from pathlib import PurePath
from typing import Any

from orthogen.errors import UnknownFormat
from orthogen.intake.raw import RawMesh
from orthogen.intake.source import Source
from orthogen.intake.text import is_text
from orthogen.lazyclass import dataclass
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
    """The module that recognises and reads a format, imported when it is asked, and what it takes of a file."""

    module: str
    takes: Callable[[Source], tuple[Any, ...]] = lambda source: (source.data,)

    def sniff(self, data: bytes) -> bool:
        """Return whether the file is of this format."""
        return bool(self._code().sniff(data))

    def read(self, source: Source) -> RawMesh:
        """Return what the file holds."""
        raw: RawMesh = self._code().read(*self.takes(source))
        return raw

    def _code(self) -> Any:
        return import_module(f"orthogen.intake.{self.module}")


_INFERRED = "not declared: inferred from the size of the foot, or given by --unit"
_COMMENTED = "from a comment such as '1 unit = 1000.000000 mm', else inferred, or given by --unit"
_GLTF = "metres, by the glTF specification"
_READERS: tuple[tuple[Format, _Reader], ...] = (
    (Format(name="STL", suffixes=(".stl",), unit=_INFERRED, notes="binary and text, one or several solids"),
     _Reader(module="stl")),
    (Format(name="PLY", suffixes=(".ply",), unit=_COMMENTED, notes="text and binary; point clouds without faces"),
     _Reader(module="ply")),
    (Format(name="GLB", suffixes=(".glb",), unit=_GLTF,
            notes="glTF 2.0 in one file, all nodes of the scene, no Draco or meshopt compression"),
     _Reader(module="glb")),
    (Format(name="glTF", suffixes=(".gltf",), unit=_GLTF,
            notes="geometry inside the file or in files of the same folder"),
     _Reader(module="gltf", takes=lambda source: (source.data, source.beside))),
    (Format(name="3MF", suffixes=(".3mf",), unit="declared in the file, else millimetres by the specification",
            notes="all items of the build section"), _Reader(module="threemf")),
    (Format(name="PS2D", suffixes=(".ps2d", ".zip"), unit="millimetres, by the pixel size in the file",
            notes="the height map of each foot with its side; nothing personal is opened"), _Reader(module="ps2d")),
    (Format(name="SCA", suffixes=(".sca",), unit="millimetres, by the pixel size in the file",
            notes="one height map; the side if the file name tells it (_Links_ left, _Rechts_ right)"),
     _Reader(module="sca", takes=lambda source: (source.data, source.name))),
    (Format(name="AOP", suffixes=(".aop",), unit="millimetres, by the format",
            notes="AAOP1 text in cylindrical slices; side as declared; comments and landmarks are dropped"),
     _Reader(module="aop")),
    (Format(name="VRML", suffixes=(".wrl", ".vrml"), unit=_INFERRED,
            notes="VRML 2.0, all IndexedFaceSets with their transforms; no other files are followed"),
     _Reader(module="vrml")),
    (Format(name="OFF", suffixes=(".off",), unit=_INFERRED, notes="text; colours and normals are skipped"),
     _Reader(module="off")),
    (Format(name="OBJ", suffixes=(".obj",), unit=_COMMENTED,
            notes="shape only: materials are not needed; a point cloud only if it says so by lines `p`"),
     _Reader(module="obj")),
    (Format(name="XYZ", suffixes=(".xyz", ".txt", ".asc", ".pts", ".csv"), unit=_INFERRED,
            notes="points as text, one a line; a point cloud"), _Reader(module="xyz")),
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
