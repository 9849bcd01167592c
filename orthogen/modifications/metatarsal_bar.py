"""Metatarsal bar. Foot, height, distal edge -> a bar behind all heads; measured by fitting its own shape."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import smooth_min
from orthogen.kernel.platform import FOOT_MM, platform, under_all
from orthogen.kernel.shape_fit import shape_fit
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.rays import beyond_heads_mm
from orthogen.records.site import Made, Site, ahead_of_heads_mm

_SIDE, _FRONT, _BACK = (np.tan(np.radians(angle)) for angle in (35.0, 30.0, 13.5))
_SPARE_MM, _CREST_MM = 1.4, 1.0
_EDGE_MM = 2.0
_ADULT_MM = 250.0
_CLEAR_OF_EDGE_MM = 1.5
_SEEN_RATIO = 0.1


@dataclass(frozen=True, kw_only=True)
class MetatarsalBar(Modification):
    """A bar `height_mm` high across the foot behind the heads 1 to 5, following their parabola.

    distal_edge_mm: from the metatarsal line back to the geometric distal end of the bar, at right angles to the line.
    Its front rises by 30° and its back falls by 13.5°, steeper on a foot shorter than 250 mm, so that 5 mm have bevels
    of about 10 and 25 mm; between them it is level for about 8 mm. Towards the sides it runs out before the trim line.
    It unloads several heads at once by loading the shafts: metatarsalgia, diabetic forefoot. Best placed by measured
    pressure, its distal end at the contour of 77 % of the peak (n = 60) [S59]; in another study (n = 37) it relieved
    less than a dome [S81]. Never under the heads, hence never ahead of the metatarsal line. clinical.md C.2 [S82, S59],
    C.3.
    """

    KIND: ClassVar[str] = "metatarsal_bar"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="bar-with-pad",
            reason="a metatarsal bar and a metatarsal pad take up the same place, where only the higher one counts",
            source="clinical.md C.2",
            beside="metatarsal_pad",
        ),
    )

    height_mm: float = within(0.0, 8.0, default=5.0, soft=(0.0, 6.0), source="clinical.md C.2 [S82,S59]")
    distal_edge_mm: float = within(0.0, 30.0, default=5.0, soft=(3.0, 12.0), source="clinical.md C.2, C.3 [S59]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Move the bar back behind the distal edge of a shortened device."""
        least = max(0.0, _CLEAR_OF_EDGE_MM - ahead_of_heads_mm(site.foot, site.length))
        if self.is_null or self.distal_edge_mm >= least:
            return self, ()
        return replace(self, distal_edge_mm=least), (
            f"The device ends {least - _CLEAR_OF_EDGE_MM:g} mm behind the heads, so the bar was moved back from "
            f"{self.distal_edge_mm:g} mm to {least:g} mm.",
        )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the height of the bar (nx, ny), mm."""
        return platform(self.height_mm, self._roof(site))

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared shape (height, distal edge) to the change: the place if its flanks tell it."""
        seen = made.exact & (self.field_mm(made.site) > _SEEN_RATIO * self.height_mm)
        if not seen.any():
            return self.dose("height_mm", 0.0), self.dose("distal_edge_mm", None, note="No bar was found.")

        edge, behind = self._edge(made.site)[seen], -self._beyond(made.site)[seen]

        def shape(values: FloatArray) -> FloatArray:
            return platform(
                float(values[0]), self._between(made.site, edge, behind, float(values[0]), float(values[1]))
            )

        fit = shape_fit(shape, [self.height_mm, self.distal_edge_mm], made.change_mm[seen], steps=[0.01, 0.01])
        height, back = (float(value) for value in fit.values)
        if not fit.told[1] or height < 0.5 * self.height_mm:
            note = f"A bar of {height:.2f} mm has no flank steep enough to tell its place to 0.05 mm."
            return self.dose("height_mm", height), self.dose("distal_edge_mm", None, note=note)
        return self.dose("height_mm", height), self.dose("distal_edge_mm", back)

    def _roof(self, site: Site) -> FloatArray:
        return self._between(site, self._edge(site), -self._beyond(site), self.height_mm, self.distal_edge_mm)

    def _between(
        self, site: Site, edge: FloatArray, behind: FloatArray, height_mm: float, distal_edge_mm: float
    ) -> FloatArray:
        """Return the roof of a bar of this height and place where sides and line are that far away."""
        back = _BACK * _ADULT_MM / min(site.foot.foot_length_mm, _ADULT_MM)
        end = distal_edge_mm + (height_mm + FOOT_MM + _SPARE_MM) * (1.0 / _FRONT + 1.0 / back)
        front = _FRONT * (behind - distal_edge_mm) - FOOT_MM
        return under_all(edge, smooth_min(front, back * (end - behind) - FOOT_MM, _CREST_MM))

    def _edge(self, site: Site) -> FloatArray:
        edge: FloatArray = _SIDE * (site.inset_mm - _EDGE_MM)
        return edge

    def _beyond(self, site: Site) -> FloatArray:
        return beyond_heads_mm(site.foot, site.x_mm, site.y_mm)
