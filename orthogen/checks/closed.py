"""Closed. mesh edges -> whether every edge joins exactly two faces."""

import numpy as np

from orthogen.kernel.mesh import Edges, Mesh, place
from orthogen.records.finding import Finding


def check(mesh: Mesh, half: Edges) -> Finding:
    """Return how many sides of faces have not exactly one partner: an open edge is one, a triple edge three."""
    loose = np.flatnonzero(half.uses != 2)
    if len(loose) == 0:
        return Finding(
            check="closed",
            note="The surface is closed: every edge joins two faces.",
            measured=0.0,
            unit="sides",
            high=0.0,
        )
    free = int((half.uses == 1).sum())
    return Finding(
        check="closed",
        note=f"The surface is not closed: {free} open edges, {len(loose) - free} sides at edges of over two faces.",
        measured=float(len(loose)),
        unit="sides",
        high=0.0,
        level="fault",
        where_mm=place(mesh.points_mm[[half.start[loose[0]], half.end[loose[0]]]].mean(0)),
    )
