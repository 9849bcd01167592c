"""Site. all that a modification may see before, and all it may measure after, the device is made."""

from typing import Literal

import numpy as np

from orthogen.kernel import curve, plane
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.grid import Grid
from orthogen.lazyclass import dataclass
from orthogen.records.foot import Foot

_FORWARD_DEG = 60.0
_NOTCH_RATIO = (0.4, 0.7)
Construction = Literal["insole", "shell"]
Length = Literal["full", "sulcus", "three-quarter"]
Material = Literal["pp", "pa12", "tpu", "eva"]
_EDGE_SIDE_MM = 12.0


@dataclass(frozen=True, kw_only=True)
class Site:
    """The place where a modification acts, in the foot frame, on `grid` (nx, ny).

    surface_mm: the foot bed as it stands before this modification (its predecessors applied).
    inset_mm: distance to the trim line, positive inside. thickness_mm, least_wall_mm: as ordered, of a shell at right
    angles, of an insole under heel and ball.
    """

    grid: Grid
    foot: Foot
    construction: Construction
    length: Length
    surface_mm: FloatArray
    inset_mm: FloatArray
    thickness_mm: float
    least_wall_mm: float

    @property
    def room_mm(self) -> float:
        """How deep a well may be in an insole before its floor must be lowered."""
        return self.thickness_mm - self.least_wall_mm

    @property
    def x_mm(self) -> FloatArray:
        """(nx, 1), along the foot, forward."""
        return self.grid.x_mm

    @property
    def y_mm(self) -> FloatArray:
        """(1, ny), medial positive."""
        return self.grid.y_mm


def ahead_of_heads_mm(foot: Foot, length: Length) -> float:
    """Return how far ahead of the metatarsal line a device ends, ∞ for the full length (surface.md 5)."""
    return {"full": float("inf"), "sulcus": 0.07 * foot.foot_length_mm, "three-quarter": -10.0}[length]


def distal_edge(trim_line_mm: FloatArray) -> BoolArray:
    """Return which vertices (m,) of a trim line (m, 2) are its distal edge: those that face forward by 60° or less."""
    return curve.front(trim_line_mm, _FORWARD_DEG)


def bevelled_edge(trim_line_mm: FloatArray, length: Length) -> BoolArray:
    """Return which vertices (m,) of a trim line are bevelled: a shortened distal edge, the proximal edge of a notch.

    A notch is where the line faces forward ahead of .4 of its length, of a full length behind .7, where the toes begin:
    no foot makes it do so there.
    """
    x = trim_line_mm[:, 0]
    share = (x - x.min()) / (x.max() - x.min())
    behind_notch: BoolArray = (share > _NOTCH_RATIO[0]) & ((share < _NOTCH_RATIO[1]) | (length != "full"))
    behind_notch &= curve.facing_forward(trim_line_mm, _FORWARD_DEG)
    distal = distal_edge(trim_line_mm)
    return behind_notch & ~distal if length == "full" else behind_notch | distal


def heel_room_mm(foot: Foot, cup_mm: float) -> float:
    """Return the width at the rim, at .15 FL, above which a heel cup does not enter the shoe (surface.md 7)."""
    return foot.heel_width_mm + 7.0 + 0.5 * max(0.0, cup_mm - 14.0)


@dataclass(frozen=True, kw_only=True)
class Block:
    """A post on the underside of a shell: a plane under part of it. Blocks of one region add up.

    tilt_deg positive raises the medial side; lift_mm lowers the plane under the heel centre and pitches it to meet the
    distal edge; raise_mm lowers the whole plane. So the part above it stands higher.
    """

    region: Literal["rearfoot", "forefoot"]
    tilt_deg: float = 0.0
    lift_mm: float = 0.0
    raise_mm: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Made:
    """The device as read back from its exported bytes, in the foot frame, on the site's grid.

    top_mm, bottom_mm (nx, ny): its upper and lower surface, NaN outside.
    Of all but a cover itself, the top stands where the foot will: with the cover's allowance filled up; top_mm +
    cover_mm is that of the part alone.
    change_mm: top_mm minus without_mm, the same design's top without the modification that is asking, which is known
    beyond the trim line too.
    lost_mm (nx, ny): what of its field others overlap, so that it is not in the change; zeros where nothing is.
    lost_to: KINDs of those others. blocks: the posts that the other modifications ask for under a shell.
    thicker_mm (nx, ny): by how much all together make a shell thicker, at right angles.
    tilt_mm (nx, ny): the posts and lifts declared on the top; subtract it to stand in the heel's own frame.
    relief_mm: pads less wells declared on it; subtract it too to see the bed that they stand in.
    rim_mm (n, 3): the upper rim line's vertices.
    corners (nx, ny): the nodes where a corner of the top's faces stands. There the file is as exact as its numbers;
    between them its faces follow the bed to 0.01 mm, too little for flat flanks.
    """

    site: Site
    top_mm: FloatArray
    bottom_mm: FloatArray
    change_mm: FloatArray
    lost_mm: FloatArray
    tilt_mm: FloatArray
    rim_mm: FloatArray
    corners: BoolArray
    without_mm: FloatArray
    cover_mm: FloatArray | float = 0.0
    relief_mm: FloatArray | float = 0.0
    lost_to: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    thicker_mm: FloatArray | float = 0.0

    @property
    def exact(self) -> BoolArray:
        """Where (nx, ny) the change is known as exactly as the file tells anything."""
        seen: BoolArray = self.corners & np.isfinite(self.change_mm)
        return seen

    def forefoot_tilt_deg(self) -> float:
        """Return by how much the underside falls medially 6–18 mm behind the distal edge, well inside the sides.

        It is absolute: the plane of a shell's forefoot wedge (surface.md 9), less what the others ask for there.
        """
        site, there = self.site, np.isfinite(self.bottom_mm)
        edge = np.where(there, site.x_mm, -np.inf).max(axis=0, keepdims=True)
        here = there & (site.x_mm < edge - 6.0) & (site.x_mm > edge - 18.0) & (site.inset_mm > _EDGE_SIDE_MM)
        here &= _in_front(edge[0], site.grid.step_mm)  # not behind a notch beside the distal edge
        ix, iy = np.nonzero(here)
        _, _, across = plane.trimmed(site.x_mm[ix, 0], site.y_mm[0, iy], self.bottom_mm[ix, iy], residual=0.02)
        others = sum(block.tilt_deg for block in self.blocks if block.region == "forefoot")
        return float(np.degrees(np.arctan(-across))) - others


def _in_front(edge_mm: FloatArray, step_mm: float) -> BoolArray:
    """Return for which columns (ny,) the foremost x belongs to the distal edge: around the tip, no steeper than 60°."""
    reach, count = 4, len(edge_mm)
    known = np.where(np.isfinite(edge_mm), edge_mm, -1e6)
    level = np.abs(known[reach:] - known[:-reach]) <= np.tan(np.radians(_FORWARD_DEG)) * reach * step_mm
    marked = np.zeros(count, dtype=bool)
    tip = min(int(known.argmax()), count - reach - 1)
    before, after = np.flatnonzero(~level[: tip + 1][::-1]), np.flatnonzero(~level[tip:])
    first = tip + 1 - int(before[0]) if len(before) else 0
    last = tip + int(after[0]) + reach if len(after) else count
    marked[first:last] = True
    return marked
