"""One piece. mesh edges -> how many pieces hang together by edges."""

import numpy as np

from orthogen.kernel.mesh import Edges, Mesh, place
from orthogen.records.finding import Finding


def check(mesh: Mesh, half: Edges) -> Finding:
    """Return the number of pieces; faces that meet in a point only are two. `where_mm` lies on the smallest piece."""
    count = np.bincount(half.piece)
    first = np.flatnonzero(count)
    size = count[first]
    if len(first) == 1:
        return Finding(check="one_piece", note="The device is one piece.", measured=1.0, unit="pieces", high=1.0)
    return Finding(
        check="one_piece",
        note=f"{len(first)} separate pieces, the smallest of {size.min()} faces.",
        measured=float(len(first)),
        unit="pieces",
        high=1.0,
        level="fault",
        where_mm=place(mesh.corners_mm[first[size.argmin()]].mean(0)),
    )
