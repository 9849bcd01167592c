"""Oriented. mesh edges -> whether all faces look outwards."""

import numpy as np

from orthogen.kernel.mesh import Edges, Mesh, place, signed_volume_mm3
from orthogen.records.finding import Finding


def check(mesh: Mesh, half: Edges) -> Finding:
    """Return how many edges join faces that look to opposite sides; none, and a negative volume, is inside out."""
    alike = np.flatnonzero(half.alike)
    inside_out = bool((half.uses == 2).all()) and signed_volume_mm3(mesh) < 0
    note, where = "All faces look outwards.", None
    if len(alike):
        note = f"{len(alike) // 2} edges join a face that looks outwards with one that looks inwards."
        where = place(mesh.points_mm[[half.start[alike[0]], half.end[alike[0]]]].mean(0))
    elif inside_out:
        note = "The solid is turned inside out: all its faces look inwards."
    return Finding(
        check="oriented",
        note=note,
        measured=len(alike) / 2.0,
        unit="edges",
        high=0.0,
        level="fault" if len(alike) or inside_out else "note",
        where_mm=where,
    )
