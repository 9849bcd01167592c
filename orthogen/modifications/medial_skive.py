"""Medial skive. Foot, depth, angle -> a varus plane across the medial heel; measured by height and plane fit."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from orthogen.kernel import plane
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.field import rise, smooth_max
from orthogen.records.finding import Dose
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

_HEEL_END_RATIO, _FADE_END_RATIO = 0.24, 0.34
_INSET_MM = 4.0
_BLEND_MM = 2.0
_LEAST_NODES = 30


@dataclass(frozen=True, kw_only=True)
class MedialSkive(Modification):
    """Raise the medial heel to a plane of `angle_deg` varus, `depth_mm` above the bed where it is highest over it.

    Plane z = z0 + tan θ·y, joined by a smooth maximum of 2 mm, faded out from .24 to .34 FL and over the last 4 mm to
    the trim line, where it would meet a low rim; z0 follows from the
    depth on the cast-corrected, untilted surface. Depth is vertical. clinical.md C.2 [S72, S73, S63], angle [M Kirby
    1992]; surface.md 4. Measured effect: +15 % medial heel pressure at 4 mm, none at 2 mm [S74].
    """

    KIND: ClassVar[str] = "medial_skive"
    DOSE: ClassVar[str] = "depth_mm"
    STAGE: ClassVar[Stage] = Stage.SKIVE
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Need(id="skive-needs-cup", kind="heel_cup", field="depth_mm", least=14.0, source="clinical.md C.2"),
        Against(
            id="medial-on-supinated",
            reason="a medial skive is not meant for a supinated foot",
            source="clinical.md C.2",
            measures=(("posture_index", "<", 0.0),),
        ),
    )

    depth_mm: float = within(0.0, 8.0, default=4.0, soft=(0.0, 6.0), source="clinical.md C.2 [S72,S73,S63]")
    angle_deg: float = within(
        5.0, 25.0, default=15.0, soft=(10.0, 20.0), unit="deg", source="clinical.md C.2 [M Kirby 1992]"
    )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the addition (nx, ny), mm."""
        wedge = np.tan(np.radians(self.angle_deg)) * site.y_mm - site.surface_mm
        above = wedge - float(wedge[_heel(site)].max()) + self._overlap_mm()
        field: FloatArray = smooth_max(above, np.zeros_like(above), _BLEND_MM)
        length = site.foot.foot_length_mm
        inside = rise(site.inset_mm, 0.0, _INSET_MM)
        return field * inside * rise(site.x_mm, _FADE_END_RATIO * length, _HEEL_END_RATIO * length)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Depth: greatest change over the heel. Angle: plane of the top, posts subtracted, where the change > 2 mm."""
        site = made.site
        change = np.where(_heel(site) & np.isfinite(made.change_mm), made.change_mm, -np.inf)
        depth = self.dose("depth_mm", float(change.max()))
        ix, iy = np.nonzero(change > _BLEND_MM)
        if len(ix) < _LEAST_NODES:
            note = f"A skive of {self.depth_mm:g} mm is all rounding ({_BLEND_MM:g} mm): no plane to measure."
            return depth, self.dose("angle_deg", None, note=note)
        bare = (made.top_mm - made.tilt_mm)[ix, iy]
        _, _, across = plane.trimmed(site.x_mm[ix, 0], site.y_mm[0, iy], bare, residual=0.02)
        return depth, self.dose("angle_deg", float(np.degrees(np.arctan(across))))

    def _overlap_mm(self) -> float:
        """Return how far the plane must stand above the surface so that, blend included, it adds the depth there."""
        if self.depth_mm >= _BLEND_MM:
            return self.depth_mm
        low, high = -_BLEND_MM, _BLEND_MM
        for _ in range(60):
            middle = 0.5 * (low + high)
            gap = _BLEND_MM - abs(middle)
            low, high = (
                (middle, high) if max(middle, 0.0) + gap**3 / (6.0 * _BLEND_MM**2) < self.depth_mm else (low, middle)
            )
        return 0.5 * (low + high)


def _heel(site: Site) -> BoolArray:
    heel: BoolArray = (site.x_mm < _HEEL_END_RATIO * site.foot.foot_length_mm) & (site.inset_mm > _INSET_MM)
    return heel
