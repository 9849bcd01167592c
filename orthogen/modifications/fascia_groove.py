"""Fascia groove. Foot, depth, width -> a channel under the medial band of the plantar fascia; fitted as declared."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import dome
from orthogen.kernel.shape_fit import shape_fit
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import NEUROPATHIC, Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site, ahead_of_heads_mm

_ORIGIN_RATIO, _MEDIAL_RATIO = 0.17, 0.026
_START_RATIO, _END_RATIO = 0.30, 0.65
_TOWARDS_SECOND = 0.25
_CLEAR_OF_EDGE_MM = 16.0
_STEEPEST_DEG, _DOME_STEEPEST = 43.0, 1.54
_MOST_WIDE_RATIO, _LEAST_WIDTH_MM = 0.064, 6.0
_AROUND_MM = 4.0


@dataclass(frozen=True, kw_only=True)
class FasciaGroove(Modification):
    """Sink a channel `depth_mm` deep and `width_mm` wide along the medial band of the plantar fascia.

    It runs from .30 to .65 FL on the line from the fascia's origin (.17 FL, .026 FL medial of the heel centre) to a
    quarter of the way from the first head to the second, both ends round; on a shortened device it ends at least 16 mm
    behind the distal edge. Across it is a dome (1 − u²)², so that it has neither edge nor corner. width_mm: from edge
    to edge, where the groove begins.

    For: a prominent or tender medial band that a well-fitting arch presses on, above all with an inverted heel. That
    such grooves are cut is published [S62b, S78]; their size, 8–12 mm wide and 2–4 mm deep, and their course are
    common practice (clinical.md C.2, low confidence), to be confirmed by a podiatrist: mark the band on the foot with
    the great toe lifted. No measured effect is known. Avoid: where nothing is tender; a foot without protective
    sensation only after checking that no edge is felt or seen.
    Guards: no wider than .064 FL, no flank steeper than 43°; the wall of 2 mm stays, as the floor is lowered or the
    shell follows below.
    """

    KIND: ClassVar[str] = "fascia_groove"
    DOSE: ClassVar[str] = "depth_mm"
    STAGE: ClassVar[Stage] = Stage.WELL
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="edge-without-feeling",
            reason="the edge of a hollow can wound a foot without feeling unnoticed",
            source="clinical.md C.4",
            measures=NEUROPATHIC,
        ),
    )

    depth_mm: float = within(0.0, 4.0, default=3.0, soft=(0.0, 3.5), source="clinical.md C.2 [S62b,S78], depth [M~]")
    width_mm: float = within(_LEAST_WIDTH_MM, 16.0, default=10.0, soft=(8.0, 12.0), source="clinical.md C.2 [M~]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Fit the width to the foot, then keep the flanks below 43°."""
        length, said = site.foot.foot_length_mm, []
        width = min(self.width_mm, max(_MOST_WIDE_RATIO * length, _LEAST_WIDTH_MM))
        if width < self.width_mm:
            said.append(f"On a foot of {length:.0f} mm the groove was limited to {width:.1f} mm across.")
        depth = min(self.depth_mm, float(np.tan(np.radians(_STEEPEST_DEG))) / _DOME_STEEPEST * 0.5 * width)
        if depth < self.depth_mm:
            said.append(
                f"{self.depth_mm:g} mm in a groove of {width:.1f} mm would be steeper than {_STEEPEST_DEG:g}°, "
                f"so its depth was limited to {depth:.2f} mm."
            )
        return replace(self, depth_mm=depth, width_mm=width), tuple(said)

    def field_mm(self, site: Site) -> FloatArray:
        """Return the lowering (nx, ny), mm, ≤ 0."""
        beyond, aside = self._course(site)
        return -self.depth_mm * dome(np.hypot(np.maximum(beyond, 0.0), aside) / (0.5 * self.width_mm))

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared channel to the change as far as 4 mm around it: depth and width.

        Beside them a shift across and a level are fitted, so that neither counts as a dose. The width is not
        measured where the flanks are too flat to tell it to 0.05 mm.
        """
        beyond, aside = self._course(made.site)
        near = np.hypot(np.maximum(beyond, 0.0), aside) < 0.5 * self.width_mm + _AROUND_MM
        here = near & made.exact
        if not here.any():
            return (self.dose("depth_mm", 0.0, note="The device ends before the groove."),)
        beyond, aside = beyond[here] - 0.5 * self.width_mm, aside[here]

        def shape(p: FloatArray) -> FloatArray:
            ends = np.maximum(beyond + 0.5 * p[1], 0.0)
            groove: FloatArray = p[3] - p[0] * dome(np.hypot(ends, aside - p[2]) / (0.5 * p[1]))
            return groove

        start = (self.depth_mm, self.width_mm, 0.0, 0.0)
        fit = shape_fit(shape, start, made.change_mm[here], steps=(0.01,) * 4)
        got = fit.values
        if not fit.told[1]:
            note = f"A groove of {self.depth_mm:g} mm has no flank steep enough to tell its width to 0.05 mm."
            return self.dose("depth_mm", float(got[0])), self.dose("width_mm", None, note=note)
        return self.dose("depth_mm", float(got[0])), self.dose("width_mm", float(got[1]))

    def _course(self, site: Site) -> tuple[FloatArray, FloatArray]:
        """Return how far nodes (nx, ny) are beyond the channel's straight part, < 0 beside it, and how far aside."""
        foot, marks = site.foot, site.foot.landmarks
        length = foot.foot_length_mm
        first, second = marks["mth1"], marks["mth2"]
        x0, y0 = _ORIGIN_RATIO * length, marks["heel_centre"].y_mm + _MEDIAL_RATIO * length
        x1 = first.x_mm + _TOWARDS_SECOND * (second.x_mm - first.x_mm)
        y1 = first.y_mm + _TOWARDS_SECOND * (second.y_mm - first.y_mm)
        way = float(np.hypot(x1 - x0, y1 - y0))
        cos, sin = (x1 - x0) / way, (y1 - y0) / way
        edge = float(foot.mth_line_x_mm(np.array(y1))) + ahead_of_heads_mm(foot, site.length) - _CLEAR_OF_EDGE_MM
        low = (_START_RATIO * length - x0) / cos + 0.5 * self.width_mm
        high = (min(_END_RATIO * length, edge) - x0) / cos - 0.5 * self.width_mm
        x, y = np.broadcast_arrays(site.x_mm - x0, site.y_mm - y0)
        along = cos * x + sin * y
        return np.abs(along - 0.5 * (low + high)) - 0.5 * (high - low), cos * y - sin * x
