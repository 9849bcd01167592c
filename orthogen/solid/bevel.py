"""Bevel. the trim line of a device -> how far its distal edge is, and how thick a shortened device is towards it."""

import numpy as np

from orthogen.kernel import distance
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import rise
from orthogen.records.device import Design
from orthogen.records.site import distal_edge

EDGE_MM = 1.2
_BEVEL_MM = 14.0


def bevelled(design: Design, thickness_mm: float) -> FloatArray | float:
    """Return the thickness of a full-length device, or (nx, ny) that of a shortened one: 1.2 mm on its distal edge.

    It is full again 14 mm behind the edge, rising as a quintic (surface.md 5). 1.2 mm is a blunt edge that every
    process can make (formats.md 4.3). Beyond the edge it is as thick as before it, so that balls roll on smoothly.
    """
    if design.settled.length == "full":
        return thickness_mm
    edge = min(EDGE_MM, thickness_mm)
    return edge + (thickness_mm - edge) * rise(np.abs(behind_edge_mm(design)), 0.0, _BEVEL_MM)


def least_wall(design: Design) -> FloatArray | float:
    """Return the wall that must remain everywhere, mm: on the bevel of a shortened device, a named edge, 1.2 mm."""
    least = design.settled.least_wall_mm
    if design.settled.length == "full":
        return least
    return np.where(behind_edge_mm(design) < _BEVEL_MM, min(EDGE_MM, least), least)


def behind_edge_mm(design: Design) -> FloatArray:
    """Return (nx, ny) the distances to the distal edge, mm, negative outside the trim line."""
    return _to(design, distal_edge(design.outline_mm))


def beside_edge_mm(design: Design) -> FloatArray:
    """Return (nx, ny) the distances to the trim line without its distal edge, mm, negative outside."""
    return _to(design, ~distal_edge(design.outline_mm))


def _to(design: Design, part: BoolArray) -> FloatArray:
    away: FloatArray = np.copysign(distance.to_points(design.grid, design.outline_mm[part]), design.inset_mm)
    return away
