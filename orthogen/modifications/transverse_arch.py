"""Transverse arch. Foot, height -> a broad low dome behind the middle heads; measured by fitting its own shape."""

from dataclasses import replace
from typing import ClassVar, Self

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import dome
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site, ahead_of_heads_mm

_CLEAR_OF_HEADS_MM, _CLEAR_OF_EDGE_MM = 3.0, 2.0
_LENGTH_RATIO, _APEX_RATIO, _WIDTH_RATIO = 0.18, 0.4, 0.55
_DOME_STEEPEST, _STEEPEST_DEG = 1.54, 30.0


@dataclass(frozen=True, kw_only=True)
class TransverseArch(Modification):
    """Raise the transverse arch by `height_mm`: a broad low dome behind the second to the fourth head.

    Dome (1 − u²)² that follows the metatarsal parabola: it begins 3 mm behind the line of the heads, is highest 40 % of
    its length behind that, .18 of the foot length long and .55 of the ball wide. On a three-quarter device it begins
    2 mm behind the distal edge. Broader and lower than a metatarsal pad; where both are ordered the higher one counts.

    For: a flattened transverse arch, spread forefoot, diffuse metatarsalgia. Avoid over a fracture and where a pad is
    not tolerated. Evidence: an engineering choice from common practice, to be confirmed by a podiatrist [E, M~]; that
    of metatarsal pads conflicts (clinical.md C.3).
    """

    KIND: ClassVar[str] = "transverse_arch"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD

    height_mm: float = within(0.0, 4.0, default=2.0, soft=(0.0, 3.0), source="clinical.md C.2, C.3 [E,M~]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Keep the flanks below 30° on a short foot."""
        foot = site.foot
        short = min(_APEX_RATIO * _LENGTH_RATIO * foot.foot_length_mm, 0.5 * _WIDTH_RATIO * foot.ball_width_mm)
        most = float(np.tan(np.radians(_STEEPEST_DEG))) / _DOME_STEEPEST * short
        if self.height_mm <= most:
            return self, ()
        return replace(self, height_mm=most), (
            f"On a foot of {foot.foot_length_mm:.0f} mm a transverse arch of {self.height_mm:g} mm would be steeper "
            f"than {_STEEPEST_DEG:g}°, so it was limited to {most:.2f} mm.",
        )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the height of the dome (nx, ny), mm."""
        return self.height_mm * _share(site)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared dome, in its place, to the change."""
        share = _share(made.site)
        seen = (share > 0.0) & made.exact
        got = float(np.sum(share[seen] * made.change_mm[seen]) / np.sum(share[seen] ** 2)) if seen.any() else 0.0
        return (self.dose("height_mm", got),)


def _share(site: Site) -> FloatArray:
    """Return the dome of height 1 (nx, ny)."""
    foot = site.foot
    start = max(_CLEAR_OF_HEADS_MM, _CLEAR_OF_EDGE_MM - ahead_of_heads_mm(foot, site.length))
    length, half_width = _LENGTH_RATIO * foot.foot_length_mm, 0.5 * _WIDTH_RATIO * foot.ball_width_mm
    apex = foot.mth_line_x_mm(site.y_mm) - start - _APEX_RATIO * length
    middle = 0.5 * (foot.landmarks["mth2"].y_mm + foot.landmarks["mth4"].y_mm)
    ahead = site.x_mm - apex
    half = np.where(ahead > 0.0, _APEX_RATIO, 1.0 - _APEX_RATIO) * length
    return dome(np.hypot(ahead / half, (site.y_mm - middle) / half_width))
