"""Nearest. closed mesh -> its least wall: from a vertex, through the solid, to the nearest face that looks away.

Definition. The wall at a point p of the surface with outward normal n is the least distance to a point q of a face
whose normal m stands at `facing_deg` or more to n, with q inside p's plane and p inside q's. At 160° an edge of more
than 20° is no thin wall, and a sharper one, a knife edge, is a wall of 0 mm. Air gaps are no walls.
Limits. p runs over the vertices, q over all faces: exact between flat faces unless two edges cross closest, away from
any vertex. At 160° a ball or a full-round edge is read 1.5 % thin (sin 80°), the tip of a quarter-round one third.
"""

import numpy as np

from orthogen.kernel import _native
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.mesh import Mesh, arrays
from orthogen.lazyclass import dataclass

_NOBODY = 255


@dataclass(frozen=True, kw_only=True)
class Wall:
    """The least wall and the vertex where it was found; inf and NaN where no face looks away from any vertex."""

    thickness_mm: float
    where_mm: FloatArray


def least_walls(mesh: Mesh, groups: tuple[BoolArray, ...], *, facing_deg: float = 160.0) -> tuple[Wall, ...]:
    """Return the least wall as seen from each group of vertices (v,); no vertex is in two groups.

    Of several vertices that see the same wall the first is named. Faces without area must have been left out.
    """
    group = np.full(len(mesh.points_mm), _NOBODY, dtype=np.uint8)
    for number, members in enumerate(groups):
        group[members] = number
    away = float(np.cos(np.radians(facing_deg)))
    found = _native.least_walls(*arrays(mesh), group, len(groups), away, 0)
    nowhere = np.full(3, np.nan)
    return tuple(
        Wall(thickness_mm=thickness, where_mm=mesh.points_mm[vertex] if vertex >= 0 else nowhere)
        for thickness, vertex in found
    )
