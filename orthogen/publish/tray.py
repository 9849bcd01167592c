"""Tray. placed parts -> one 3MF with an object for each, written piece by piece: a tray of forty is 300 MB of text."""

from collections.abc import Callable
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import moved
from orthogen.kernel.mesh import welded
from orthogen.publish.program import program
from orthogen.publish.threemf import HEAD, PARTS, XML, archive_part, identity, mesh_element, printable
from orthogen.records.batch import Tray


def write_tray(held: BinaryIO, tray: Tray, *, triangles_mm: Callable[[str], FloatArray]) -> None:
    """Write the 3MF of a tray into a seekable file: every part where it lies, under its name, in mm.

    triangles_mm: file of a part -> its corners (n, 3, 3). Same tray, same bytes with the same zlib.
    """
    import zipfile

    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in PARTS:
            archive.writestr(archive_part(name, zipfile.ZIP_DEFLATED), text.encode(), compresslevel=1)
        with archive.open(archive_part("3D/3dmodel.model", zipfile.ZIP_DEFLATED), "w") as model:
            model.write(f'{XML}{HEAD}<metadata name="Title">{escape(tray.name)}</metadata>\n'.encode())
            model.write(f'<metadata name="Application">{program()}</metadata>\n<resources>\n'.encode())
            for number, placed in enumerate(tray.placed, 1):
                corners = triangles_mm(placed.file)
                there = moved(placed.tray_from_stl, corners.reshape(-1, 3)).reshape(corners.shape)
                name = quoteattr(printable(placed.name))
                body = identity(f"{tray.name}/{placed.name}", "object")
                model.write(f'<object id="{number}" type="model" name={name} p:UUID="{body}">\n'.encode())
                model.write(f"{mesh_element(welded(there.astype(np.float32)))}\n</object>\n".encode())
            model.write(f'</resources>\n<build p:UUID="{identity(tray.name, "build")}">\n'.encode())
            for number, placed in enumerate(tray.placed, 1):
                item = identity(f"{tray.name}/{placed.name}", "item")
                part = quoteattr(printable(placed.name))
                model.write(f'<item objectid="{number}" partnumber={part} p:UUID="{item}"/>\n'.encode())
            model.write(b"</build>\n</model>\n")
