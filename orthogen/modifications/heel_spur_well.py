"""Heel spur well. Foot, depth, diameter, opening -> a hollow under the painful spot of the heel; fitted as declared."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import ramp, rise
from orthogen.kernel.shape_fit import shape_fit
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import NEUROPATHIC, Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

_AHEAD_RATIO, _MEDIAL_RATIO = 0.165, 0.026
_BEVEL_RATIO = 0.7
_STEEPEST_DEG, _RAMP_STEEPEST = 43.0, 1.875
_MOST_WIDE_RATIO, _MOST_OPEN_RATIO, _CLEAR_RATIO = 0.12, 0.16, 0.02
_LEAST_DIAMETER_MM = 15.0
_AROUND_MM = 4.0


@dataclass(frozen=True, kw_only=True)
class HeelSpurWell(Modification):
    """Sink the bed by `depth_mm` under the inner heel, round or, with `open_mm`, as a horseshoe open to the front.

    The well lies .165 FL ahead of the heel's end and .026 FL (6.5 mm at 250) medial of the heel centre, where the
    plantar fascia begins. diameter_mm: where the well begins, its bevel inside: a quintic over .7 of the radius, of
    which 3–5 mm look like a slope. open_mm: how far the well is drawn out forwards; as it opens its floor rises to the
    bed in front instead of ending in a wall under the fascia; above one radius nothing of that wall is left.

    For: pain on one spot under the heel. Wells of 20–25 mm, 3–5 mm deep are common practice, not evidence
    (clinical.md C.2, low confidence): size and place are to be confirmed by a podiatrist. No measured effect is known.
    Avoid: a foot without protective sensation, where the edge of a hollow can wound unnoticed; a thin fat pad, which
    then carries the heel's load on the edge alone. Soft material fills the well where the edge is felt.
    Guards: no wider than .12 FL or than the heel has room for, no flank steeper than 43°, open at most .16 FL. The
    insole's floor is lowered, or the shell follows below, so that the wall stays.
    """

    KIND: ClassVar[str] = "heel_spur_well"
    DOSE: ClassVar[str] = "depth_mm"
    STAGE: ClassVar[Stage] = Stage.WELL
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="edge-without-feeling",
            reason="the edge of a hollow can wound a foot without feeling unnoticed",
            source="clinical.md C.2 [M~], C.4",
            measures=NEUROPATHIC,
        ),
    )

    depth_mm: float = within(0.0, 5.0, default=3.0, soft=(0.0, 4.0), source="clinical.md C.2 [M~]")
    diameter_mm: float = within(
        _LEAST_DIAMETER_MM, 30.0, default=22.0, soft=(18.0, 25.0), source="clinical.md C.2 [M~]"
    )
    open_mm: float = within(
        0.0, 40.0, default=0.0, soft=(0.0, 30.0), source="common practice [E]; clinical.md C.2 [M~]"
    )

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Fit the well to the heel, then keep its flanks below 43°."""
        length, said = site.foot.foot_length_mm, []
        x, y = _centre(site)
        room = float(site.grid.sample_linear(site.inset_mm, np.array([x]), np.array([y]))[0]) - _CLEAR_RATIO * length
        most = max(min(_MOST_WIDE_RATIO * length, 2.0 * room), _LEAST_DIAMETER_MM)
        diameter, opening = min(self.diameter_mm, most), min(self.open_mm, _MOST_OPEN_RATIO * length)
        if diameter < self.diameter_mm:
            said.append(
                f"On a heel of {site.foot.heel_width_mm:.0f} mm the well was limited to {diameter:.1f} mm across."
            )
        if opening < self.open_mm:
            said.append(f"On a foot of {length:.0f} mm the well was limited to an opening of {opening:.1f} mm.")
        deepest = np.tan(np.radians(_STEEPEST_DEG)) * _BEVEL_RATIO * 0.5 * diameter / _RAMP_STEEPEST
        depth = min(self.depth_mm, float(deepest))
        if depth < self.depth_mm:
            said.append(
                f"{self.depth_mm:g} mm in a well of {diameter:.1f} mm would be steeper than {_STEEPEST_DEG:g}°, "
                f"so its depth was limited to {depth:.2f} mm."
            )
        return replace(self, depth_mm=depth, diameter_mm=diameter, open_mm=opening), tuple(said)

    def field_mm(self, site: Site) -> FloatArray:
        """Return the lowering (nx, ny), mm, ≤ 0."""
        ahead, aside = np.broadcast_arrays(*_from_centre(site))
        return -self.depth_mm * _hollow(ahead, aside, self.diameter_mm, self.open_mm)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared well to the change as far as 4 mm around it: depth, diameter, opening.

        Beside them a shift and a level are fitted, so that neither counts as a dose. Diameter and
        opening are not measured where the flanks are too flat to tell them to 0.05 mm.
        """
        here = self._around(made.site) & made.exact
        if not here.any():
            return (self.dose("depth_mm", 0.0, note="The device ends before the well."),)
        ahead, aside = (side[here] for side in np.broadcast_arrays(*_from_centre(made.site)))
        opened = self.open_mm > 0.0

        def shape(p: FloatArray) -> FloatArray:
            well: FloatArray = p[3] - p[0] * _hollow(ahead, aside - p[2], p[1], p[4] if opened else 0.0)
            return well

        start, count = (self.depth_mm, self.diameter_mm, 0.0, 0.0, self.open_mm), 5 if opened else 4
        fit = shape_fit(shape, start[:count], made.change_mm[here], steps=(0.01,) * count)
        got = fit.values
        if not fit.told[[1, *range(4, count)]].all():
            note = f"A well of {self.depth_mm:g} mm has no flank steep enough to tell this to 0.05 mm."
            return self.dose("depth_mm", float(got[0])), self.dose("diameter_mm", None, note=note)
        doses = self.dose("depth_mm", float(got[0])), self.dose("diameter_mm", float(got[1]))
        return (*doses, self.dose("open_mm", float(got[4]))) if opened else doses

    def _around(self, site: Site) -> BoolArray:
        """Return where the well is, and 4 mm around it."""
        ahead, aside = _from_centre(site)
        beyond = np.maximum(np.abs(ahead - 0.5 * self.open_mm) - 0.5 * self.open_mm, 0.0)
        near: BoolArray = np.hypot(beyond, aside) < 0.5 * self.diameter_mm + _AROUND_MM
        return near


def _hollow(ahead_mm: FloatArray, aside_mm: FloatArray, diameter_mm: float, open_mm: float) -> FloatArray:
    """Return the well of depth 1 at places seen from its centre: a disc drawn out forwards, its floor run out there."""
    radius = 0.5 * diameter_mm
    beyond = ahead_mm - np.clip(ahead_mm, 0.0, open_mm)
    inside = ramp((radius - np.hypot(beyond, aside_mm)) / (_BEVEL_RATIO * radius))
    share = float(ramp(np.array(open_mm / radius)))
    return inside * (1.0 - share * rise(ahead_mm, 0.5 * open_mm, open_mm + radius))


def _from_centre(site: Site) -> tuple[FloatArray, FloatArray]:
    """Return how far ahead (nx, 1) and how far medial (1, ny) of the well's centre the nodes are, mm."""
    x, y = _centre(site)
    return site.x_mm - x, site.y_mm - y


def _centre(site: Site) -> tuple[float, float]:
    length = site.foot.foot_length_mm
    return _AHEAD_RATIO * length, site.foot.landmarks["heel_centre"].y_mm + _MEDIAL_RATIO * length
