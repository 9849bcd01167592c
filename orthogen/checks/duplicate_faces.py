"""Duplicate faces. mesh -> faces that join the same three points."""

import numpy as np

from orthogen.kernel.kinds import kinds_of_faces
from orthogen.kernel.mesh import Mesh, place
from orthogen.records.finding import Finding


def check(mesh: Mesh) -> Finding:
    """Return how many faces repeat the three points of another one, whichever way they look."""
    first, _ = kinds_of_faces(mesh.faces)
    again = np.delete(np.arange(len(mesh.faces)), first)
    return Finding(
        check="duplicate_faces",
        note=f"{len(again)} faces are there twice." if len(again) else "No face is there twice.",
        measured=float(len(again)),
        unit="faces",
        high=0.0,
        level="fault" if len(again) else "note",
        where_mm=place(mesh.corners_mm[again[0]].mean(0)) if len(again) else None,
    )
