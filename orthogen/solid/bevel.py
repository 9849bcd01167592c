"""Bevel. the trim line of a device -> how far its distal edge is, and how thick a shortened device is towards it."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.records.device import Design
from orthogen.records.site import distal_edge

EDGE_MM = 1.2
_BEVEL_MM = 14.0
_FAR_MM = 1000.0
_OUTSIDE_MM = 4.0


def bevelled(design: Design, thickness_mm: float) -> FloatArray | float:
    """Return the thickness of a full-length device, or (nx, ny) that of a shortened one: 1.2 mm on its distal edge.

    It is full again 14 mm behind the edge, rising as a quintic (surface.md 5). 1.2 mm is a blunt edge that every
    process can make (formats.md 4.3). Beyond the edge it is as thick as before it, so that balls roll on smoothly.
    """
    if design.settled.length == "full":
        return thickness_mm
    edge = min(EDGE_MM, thickness_mm)
    return edge + (thickness_mm - edge) * rise(np.abs(distances(design, _BEVEL_MM)[0]), 0.0, _BEVEL_MM)


def least_wall(design: Design) -> FloatArray | float:
    """Return the wall that must remain everywhere, mm: on the bevel of a shortened device, a named edge, 1.2 mm."""
    least = design.settled.least_wall_mm
    if design.settled.length == "full":
        return least
    return np.where(distances(design, _BEVEL_MM)[0] < _BEVEL_MM, min(EDGE_MM, least), least)


def distances(design: Design, reach_mm: float) -> tuple[FloatArray, FloatArray]:
    """Return (nx, ny) the distances to the distal edge and to the rest of the trim line, mm, negative outside it.

    Known up to reach_mm behind the edge, 1000 beyond.
    """
    grid, line = design.grid, design.outline_mm
    forward = distal_edge(line)
    start = line[forward, 0].min() - reach_mm
    ix, iy = np.nonzero((grid.x_mm > start) & (design.inset_mm > -_OUTSIDE_MM))
    x_mm, y_mm = grid.x_mm[ix, 0], grid.y_mm[0, iy]
    found = []
    for part in (forward, ~forward & (line[:, 0] > start - reach_mm)):
        square = np.full(len(ix), _FAR_MM**2)
        for px, py in line[part]:
            np.minimum(square, (x_mm - px) ** 2 + (y_mm - py) ** 2, out=square)
        distance = np.full(grid.shape, _FAR_MM)
        distance[ix, iy] = np.sqrt(square)
        found.append(np.copysign(distance, design.inset_mm))
    return found[0], found[1]
