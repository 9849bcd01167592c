"""Oriented. mesh edges -> whether all faces look outwards."""

import numpy as np

from orthogen.kernel.mesh import Edges, Mesh, place, signed_volume_mm3
from orthogen.records.finding import Finding


def check(mesh: Mesh, half: Edges) -> Finding:
    """Return how many edges join faces that look to opposite sides; all of them count if the solid is inside out."""
    alike = np.flatnonzero(half.alike)
    inside_out = bool((half.uses == 2).all()) and signed_volume_mm3(mesh) < 0
    note, where, wrong = "All faces look outwards.", None, len(alike) / 2.0
    if len(alike):
        note = f"{len(alike) // 2} edges join a face that looks outwards with one that looks inwards."
        where = place(mesh.points_mm[[half.start[alike[0]], half.end[alike[0]]]].mean(0))
    elif inside_out:
        note, wrong = "The solid is turned inside out: all its faces look inwards.", len(half.start) / 2.0
    return Finding(
        check="oriented",
        note=note,
        measured=wrong,
        unit="edges",
        high=0.0,
        level="fault" if wrong else "note",
        where_mm=where,
    )
