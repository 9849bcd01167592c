"""Toe crest. Foot, height, width -> a ridge in the sulcus under the toes 2 to 4; measured by fitting its own shape."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import smooth_max
from orthogen.kernel.platform import platform, under_all
from orthogen.kernel.shape_fit import shape_fit
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.rays import beyond_heads_mm, heads_line_mm, interspace_y_mm
from orthogen.records.site import Made, Site

_SIDE, _END, _EDGE = (np.tan(np.radians(angle)) for angle in (42.0, 25.0, 35.0))
_AHEAD_RATIO = 0.105
_ROUND_MM, _SPARE_MM = 3.0, 1.0
_EDGE_MM = 2.0
_MOST_WIDTH_RATIO, _LEAST_WIDTH_MM = 0.05, 8.0
_SEEN_RATIO = 0.1


@dataclass(frozen=True, kw_only=True)
class ToeCrest(Modification):
    """A ridge `height_mm` high in the sulcus under the toes 2 to 4, `width_mm` wide along the foot at half its height.

    Its crest follows the parabola of the heads .105 FL ahead of them; front and back stand at 42°, which is as steep as
    an addition may be: a crest is steep by nature, and one too high for its width is limited. At the first interspace
    and midway between fourth and fifth toe it is half as high and runs out by 25°. The toes grip it and straighten:
    flexible claw and hammer toes; not stiff ones. Mind the depth of the toe box. clinical.md C.2 [M~]: dimensions and
    place from common practice, to be confirmed by a podiatrist. It needs the full length.
    """

    KIND: ClassVar[str] = "toe_crest"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="crest-too-short",
            reason="a toe crest lies under the toes: order --length full",
            source="clinical.md C.2 [M~]",
            lengths=("sulcus", "three-quarter"),
            stops=True,
        ),
    )

    height_mm: float = within(0.0, 10.0, default=6.0, source="clinical.md C.2 [M~]")
    width_mm: float = within(_LEAST_WIDTH_MM, 14.0, default=11.0, soft=(10.0, 12.0), source="clinical.md C.2 [M~]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Fit the width to the sulcus and the height to the width; nothing on a device that ends before."""
        if self.is_null:
            return self, ()
        if site.length != "full":
            return replace(self, height_mm=0.0), (
                f"A device of {site.length} length ends behind the toes, so no toe crest was made; "
                "order the full length.",
            )
        said = []
        length = site.foot.foot_length_mm
        width = max(min(self.width_mm, round(_MOST_WIDTH_RATIO * length, 1)), _LEAST_WIDTH_MM)
        if width < self.width_mm:
            said.append(f"In the sulcus of a foot of {length:.0f} mm the crest was limited to a width of {width:g} mm.")
        most = np.floor(200.0 * (_SIDE * (0.5 * width - _ROUND_MM / 6.0) - _SPARE_MM)) / 100.0
        if self.height_mm > most:
            said.append(
                f"{self.height_mm:g} mm on a width of {width:g} mm would be steeper than 42°, so the height was "
                f"limited to {most:.2f} mm."
            )
        return replace(self, width_mm=width, height_mm=float(min(self.height_mm, most))), tuple(said)

    def field_mm(self, site: Site) -> FloatArray:
        """Return the height of the crest (nx, ny), mm."""
        off, *ends = self._places(site)
        return platform(self.height_mm, _roof(self.height_mm, self.width_mm, off, *ends))

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared shape (height, width, place along the foot) to the change.

        The width is measured where its flanks tell it.
        """
        seen = made.exact & (self.field_mm(made.site) > _SEEN_RATIO * self.height_mm)
        if not seen.any():
            return self.dose("height_mm", 0.0), self.dose("width_mm", None, note="No crest was found.")
        off, *ends = (place[seen] for place in self._places(made.site))

        def shape(values: FloatArray) -> FloatArray:
            height, width, ahead = (float(value) for value in values)
            return platform(height, _roof(height, width, off - ahead, *ends))

        fit = shape_fit(shape, [self.height_mm, self.width_mm, 0.0], made.change_mm[seen], steps=[0.01, 0.01, 0.01])
        height, width, _ = (float(value) for value in fit.values)
        if not fit.told[1] or height < 0.5 * self.height_mm:
            note = f"A crest of {height:.2f} mm has no flank steep enough to tell its width to 0.05 mm."
            return self.dose("height_mm", height), self.dose("width_mm", None, note=note)
        return self.dose("height_mm", height), self.dose("width_mm", width)

    def _places(self, site: Site) -> tuple[FloatArray, ...]:
        """Return (nx, ny) each: how far ahead of the crest a node lies, within its two ends, within the trim line."""
        foot, marks = site.foot, site.foot.landmarks
        x = site.x_mm - _AHEAD_RATIO * foot.foot_length_mm
        end_y = np.array(0.5 * (marks["mth4"].y_mm + marks["mth5"].y_mm))
        end_x, slope = heads_line_mm(foot, end_y)
        fourth = (site.y_mm - end_y + slope * (x - end_x)) / np.hypot(1.0, slope)
        first = interspace_y_mm(foot, site.x_mm) - site.y_mm
        return beyond_heads_mm(foot, x, site.y_mm), first, fourth, site.inset_mm - _EDGE_MM


def _roof(
    height_mm: float,
    width_mm: float,
    off_mm: FloatArray,
    first_mm: FloatArray,
    fourth_mm: FloatArray,
    in_mm: FloatArray,
) -> FloatArray:
    away = smooth_max(off_mm, -off_mm, _ROUND_MM)
    half = 0.5 * height_mm
    return under_all(
        _SIDE * (0.5 * width_mm - away) + half, _END * first_mm + half, _END * fourth_mm + half, _EDGE * in_mm
    )
