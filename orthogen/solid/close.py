"""Close. two height fields in one trim line -> a closed solid."""

import numpy as np

from orthogen.errors import FieldsCross
from orthogen.kernel.arrays import FloatArray, IntArray, frozen
from orthogen.kernel.marching import Cut, cut_to_line
from orthogen.kernel.rtin import reduced
from orthogen.kernel.sheet import placed
from orthogen.records.device import Insole, Solid
from orthogen.solid.unmirror import as_worn

BOUND_MM = 0.01
_ROUND_OFF_MM = 1e-5
_LEAST_GAP_MM = 0.1


def make_solid(insole: Insole, *, mirrored: bool) -> Solid:
    """Return the closed device, as worn, in the STL frame; `mirrored` for a left foot. Closed by construction:

    Top and bottom fields F, G are piecewise linear on one lattice cut to the trim line, a simple polygon Ω, and
    F − G ≥ w on its vertices, hence on Ω (checked, FieldsCross otherwise). The sheets f, g are piecewise linear on
    two triangulations of Ω with the same rim vertices, |f − F| ≤ ε and |g − G| ≤ ε at every node. So f − g ≥ w − 2ε,
    and as w = 0.1 > 2ε = 0.02 mm the sheets cannot meet. The walls are upright over the distinct edges of a simple
    polygon and join the two rims corner by corner. The solid is therefore closed, oriented, one piece and free of
    self-intersection (surface.md 3); rounding to float32 moves a vertex by less than 2e-5 mm.
    """
    cut = cut_to_line(insole.grid, insole.inset_mm)
    top, bottom = _heights(insole, insole.top_mm, cut), _heights(insole, insole.bottom_mm, cut)
    _keep_apart(cut, top, bottom)
    upper, lower = _sheets(insole, cut)
    wall = _wall(_points(cut, top, cut.rim), _points(cut, bottom, cut.rim))
    ends = np.cumsum([len(upper), len(lower), len(wall)])
    triangles = np.empty((ends[-1], 3, 3))
    placed(cut.x_mm, cut.y_mm, top, upper, corners=triangles[: ends[0]])
    placed(cut.x_mm, cut.y_mm, bottom, lower[:, ::-1], corners=triangles[ends[0] : ends[1]])
    triangles[ends[1] :] = wall
    worn, stl_from_foot = as_worn(triangles, mirrored=mirrored)
    return Solid(triangles_mm=worn, stl_from_foot=frozen(stl_from_foot))


def _heights(insole: Insole, field_mm: FloatArray, cut: Cut) -> FloatArray:
    """Return the field at every vertex of the cut, bicubic at those that left the lattice."""
    z_mm = np.zeros(len(cut.x_mm))
    z_mm[: field_mm.size] = field_mm.ravel()
    z_mm[cut.moved] = insole.grid.sample(field_mm, cut.x_mm[cut.moved], cut.y_mm[cut.moved])
    return z_mm


def _keep_apart(cut: Cut, top: FloatArray, bottom: FloatArray) -> None:
    """Raise FieldsCross with the place unless top − bottom ≥ w at every vertex of the solid (so NaN is refused)."""
    used = np.concatenate([np.flatnonzero(cut.inside), cut.rim])
    gap = top[used] - bottom[used]
    wrong = used[~(gap >= _LEAST_GAP_MM)]
    if len(wrong):
        worst = wrong[np.nanargmin(np.append((top - bottom)[wrong], np.inf)) % len(wrong)]
        raise FieldsCross(
            f"top and underside are {top[worst] - bottom[worst]:.2f} mm apart at x = {cut.x_mm[worst]:.1f}, "
            f"y = {cut.y_mm[worst]:.1f} mm (least {_LEAST_GAP_MM} mm)",
            "order a greater thickness or less of the modifications that lower the foot bed here",
        )


def _sheets(insole: Insole, cut: Cut) -> tuple[IntArray, IntArray]:
    """Return the triangles of top and bottom, counter-clockwise from above: reduced inside, unreduced at the rim."""
    fields = insole.top_mm, insole.bottom_mm
    top, bottom = reduced(fields, cut.inside, cut.finest, bound_mm=BOUND_MM - _ROUND_OFF_MM)
    return np.concatenate([top, cut.triangles]), np.concatenate([bottom, cut.triangles])


def _points(cut: Cut, z_mm: FloatArray, which: IntArray) -> FloatArray:
    """Return vertices (k, 3) of the cut at their heights."""
    return np.stack([cut.x_mm[which], cut.y_mm[which], z_mm[which]], axis=-1)


def _wall(above: FloatArray, below: FloatArray) -> FloatArray:
    """Return the triangles (2k, 3, 3) of the upright wall between the counter-clockwise rims (k, 3) of both sheets."""
    above_after, below_after = np.roll(above, -1, axis=0), np.roll(below, -1, axis=0)
    lower = np.stack([below, below_after, above_after], axis=1)
    upper = np.stack([below, above_after, above], axis=1)
    return np.concatenate([lower, upper])
