"""Self-intersection. mesh -> the number of face pairs that cross, touch or fold onto each other."""

from orthogen.kernel.intersect import crossing_pairs
from orthogen.kernel.mesh import Mesh, place
from orthogen.records.finding import Finding

_MOST = 100_000


def check(mesh: Mesh) -> Finding:
    """Return the number of pairs of faces that meet outside the points and edges they share; counted to 100,000.

    Faces without area must have been left out.
    """
    pairs = crossing_pairs(mesh, most=_MOST)
    if len(pairs) == 0:
        return Finding(
            check="self_intersection", note="No two faces cross or touch.", measured=0.0, unit="pairs", high=0.0
        )
    more = "At least " if len(pairs) >= _MOST else ""
    return Finding(
        check="self_intersection",
        note=f"{more}{len(pairs)} pairs of faces cross, touch or fold onto each other.",
        measured=float(len(pairs)),
        unit="pairs",
        high=0.0,
        level="fault",
        where_mm=place(mesh.corners_mm[pairs[0]].mean((0, 1))),
    )
