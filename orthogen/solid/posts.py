"""Posts. blocks asked for by modifications -> planes with bevelled sides under a shell."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.records.device import Design
from orthogen.records.site import Block

_SIDE_DEG = 75.0
_BEVEL_DEG = 45.0
_CORNER_MM = 6.0
_INSET_MM = 5.0
_CLEAR_MM = 0.3
_REARFOOT_RATIO = 0.30
_WEDGE_MM = 25.0


def blocks_of(design: Design) -> tuple[Block, ...]:
    """Return one block per region, rearfoot first: the sum of what the modifications ask for there."""
    asked = [made for item in design.settled.modifications if not item.is_null and (made := item.block()) is not None]
    return tuple(
        Block(
            region=region,
            tilt_deg=sum(block.tilt_deg for block in asked if block.region == region),
            lift_mm=sum(block.lift_mm for block in asked if block.region == region),
        )
        for region in ("rearfoot", "forefoot")
        if any(block.region == region for block in asked)
    )


def with_posts(design: Design, shell_mm: FloatArray, distal_mm: FloatArray, lever_mm: float) -> FloatArray:
    """Return the underside with a block for each region that has one: min(shell, plane + rise of the sides).

    The plane touches the shell from below, 0.3 mm clear of it; it falls by tan(tilt) medially and rises by
    lift / lever forwards, so that post and distal edge share the ground (surface.md 5). A forefoot wedge fills the
    last 25 mm (surface.md 9).
    """
    underside = shell_mm
    for block in blocks_of(design):
        outside = _outside_rearfoot(design) if block.region == "rearfoot" else _outside_forefoot(design, distal_mm)
        tilt = _tilt(design, block, lever_mm)
        under = outside <= 0
        if under.any():
            plane = tilt + float((shell_mm - tilt)[under].min()) - _CLEAR_MM
            underside = np.minimum(underside, plane + outside)
    return underside


def _tilt(design: Design, block: Block, lever_mm: float) -> FloatArray:
    """Return the block's plane through the heel centre (nx, ny), mm."""
    heel = design.site.foot.landmarks["heel_centre"]
    across: FloatArray = -np.tan(np.radians(block.tilt_deg)) * (design.grid.y_mm - heel.y_mm)
    along: FloatArray = block.lift_mm / lever_mm * (design.grid.x_mm - heel.x_mm)
    return across + along


def _outside_rearfoot(design: Design) -> FloatArray:
    """Return the height of the block's sides above its plane: 0 within, 75° sides, a 45° front, round plan corners."""
    front = design.grid.x_mm - _REARFOOT_RATIO * design.site.foot.foot_length_mm
    return _sides(_INSET_MM - design.inset_mm, np.broadcast_to(front, design.grid.shape))


def _outside_forefoot(design: Design, distal_mm: FloatArray) -> FloatArray:
    """Return the same for the wedge: its bevel faces backwards, and it reaches to the distal edge."""
    return _sides(_INSET_MM - design.inset_mm, distal_mm - _WEDGE_MM)


def _sides(lateral_mm: FloatArray, bevel_mm: FloatArray) -> FloatArray:
    """Return the height at which a point enters the block, given its distances beyond a side and beyond the bevel.

    A level at height z has moved its side out by z/tan 75° and its bevel by z/tan 45°; where both bound it they meet
    in an arc of 6 mm: |(u − p·z, v − q·z)| = 6 for the smaller z.
    """
    p, q = 1.0 / np.tan(np.radians([_SIDE_DEG, _BEVEL_DEG]))
    u, v = lateral_mm + _CORNER_MM, bevel_mm + _CORNER_MM
    side, bevel = np.maximum(lateral_mm, 0.0) / p, np.maximum(bevel_mm, 0.0) / q
    half, square = u * p + v * q, p * p + q * q
    depth = half * half - square * (u * u + v * v - _CORNER_MM**2)
    corner = (half - np.sqrt(np.maximum(depth, 0.0))) / square
    by_side, by_bevel = v - q * side <= 0, u - p * bevel <= 0
    height: FloatArray = np.where(by_side, side, np.where(by_bevel, bevel, np.maximum(corner, 0.0)))
    return height
