"""Posts. blocks asked for by modifications -> planes with bevelled sides under a shell."""

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import smooth_min, swelling
from orthogen.lazyclass import dataclass
from orthogen.records.device import Design
from orthogen.records.site import Block
from orthogen.records.standing import HEEL_INSET_MM, HEEL_RATIO, clear_mm
from orthogen.solid.bevel import behind_edge_mm, beside_edge_mm
from orthogen.solid.edge import rounded
from orthogen.solid.rim import Band

_SIDE_DEG = 75.0
_BEVEL_DEG = 45.0
_CORNER_MM = 6.0
_INSET_MM = HEEL_INSET_MM
_EDGE_MM = 1.5
_FILLET_MM = 2.5
_WEDGE_MM = 25.0
_WEDGE_START_MM = 3.0
_LAND_MM = 1.5
_LIP_MM = 0.5


@dataclass(frozen=True, kw_only=True)
class Faces:
    """How far each node (nx, ny) lies beyond the faces of a block, mm, negative within.

    side_mm: the sides; back_mm: the bevel towards the arch; edge_mm: the face towards the distal edge.
    """

    side_mm: FloatArray
    back_mm: FloatArray
    edge_mm: FloatArray


def blocks_of(design: Design) -> tuple[Block, ...]:
    """Return one block per region, rearfoot first: the sum of what the modifications ask for there."""
    asked = [made for item in design.settled.modifications if not item.is_null and (made := item.block()) is not None]
    return tuple(
        Block(
            region=region,
            tilt_deg=sum(block.tilt_deg for block in asked if block.region == region),
            lift_mm=sum(block.lift_mm for block in asked if block.region == region),
            raise_mm=sum(block.raise_mm for block in asked if block.region == region),
        )
        for region in ("rearfoot", "forefoot")
        if any(block.region == region for block in asked)
    )


def with_posts(design: Design, shell_mm: FloatArray, rim: Band) -> tuple[FloatArray, BoolArray]:
    """Return the underside with a block for each region that has one, and where it still is the bare shell.

    The plane stands below the shell and falls by tan(tilt) medially; with a lift it rises forwards, so that post and
    distal edge share the ground (surface.md 5). A forefoot wedge fills the
    last 25 mm (surface.md 9). The fillet between block and shell grows from nothing at the sole and at the rim.
    """
    underside, bare = shell_mm, np.ones(shell_mm.shape, dtype=bool)
    for block in blocks_of(design):
        faces = _rearfoot_faces(design) if block.region == "rearfoot" else _forefoot_faces(design)
        under = (np.maximum(np.maximum(faces.side_mm, faces.back_mm), faces.edge_mm) <= 0) & (design.inset_mm > 0)
        if under.any():
            plane = _plane(design, block, shell_mm, under)
            height, slope = _sides(faces, rim.height(shell_mm - plane))
            lifted = rounded(height, slope, width_mm=_EDGE_MM)
            fillet = swelling(_FILLET_MM, np.minimum(lifted, design.inset_mm))
            underside = smooth_min(underside, plane + lifted, fillet)
            bare &= underside == shell_mm
    return underside, bare


def _plane(design: Design, block: Block, shell_mm: FloatArray, under: BoolArray) -> FloatArray:
    """Return the block's plane (nx, ny), mm: touching the shell, 0.3 mm clear, then lowered by raise and lift.

    A lift pitches it about the heel centre until it meets the shell ahead, as a rule at its distal edge: on that plane
    the device stands, and its heel is higher than without by the lift.
    """
    heel = design.site.foot.landmarks["heel_centre"]
    across: FloatArray = -np.tan(np.radians(block.tilt_deg)) * (design.grid.y_mm - heel.y_mm)
    over = np.where(under, shell_mm - across, shell_mm)
    level = float(over[under].min()) - clear_mm(block) - block.raise_mm - block.lift_mm
    if not block.lift_mm:
        return level + across + 0.0 * design.grid.x_mm
    ahead = design.grid.x_mm[:, 0] - heel.x_mm
    lowest = np.where(design.inset_mm > 0.0, over, np.inf).min(axis=1)
    pitch = float(((lowest - level)[ahead > 0.0] / ahead[ahead > 0.0]).min())
    return level + across + pitch * ahead[:, None]


def _rearfoot_faces(design: Design) -> Faces:
    """Return the heel block's faces: 5 mm inside the trim line all round, bevelled towards the arch at .30 FL."""
    ahead = design.grid.x_mm - HEEL_RATIO * design.site.foot.foot_length_mm
    nowhere = np.full(design.grid.shape, -np.inf)
    return Faces(side_mm=_INSET_MM - design.inset_mm, back_mm=ahead + 0.0 * design.grid.y_mm, edge_mm=nowhere)


def _forefoot_faces(design: Design) -> Faces:
    """Return the wedge's faces: from 3 to 25 mm behind the distal edge, 5 mm inside the sides, bevelled behind."""
    distal_mm, beside_mm = behind_edge_mm(design), beside_edge_mm(design)
    return Faces(side_mm=_INSET_MM - beside_mm, back_mm=distal_mm - _WEDGE_MM, edge_mm=_WEDGE_START_MM - distal_mm)


def _sides(faces: Faces, depth_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the height z above its plane at which a point enters the block, negative within, and |∇z|.

    A level at height z has moved its side out by p·z = z/tan 75° and its bevel by q·z = z/tan 45°; where both bound
    it they meet in an arc of 6 mm: |(u − p·z, v − q·z)| = 6, the smaller z. Where the rim of the shell is more than
    13 mm above the plane (depth_mm) faces are steeper, to meet it 1.5 mm (0.5 mm at the distal edge) before the trim
    line: a post leaves the rim alone.
    """
    p = np.minimum(1.0 / np.tan(np.radians(_SIDE_DEG)), (_INSET_MM - _LAND_MM) / np.maximum(depth_mm, 1.0))
    q = 1.0 / np.tan(np.radians(_BEVEL_DEG))
    lip = np.maximum(1.0, q * np.maximum(depth_mm, 0.0) / (_WEDGE_START_MM - _LIP_MM))
    bevel_mm = np.maximum(faces.back_mm, faces.edge_mm * lip)
    u, v = faces.side_mm + _CORNER_MM, bevel_mm + _CORNER_MM
    half, square = u * p + v * q, p * p + q * q
    root = np.sqrt(np.maximum(half * half - square * (u * u + v * v - _CORNER_MM**2), 0.0))
    corner = (half - root) / square
    by_side, by_bevel = v - q * faces.side_mm / p <= 0, u - p * bevel_mm / q <= 0
    height = np.where(by_side, faces.side_mm / p, np.where(by_bevel, bevel_mm / q, corner))
    slope = np.where(by_side, 1.0 / p, np.where(by_bevel, 1.0 / q, _CORNER_MM / np.maximum(root, _CORNER_MM * p)))
    return height, slope
