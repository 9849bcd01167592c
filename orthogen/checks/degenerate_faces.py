"""Degenerate faces. mesh -> faces without area."""

import numpy as np

from orthogen.kernel.arrays import BoolArray
from orthogen.kernel.mesh import Mesh, place
from orthogen.records.finding import Finding


def check(mesh: Mesh, without_area: BoolArray) -> Finding:
    """Return how many faces (n,) are a line or a point."""
    flat = np.flatnonzero(without_area)
    return Finding(
        check="degenerate_faces",
        note=f"{len(flat)} faces have no area." if len(flat) else "Every face has an area.",
        measured=float(len(flat)),
        unit="faces",
        high=0.0,
        level="fault" if len(flat) else "note",
        where_mm=place(mesh.corners_mm[flat[0]].mean(0)) if len(flat) else None,
    )
