"""Lateral arch. Foot, height -> a long low dome beneath the lateral column; measured by fitting its own shape."""

from dataclasses import replace
from typing import ClassVar, Self

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.oval import Oval, beside_edge
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

_LENGTH_RATIO, _WIDTH_RATIO = 0.34, 0.16


@dataclass(frozen=True, kw_only=True)
class LateralArch(Modification):
    """Raise the lateral arch by `height_mm`: a long low dome beneath cuboid and fifth metatarsal base.

    Dome (1 − u²)² on an oval of .34 by .16 of the foot length, its apex beneath the cuboid, its long axis from the heel
    centre towards the fifth head; it lies inside the trim line and fades to nothing before the rim. Flanks stay below
    20° in an adult.

    For: a lateral column that sags or needs contact, as beside an inverted cast (clinical.md C.2, "keep lateral column
    support"). Avoid where the fifth metatarsal base is tender, and in a supinated foot, which it loads further [E].
    Evidence: an engineering choice from common practice, to be confirmed by a podiatrist [M~].
    """

    KIND: ClassVar[str] = "lateral_arch"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD

    height_mm: float = within(0.0, 4.0, default=2.0, soft=(0.0, 3.0), source="clinical.md C.2 [E,M~]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Keep the flanks below 35° on a short foot."""
        most = self._oval(site).most_mm
        if self.height_mm <= most:
            return self, ()
        return replace(self, height_mm=most), (
            f"On a foot of {site.foot.foot_length_mm:.0f} mm a lateral arch of {self.height_mm:g} mm would be steeper "
            f"than 35°, so it was limited to {most:.2f} mm.",
        )

    def field_mm(self, site: Site) -> FloatArray:
        """Return the height of the pad (nx, ny), mm."""
        return self.height_mm * self._oval(site).share(site)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared dome, in its place, to the change."""
        fit = self._oval(made.site).fitted(made, self.height_mm)
        return (self.dose("height_mm", 0.0 if fit is None else float(fit.values[0])),)

    def _oval(self, site: Site) -> Oval:
        marks, length = site.foot.landmarks, site.foot.foot_length_mm
        return beside_edge(
            site,
            marks["cuboid"],
            towards=marks["mth5"],
            length_mm=_LENGTH_RATIO * length,
            width_mm=_WIDTH_RATIO * length,
        )
