"""Zoned. a device, bands of infill -> a 3MF that PrusaSlicer prints softer here and harder there.

One object holds the device and a box for each band; the configuration beside the model says which triangles are a
modifier and its infill. Any other program would take the boxes for solid, so the file is for this slicer alone.
"""

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.mesh import Mesh, welded
from orthogen.publish.program import program
from orthogen.publish.threemf import CORE, PARTS, XML, archive_part, mesh_element, printable
from orthogen.records.batch import Band

_SLICER = "http://schemas.slic3r.org/3mf/2017/06"
_BEYOND_MM = 5.0
_BOX = np.array([(0, 2, 1), (1, 2, 3), (4, 5, 6), (5, 7, 6), (0, 1, 4), (1, 5, 4),
                 (2, 6, 3), (3, 6, 7), (0, 4, 2), (2, 4, 6), (1, 3, 5), (3, 7, 5)])  # fmt: skip


def zoned_threemf(stl_data: bytes, bands: Sequence[Band], *, title: str) -> bytes:
    """Return the 3MF of a binary STL in mm with its bands, in the x of the STL; same input, same bytes.

    The object is as full as its least full band, so that what no box holds is no harder than ordered.
    """
    import zipfile

    body = welded(stl.triangles(stl_data))
    low, high = body.points_mm.min(axis=0) - _BEYOND_MM, body.points_mm.max(axis=0) + _BEYOND_MM
    boxes = [
        _box(np.maximum(low, (one.begin_mm, *low[1:])), np.minimum(high, (one.end_mm, *high[1:]))) for one in bands
    ]
    kept = [(corners, one) for corners, one in zip(boxes, bands, strict=True) if np.ptp(corners[:, 0]) > 0.0]
    points = np.concatenate([body.points_mm, *(corners for corners, _ in kept)])
    faces = np.concatenate([body.faces, *(_BOX + len(body.points_mm) + 8 * k for k in range(len(kept)))])
    model = _model(Mesh(points_mm=points, faces=faces), title=printable(title))
    config = _config(len(body.faces), [one for _, one in kept], title=printable(title))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        for name, text in (*PARTS, ("3D/3dmodel.model", model), ("Metadata/Slic3r_PE_model.config", config)):
            archive.writestr(archive_part(name, zipfile.ZIP_STORED), text.encode())
    return held.getvalue()


def _box(low: FloatArray, high: FloatArray) -> FloatArray:
    """Return the corners (8, 3) between two."""
    choose = np.array([[k & 1, k >> 1 & 1, k >> 2] for k in range(8)])
    corners: FloatArray = np.where(choose == 1, np.maximum(low, high), low)
    return corners


def _model(mesh: Mesh, *, title: str) -> str:
    return f"""{XML}<model unit="millimeter" xml:lang="en-US" xmlns="{CORE}" xmlns:slic3rpe="{_SLICER}">
<metadata name="slic3rpe:Version3mf">1</metadata>
<metadata name="Title">{escape(title)}</metadata>
<metadata name="Application">{program()}</metadata>
<resources>
<object id="1" type="model" name={quoteattr(title)}>
{mesh_element(mesh)}
</object>
</resources>
<build>
<item objectid="1"/>
</build>
</model>
"""


def _config(faces: int, bands: Sequence[Band], *, title: str) -> str:
    """Return which triangles are the device and which the bands, with the infill of each."""
    least = min(one.infill_percent for one in bands)
    lines = [
        f'{XML}<config><object id="1" instances_count="1">',
        f'<metadata type="object" key="name" value={quoteattr(title)}/>',
        f'<metadata type="object" key="fill_density" value="{least:g}%"/>',
        f'<volume firstid="0" lastid="{faces - 1}">',
        '<metadata type="volume" key="volume_type" value="ModelPart"/></volume>',
    ]
    for number, one in enumerate(bands):
        first = faces + len(_BOX) * number
        lines += [
            f'<volume firstid="{first}" lastid="{first + len(_BOX) - 1}">',
            '<metadata type="volume" key="modifier" value="1"/>',
            '<metadata type="volume" key="volume_type" value="ParameterModifier"/>',
            f'<metadata type="volume" key="fill_density" value="{one.infill_percent:g}%"/></volume>',
        ]
    return "\n".join([*lines, "</object></config>\n"])
