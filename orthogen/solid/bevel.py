"""Bevel. the trim line of a device -> how far its distal edge is, and how thick a shortened device is towards it."""

import numpy as np

from orthogen.kernel import distance
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import rise
from orthogen.records.device import Design
from orthogen.records.site import bevelled_edge, distal_edge

EDGE_MM = 1.2
_BEVEL_MM = 14.0


def bevelled(design: Design, thickness_mm: float) -> FloatArray | float:
    """Return the thickness of a device without a bevel, or (nx, ny) that of one with: 1.2 mm on its bevelled edge.

    Those are the distal edge of a shortened device and the edge behind a notch. It is full again 14 mm behind them,
    rising as a quintic (surface.md 5). 1.2 mm is a blunt edge that every process can make (formats.md 4.3). Beyond the
    edge it is as thick as before it, so that balls roll on smoothly.
    """
    behind = _behind_bevel_mm(design)
    if behind is None:
        return thickness_mm
    edge = min(EDGE_MM, thickness_mm)
    return edge + (thickness_mm - edge) * rise(np.abs(behind), 0.0, _BEVEL_MM)


def least_wall(design: Design) -> FloatArray | float:
    """Return the wall that must remain everywhere, mm: on a bevel, a named edge, 1.2 mm."""
    least, behind = design.settled.least_wall_mm, _behind_bevel_mm(design)
    return least if behind is None else np.where(behind < _BEVEL_MM, min(EDGE_MM, least), least)


def _behind_bevel_mm(design: Design) -> FloatArray | None:
    """Return (nx, ny) the distances to what is bevelled, mm, negative outside; None where nothing is."""
    edge = bevelled_edge(design.outline_mm, design.settled.length)
    return _to(design, edge) if edge.any() else None


def behind_edge_mm(design: Design) -> FloatArray:
    """Return (nx, ny) the distances to the distal edge, mm, negative outside the trim line."""
    return _to(design, distal_edge(design.outline_mm))


def beside_edge_mm(design: Design) -> FloatArray:
    """Return (nx, ny) the distances to the trim line without its distal edge, mm, negative outside."""
    return _to(design, ~distal_edge(design.outline_mm))


def _to(design: Design, part: BoolArray) -> FloatArray:
    away: FloatArray = np.copysign(distance.to_points(design.grid, design.outline_mm[part]), design.inset_mm)
    return away
