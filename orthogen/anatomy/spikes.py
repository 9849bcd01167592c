"""Spikes. a mesh with single vertices that stick out of it -> the same without them."""

import numpy as np

from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import BoolArray
from orthogen.kernel.sheet import spikes as tips_of_spikes
from orthogen.records.finding import Finding

SLENDER = 1.6
ALOFT = 0.5
PASSES = 2


def without_spikes(surface: Surface) -> tuple[Surface, tuple[Finding, ...]]:
    """Return the surface without the faces of its spikes, and how many there were.

    A spike is a vertex whose every edge is more than 1.6 times as long as the ring around it is wide between
    neighbours, and which stands off the middle of that ring by at least half its shortest edge: the hub of a fan that
    closes a stump has long edges too, but lies in its plane.
    """
    found, rest = 0, surface
    for _ in range(PASSES):
        spikes = tips_of_spikes(rest.points, rest.faces, slender=SLENDER, aloft=ALOFT)
        if not spikes.any():
            break
        found += int(spikes.sum())
        sound: BoolArray = ~np.asarray(spikes[rest.faces].any(axis=1))
        rest = rest.of_faces(sound)
    if found == 0:
        return surface, ()
    note = f"{found} points stuck out of the surface like needles; they were left out with the faces around them."
    return rest, (Finding(check="spikes_dropped", note=note, measured=float(found), unit="points"),)
