"""Navicular pad. Foot, size -> an oval dome beneath the navicular; measured by fitting its own shape."""

from dataclasses import replace
from typing import ClassVar, Self

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.oval import Oval, Room, beside_edge
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

_LEAST_LENGTH_MM, _LEAST_WIDTH_MM = 25.0, 12.0
_ROOM = Room(name="navicular pad", most_ratio=(0.26, 0.135), least_mm=(_LEAST_LENGTH_MM, _LEAST_WIDTH_MM))


@dataclass(frozen=True, kw_only=True)
class NavicularPad(Modification):
    """Support the navicular from below with a dome (1 − u²)² on an oval, its apex beneath the landmark.

    The apex lies at .42 to .48 of the foot length, as the foot shows it; the long axis runs from the heel centre
    towards the first head. Where half the width would reach over the trim line the pad lies that much further
    inwards, and it fades to nothing before the rim. Size is limited to .26 of the foot length and .135 of it across,
    height to flanks of 35°.

    For: flexible flatfoot, posterior tibial tendon dysfunction (clinical.md C.2). Avoid where the navicular is tender
    or prominent: pressure at the medial edge is its known harm. It adds to the arch of the scan: with an arch fill it
    first gives back what the fill took. Evidence: low; the dimensions come from common practice and are to be confirmed
    by a podiatrist [M~].
    """

    KIND: ClassVar[str] = "navicular_pad"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD

    height_mm: float = within(0.0, 6.0, default=4.0, soft=(0.0, 5.0), source="clinical.md C.2 [M~]")
    length_mm: float = within(_LEAST_LENGTH_MM, 70.0, default=60.0, soft=(50.0, 70.0), source="clinical.md C.2 [M~]")
    width_mm: float = within(_LEAST_WIDTH_MM, 35.0, default=30.0, soft=(25.0, 35.0), source="clinical.md C.2 [M~]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Fit the pad to the foot and keep its flanks below 35°."""
        doses, said = _ROOM.limited(
            site.foot, height_mm=self.height_mm, length_mm=self.length_mm, width_mm=self.width_mm
        )
        return replace(self, **doses), said

    def field_mm(self, site: Site) -> FloatArray:
        """Return the height of the pad (nx, ny), mm."""
        return self.height_mm * self._oval(site).share(site)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of the declared dome, in its place, to the change: height, length and width."""
        return self._oval(made.site).doses(self, made)

    def _oval(self, site: Site) -> Oval:
        marks = site.foot.landmarks
        return beside_edge(
            site, marks["navicular"], towards=marks["mth1"], length_mm=self.length_mm, width_mm=self.width_mm
        )
