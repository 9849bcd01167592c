"""Duplicate faces. mesh -> faces that join the same three points."""

from orthogen.kernel.mesh import Mesh, place, repeated_faces
from orthogen.records.finding import Finding


def check(mesh: Mesh) -> Finding:
    """Return how many faces repeat the three points of another one, whichever way they look."""
    again = repeated_faces(mesh)
    return Finding(
        check="duplicate_faces",
        note=f"{len(again)} faces are there twice." if len(again) else "No face is there twice.",
        measured=float(len(again)),
        unit="faces",
        high=0.0,
        level="fault" if len(again) else "note",
        where_mm=place(mesh.corners_mm[again[0]].mean(0)) if len(again) else None,
    )
