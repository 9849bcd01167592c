"""Zones. a device's STL and its zones of hardness -> 3MF with modifiers for PrusaSlicer; 3MF of separate bodies."""

from xml.sax.saxutils import escape, quoteattr

import numpy as np

from orthogen.kernel import stl
from orthogen.kernel.mesh import Mesh, welded
from orthogen.publish.program import program
from orthogen.publish.threemf import CORE, PRODUCTION, XML, identity, mesh_element, packed, printable
from orthogen.records.zones import Volume, Zoned

_SLIC3R = "http://schemas.slic3r.org/3mf/2017/06"
_CONFIG = "Metadata/Slic3r_PE_model.config"


def modifiers_3mf(stl_data: bytes, zoned: Zoned, *, case: str, side: str) -> bytes:
    """Return a 3MF in which PrusaSlicer and its kin find the device and one modifier volume for each step of infill.

    One object holds the triangles of all volumes; a config file says which of them are the part and which change the
    infill of what they hold (formats.md 4.2). Other slicers do not read that file and would print the modifiers: the
    name of the object says so. The pattern of the infill is
    left to the printer's own profile.
    """
    meshes = [welded(stl.triangles(stl_data)), *(welded(item.triangles_mm) for item in zoned.modifiers)]
    counts = [0, *np.cumsum([len(mesh.faces) for mesh in meshes]).tolist()]
    parts = "\n".join(
        _modifier(item, first, last - 1)
        for item, first, last in zip(zoned.modifiers, counts[1:], counts[2:], strict=False)
    )
    name = quoteattr(printable(f"{case} {side} with zones, for PrusaSlicer only"))
    config = f"""{XML}<config>
<object id="1" instances_count="1">
<metadata type="object" key="name" value={name}/>
<metadata type="object" key="fill_density" value="{zoned.rest_percent:g}%"/>
<volume firstid="0" lastid="{counts[1] - 1}">
<metadata type="volume" key="name" value={name}/>
<metadata type="volume" key="volume_type" value="ModelPart"/>
</volume>
{parts}
</object>
</config>
"""
    return packed(_model([(name, _joined(meshes))], title=f"{case} {side}", named=f"{case}/{side}/zones"),
                  [(_CONFIG, config)])  # fmt: skip


def bodies_3mf(zoned: Zoned, *, case: str, side: str) -> bytes:
    """Return a 3MF of the zones as bodies that fill the device, one object each, for printers of several materials."""
    named = [
        (quoteattr(printable(f"{case} {side} {item.region} {item.infill_percent:g} %")), welded(item.triangles_mm))
        for item in zoned.bodies
    ]
    return packed(_model(named, title=f"{case} {side}", named=f"{case}/{side}/bodies"))


def _modifier(item: Volume, first: int, last: int) -> str:
    """Return the lines that make triangles `first` to `last` a modifier."""
    name = quoteattr(f"{item.region} {item.infill_percent:g} %")
    return f"""<volume firstid="{first}" lastid="{last}">
<metadata type="volume" key="name" value={name}/>
<metadata type="volume" key="modifier" value="1"/>
<metadata type="volume" key="volume_type" value="ParameterModifier"/>
<metadata type="volume" key="fill_density" value="{item.infill_percent:g}%"/>
</volume>"""


def _joined(meshes: list[Mesh]) -> Mesh:
    """Return all triangles as one mesh, each volume with points of its own."""
    starts = np.cumsum([0, *(len(mesh.points_mm) for mesh in meshes[:-1])])
    return Mesh(
        points_mm=np.concatenate([mesh.points_mm for mesh in meshes]),
        faces=np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)]),
    )


def _model(objects: list[tuple[str, Mesh]], *, title: str, named: str) -> str:
    """Return the model part: objects with quoted names, each placed once where the STL has it.

    `Version3mf` makes PrusaSlicer move all volumes of an object together (formats.md 4.2).
    """
    resources = "\n".join(
        f'<object id="{number}" type="model" name={name} p:UUID="{identity(named, f"object{number}")}">\n'
        f"{mesh_element(mesh)}\n</object>"
        for number, (name, mesh) in enumerate(objects, 1)
    )
    items = "\n".join(
        f'<item objectid="{number}" p:UUID="{identity(named, f"item{number}")}"/>'
        for number in range(1, len(objects) + 1)
    )
    spaces = f'xmlns="{CORE}" xmlns:p="{PRODUCTION}" xmlns:slic3rpe="{_SLIC3R}"'
    return f"""{XML}<model unit="millimeter" xml:lang="en-US" {spaces}>
<metadata name="slic3rpe:Version3mf">1</metadata>
<metadata name="Title">{escape(printable(title))}</metadata>
<metadata name="Application">{program()}</metadata>
<resources>
{resources}
</resources>
<build p:UUID="{identity(named, "build")}">
{items}
</build>
</model>
"""
