"""Archive 3MF. bytes of the verified STL -> the same mesh as 3MF: with unit, part number and a lasting identity."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from orthogen.kernel import stl
from orthogen.kernel.mesh import Mesh, welded
from orthogen.kernel.words import faces_written, points_written
from orthogen.publish.program import program

if TYPE_CHECKING:
    from zipfile import ZipInfo

CORE = "http://schemas.microsoft.com/3dmanufacturing/core/2015/02"
PRODUCTION = "http://schemas.microsoft.com/3dmanufacturing/production/2015/06"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_TYPES = f"""{XML}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/>
</Types>
"""
_SETTINGS = '<Default Extension="config" ContentType="application/xml"/>\n'
_RELATIONS = f"""{XML}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="model" Target="/3D/3dmodel.model" Type="http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel"/>
</Relationships>
"""


PARTS = (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS))
HEAD = f'<model unit="millimeter" xml:lang="en-US" xmlns="{CORE}" xmlns:p="{PRODUCTION}">\n'


def threemf_bytes(stl_data: bytes, *, case: str, side: str) -> bytes:
    """Return a 3MF of the very triangles of this STL (binary, mm), its equal corners joined to one point each.

    Part number `CASE-L` or `CASE-R`; the UUIDs are uuid5 of case and side, so a remade device keeps its identity.
    Same input, same bytes on every machine: fixed dates, and parts stored instead of compressed, because compressed
    bytes differ between zlib versions (formats.md 4.2).
    """
    part = f"{case}-{side[:1].upper()}"
    return packed(_model(welded(stl.triangles(stl_data)), title=f"{case} {side}", part=part, named=f"{case}/{side}"))


def packed(model: str, more: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return the archive of a model part and of more files (name, text), the same bytes on every machine."""
    import zipfile

    types = _TYPES.replace("</Types>", f"{_SETTINGS}</Types>") if more else _TYPES
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, text in (("[Content_Types].xml", types), PARTS[1], ("3D/3dmodel.model", model), *more):
            archive.writestr(archive_part(name, zipfile.ZIP_STORED), text.encode())
    return held.getvalue()


def archive_part(name: str, how: int) -> "ZipInfo":
    """Return the entry of an archive that tells nothing of when and where it was written. how: stored or deflated."""
    from zipfile import ZipInfo

    entry = ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, 0o600 << 16  # not what this machine happens to be
    entry.compress_type = how
    return entry


def _model(mesh: Mesh, *, title: str, part: str, named: str) -> str:
    """Return the model part: one object, placed once where the STL has it."""
    from xml.sax.saxutils import escape, quoteattr

    build, item, body = (identity(named, role) for role in ("build", "item", "object"))
    title, part = printable(title), printable(part)
    return f"""{XML}{HEAD}<metadata name="Title">{escape(title)}</metadata>
<metadata name="Application">{program()}</metadata>
<resources>
<object id="1" type="model" name={quoteattr(title)} partnumber={quoteattr(part)} p:UUID="{body}">
{mesh_element(mesh)}
</object>
</resources>
<build p:UUID="{build}">
<item objectid="1" partnumber={quoteattr(part)} p:UUID="{item}"/>
</build>
</model>
"""


def mesh_element(mesh: Mesh) -> str:
    """Return the mesh element; nine digits are enough to give every 32-bit float back exactly."""
    vertices = points_written(mesh.points_mm, ('<vertex x="', '" y="', '" z="', '"/>\n'))
    triangles = faces_written(mesh.faces, ('<triangle v1="', '" v2="', '" v3="', '"/>\n'))
    return f"<mesh>\n<vertices>\n{vertices}</vertices>\n<triangles>\n{triangles}</triangles>\n</mesh>"


def identity(what: str, role: str) -> str:
    """Return the lasting UUID of a thing in one of its roles."""
    from uuid import NAMESPACE_DNS, uuid5

    return str(uuid5(uuid5(NAMESPACE_DNS, "orthogen"), f"{what}/{role}"))


def printable(text: str) -> str:
    """XML cannot hold control characters, and a case id may come from a file's name."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)
