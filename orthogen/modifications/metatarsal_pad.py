"""Metatarsal pad. Foot, size, distal edge -> a teardrop behind the heads; measured by fitting its own shape."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import dome
from orthogen.kernel.shape_fit import shape_fit
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import NEUROPATHIC, Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

_APEX_RATIO = 0.375
_MATERIAL_MM = 0.5
_CLEAR_OF_HEADS_MM = 2.0
_CLEAR_OF_EDGE_MM = 1.0
_MEASURED_MM = 0.3
_MOST_LENGTH_RATIO, _MOST_WIDTH_RATIO = 0.25, 0.45
_LEAST_LENGTH_MM, _LEAST_WIDTH_MM, _MOST_BACK_MM = 25.0, 15.0, 30.0
_STEEPEST_DEG, _DOME_STEEPEST = 35.0, 1.54
_BY_FLANKS = ("length_mm", "width_mm", "distal_edge_mm")


@dataclass(frozen=True, kw_only=True)
class MetatarsalPad(Modification):
    """A dome (1 − u²)² on an oval, its long axis along the third ray, placed by its distal edge.

    distal_edge_mm: from the metatarsal line back to the geometric distal end of the pad, along the ray. The apex lies
    37.5 % of the length behind that end, midway between the second and fourth head. clinical.md C.2 [S80, S81], C.3:
    the evidence on the best place conflicts.
    """

    KIND: ClassVar[str] = "metatarsal_pad"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="pad-without-feeling",
            reason="a new dome under a foot without feeling needs a check by pressure before it is worn",
            source="clinical.md C.4",
            measures=NEUROPATHIC,
        ),
    )

    height_mm: float = within(0.0, 8.0, default=5.0, soft=(0.0, 6.0), source="clinical.md C.2 [S80,S81]")
    length_mm: float = within(_LEAST_LENGTH_MM, 70.0, default=50.0, soft=(45.0, 60.0), source="clinical.md C.2 [M~]")
    width_mm: float = within(_LEAST_WIDTH_MM, 60.0, default=40.0, soft=(30.0, 50.0), source="clinical.md C.2 [M~]")
    distal_edge_mm: float = within(
        0.0, 30.0, default=5.0, soft=(3.0, 12.0), source="clinical.md C.2, prediction.md 2.3"
    )

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Fit the pad to the foot, keep its sides below 35°, move it back until it clears heads and trim line."""
        sized, said = self._sized(site)
        steps = np.append(np.arange(self.distal_edge_mm, _MOST_BACK_MM, 0.5), _MOST_BACK_MM)
        first = bisect_left(steps, True, hi=len(steps) - 1, key=lambda back: not sized._too_far(site, float(back)))
        moved = replace(sized, distal_edge_mm=float(steps[first]))
        if moved.distal_edge_mm != self.distal_edge_mm:
            said.append(
                f"With its distal edge {self.distal_edge_mm:g} mm behind the heads the pad would reach under them or "
                f"over the trim line, so it was moved back to {moved.distal_edge_mm:g} mm."
            )
        return moved, tuple(said)

    def field_mm(self, site: Site) -> FloatArray:
        """Return the height of the pad (nx, ny), mm."""
        return self._shape(site, (self.height_mm, self.length_mm, self.width_mm, self.distal_edge_mm, 0.0))

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared shape (place, height, length, width) to the change above 0.3 mm.

        Of a pad of less than 1.2 mm the change above a quarter of its height. Place and size are
        measured where the flanks tell them to 0.05 mm.
        """
        seen = made.exact & (made.change_mm > min(_MEASURED_MM, 0.25 * self.height_mm))
        if not seen.any():
            gone = (self.dose(name, None, note="No pad was found.") for name in _BY_FLANKS)
            return (self.dose("height_mm", 0.0), *gone)

        def shape(values: FloatArray) -> FloatArray:
            return self._shape(made.site, values.tolist(), only=seen)

        start = [self.height_mm, self.length_mm, self.width_mm, self.distal_edge_mm, 0.0]
        fit = shape_fit(shape, start, made.change_mm[seen], steps=[0.01] * 5)
        found = zip(_BY_FLANKS, fit.values[1:4], fit.told[1:4], strict=True)
        flanks = (self._by_flanks(name, float(value), told=bool(told)) for name, value, told in found)
        return (self.dose("height_mm", float(fit.values[0])), *flanks)

    def _by_flanks(self, name: str, got: float, *, told: bool) -> Dose:
        """Return the line of a dose that only the flanks tell."""
        if told:
            return self.dose(name, got)
        note = f"A pad of {self.height_mm:g} mm has no flank steep enough to tell this to 0.05 mm."
        return self.dose(name, None, note=note)

    def _sized(self, site: Site) -> tuple[Self, list[str]]:
        foot, said = site.foot, []
        length = max(min(self.length_mm, _MOST_LENGTH_RATIO * foot.foot_length_mm), _LEAST_LENGTH_MM)
        width = max(min(self.width_mm, _MOST_WIDTH_RATIO * foot.ball_width_mm), _LEAST_WIDTH_MM)
        if (length, width) != (self.length_mm, self.width_mm):
            foot_size = f"{foot.foot_length_mm:.0f} × {foot.ball_width_mm:.0f} mm"
            said.append(f"On a foot of {foot_size} the pad was limited to {length:.0f} × {width:.0f} mm.")
        height = min(
            self.height_mm, np.tan(np.radians(_STEEPEST_DEG)) / _DOME_STEEPEST * min(_APEX_RATIO * length, width / 2)
        )
        if height < self.height_mm:
            said.append(
                f"{self.height_mm:g} mm on {length:.0f} × {width:.0f} mm would be steeper than {_STEEPEST_DEG:g}°, "
                f"so its height was limited to {height:.2f} mm."
            )
        return replace(self, length_mm=length, width_mm=width, height_mm=float(height)), said

    def _too_far(self, site: Site, back_mm: float) -> bool:
        """Return whether the contour of the pad's material reaches under the heads or over the trim line."""
        if self.height_mm <= _MATERIAL_MM:
            return False
        u = np.sqrt(1.0 - np.sqrt(_MATERIAL_MM / self.height_mm))
        turn = np.radians(np.arange(0.0, 360.0, 3.0))
        half = np.where(np.cos(turn) > 0, _APEX_RATIO, 1.0 - _APEX_RATIO) * self.length_mm
        ahead, aside = (
            u * half * np.cos(turn) - back_mm - _APEX_RATIO * self.length_mm,
            u * self.width_mm / 2 * np.sin(turn),
        )
        x_head, y_head, along = self._ray(site)
        x, y = x_head + along[0] * ahead - along[1] * aside, y_head + along[1] * ahead + along[0] * aside
        under_heads = x > site.foot.mth_line_x_mm(y) - _CLEAR_OF_HEADS_MM
        over_edge = ~(site.grid.sample_linear(site.inset_mm, x, y) > _CLEAR_OF_EDGE_MM)
        return bool((under_heads | over_edge).any())

    def _shape(self, site: Site, sizes: Sequence[float], *, only: BoolArray | None = None) -> FloatArray:
        """Return a pad of any height, length, width, distal end behind the metatarsal line, shift medially, mm.

        What is fitted may pass the limits of an order.
        """
        height, length, width, back, across = sizes
        x_head, y_head, along = self._ray(site)
        x, y = np.broadcast_arrays(site.x_mm - x_head, site.y_mm - y_head)
        if only is not None:
            x, y = x[only], y[only]
        u = along[0] * x + along[1] * y + back + _APEX_RATIO * length
        v = along[0] * y - along[1] * x - across
        half = np.where(u > 0, _APEX_RATIO, 1.0 - _APEX_RATIO) * length
        return height * dome(np.hypot(u / half, v / (0.5 * width)))

    def _ray(self, site: Site) -> tuple[float, float, FloatArray]:
        """Return where the pad's axis meets the metatarsal line, x and y, and the axis as a unit vector forwards."""
        marks = site.foot.landmarks
        y_head = 0.5 * (marks["mth2"].y_mm + marks["mth4"].y_mm)
        x_head = float(site.foot.mth_line_x_mm(np.array(y_head)))
        along = np.array([x_head - marks["heel_centre"].x_mm, y_head - marks["heel_centre"].y_mm])
        return x_head, y_head, along / np.hypot(*along)
