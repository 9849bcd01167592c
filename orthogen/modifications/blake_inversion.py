"""Blake inversion. Foot, angle of the cast -> a heel inverted by a fifth of it, the arch as it was; a fitted slope."""

from typing import ClassVar

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise, smooth_max
from orthogen.kernel.shape_fit import shape_fit
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

_EFFECT_RATIO = 0.2
_PIVOT_RATIO, _BLEND_RATIO = 0.06, 0.03
_WALL_RATIO = 0.038
_FULL_RATIO, _REFILLED_RATIO, _RISEN_RATIO = 0.26, 0.42, 0.58
_ORDINARY_DEG, _BLAKE_DEG = 9.0, 10.0
_EDGE_MM = 4.0


@dataclass(frozen=True, kw_only=True)
class BlakeInversion(Modification):
    """Invert the heel as a cast inverted by `inversion_deg` does, by a fifth of that angle, and leave the arch alone.

    The medial heel becomes a plane of θ = inversion / 5 (25° → 5°, 35° → 7°): z = tan θ·(y − y0), above zero only and
    bent over .06 FL. It begins at y0, .06 FL lateral of the heel centre, so that the lateral column and the lateral
    wall of the cup keep their depth; the heel centre rises by .06 FL·tan θ (1.3 mm at 25° in a foot of 250 mm). It is
    full to .26 FL, gone at .42 FL, before the arch has its height, and it fades over the last .038 FL to the trim line,
    so that the rim stays where it was ordered.
    inversion_deg: of the cast. From 10° on the arch is filled again: nothing is added to it. Up to 9° it is ordinary
    inversion, whose risen arch stays: the plane then goes on to .58 FL.

    For: severe pronation after a standard device failed. The effect of a fifth, the limits and the default are
    clinical.md C.2 [S77, S78, S79]: laboratories' practice, no trial; pivot and fades are choices of this project.
    Needs a deep lateral cup, 20 mm or more, also beside a medial skive (20–22 mm where skive in mm and inversion in
    degrees are more than 5 together), a post without motion, which all posts of this program are, and the support of
    the lateral column. Avoid: a supinated foot, lateral instability.
    """

    KIND: ClassVar[str] = "blake_inversion"
    DOSE: ClassVar[str] = "inversion_deg"
    STAGE: ClassVar[Stage] = Stage.BALANCE
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Need(
            id="blake-needs-deep-cup",
            kind="heel_cup",
            field="depth_mm",
            least=20.0,
            source="clinical.md C.2 [S77,S78,S79]",
        ),
        Against(
            id="medial-on-supinated",
            reason="an inverted heel is not meant for a supinated foot",
            source="clinical.md C.2",
            measures=(("posture_index", "<", 0.0),),
        ),
        Against(
            id="inversion-and-lateral-skive",
            reason="an inverted heel and a lateral skive work against each other",
            source="clinical.md C.2",
            beside="lateral_skive",
        ),
        Against(
            id="inversion-and-lateral-post",
            reason="an inverted heel and a lateral post work against each other",
            source="clinical.md C.2",
            beside="rearfoot_post",
            other=(("angle_deg", "<", 0.0),),
        ),
    )

    inversion_deg: float = within(
        0.0, 35.0, default=25.0, soft=(15.0, 35.0), unit="deg", source="clinical.md C.2 [S77,S78,S79]"
    )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the addition (nx, ny), mm, ≥ 0."""
        length = site.foot.foot_length_mm
        beyond = site.y_mm - _pivot_mm(site)
        wedge = smooth_max(beyond, np.zeros_like(beyond), _BLEND_RATIO * length)
        filled = float(rise(np.array(self.inversion_deg), _ORDINARY_DEG, _BLAKE_DEG))
        heel = rise(site.x_mm, _REFILLED_RATIO * length, _FULL_RATIO * length)
        arch = rise(site.x_mm, _RISEN_RATIO * length, _FULL_RATIO * length)
        inside = rise(site.inset_mm, 0.0, _WALL_RATIO * length)
        return _slope(self.inversion_deg) * wedge * inside * (filled * heel + (1.0 - filled) * arch)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Five times the angle of the plane of the change, .03–.26 FL and more than 4 mm inside the trim line.

        Plane, bend and fade are fitted as declared by their slope, with a level beside it: the faces of a file stand
        a little below or above the whole heel, which is no slope.
        """
        site, length = made.site, made.site.foot.foot_length_mm
        here = (site.x_mm > 0.03 * length) & (site.x_mm < _FULL_RATIO * length) & (site.inset_mm > _EDGE_MM)
        here = here & made.exact
        if not here.any():
            return (self.dose("inversion_deg", None, note="Nothing of this heel is inside its trim line."),)
        shape = self.field_mm(site)[here] / _slope(self.inversion_deg)
        fit = shape_fit(
            lambda p: _slope(p[0]) * shape + p[1], (self.inversion_deg, 0.0), made.change_mm[here], steps=(0.01, 0.01)
        )
        return (self.dose("inversion_deg", float(fit.values[0])),)


def _slope(inversion_deg: float) -> float:
    """Return what the heel rises per mm to the medial side."""
    return float(np.tan(np.radians(_EFFECT_RATIO * inversion_deg)))


def _pivot_mm(site: Site) -> float:
    """Return y where the plane would begin, lateral of the heel centre."""
    return site.foot.landmarks["heel_centre"].y_mm - _PIVOT_RATIO * site.foot.foot_length_mm
