"""UCBL. Foot, height -> a deep cup with high walls on both sides; measured on the rim of the finished device."""

from dataclasses import replace
from typing import ClassVar, Self

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.flange import LATERAL, MEDIAL, NOT_SEEN, as_field
from orthogen.records.foot import Foot
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Made, Site

_CUP_MM = 25.0


@dataclass(frozen=True, kw_only=True)
class Ucbl(Modification):
    """Hold heel and midfoot between two walls `height_mm` above a heel cup of at least 25 mm.

    The medial wall is whole beside the navicular (.36 to .42 FL), the lateral one at the base of the fifth metatarsal
    (.38 FL); both rise from .10 FL and have run out 8 mm behind the metatarsal line. The cup is the heel cup's own
    dose, 25 to 30 mm. The rim is one fair curve: on a short foot the walls are limited to what bends no sharper than a
    radius of 56 mm.

    For: severe flexible flatfoot, posterior tibial tendon dysfunction, the paediatric flatfoot with symptoms
    (clinical.md C.2, C.4). Avoid in a rigid foot, in lateral ankle instability (its lateral wall may force inversion
    [S93]), and in a shoe without depth: it takes the room of the insole and of the shoe's own counter. Evidence: low;
    the dimensions come from common practice and are to be confirmed by a podiatrist [M~]. The walls above the scanned
    sole are design: a plantar scan does not show them.
    """

    KIND: ClassVar[str] = "ucbl"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.RIM
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Need(id="ucbl-needs-cup", kind="heel_cup", field="depth_mm", least=_CUP_MM, source="clinical.md C.2 [S62,M~]"),
        Against(
            id="ucbl-beside-medial-flange",
            reason="a UCBL already has a medial wall, so a medial flange beside it would count twice",
            source="clinical.md C.2",
            beside="medial_flange",
            stops=True,
        ),
        Against(
            id="ucbl-beside-lateral-flange",
            reason="a UCBL already has a lateral wall, so a lateral flange beside it would count twice",
            source="clinical.md C.2",
            beside="lateral_flange",
            stops=True,
        ),
        Against(
            id="ucbl-shoe-volume",
            reason="a UCBL enters only a deep shoe with a firm counter, its own insole taken out",
            source="clinical.md C.2 [M~]",
        ),
        Against(
            id="lateral-flange-on-supinated",
            reason="the lateral wall of a UCBL may force a supinated or unstable ankle into inversion",
            source="clinical.md C.2 [S93]",
            measures=(("posture_index", "<", 0.0),),
        ),
    )

    height_mm: float = within(0.0, 15.0, default=10.0, soft=(0.0, 12.0), source="clinical.md C.2 [M~]")

    def settled(self, site: Site) -> tuple[Self, tuple[str, ...]]:
        """Keep both walls as low as a fair rim needs on a short foot."""
        tighter = min((MEDIAL, LATERAL), key=lambda flange: flange.most_mm(site.foot))
        height, said = tighter.limited(site.foot, self.height_mm, name="a UCBL")
        return replace(self, height_mm=height), said

    def field_mm(self, site: Site) -> FloatArray:
        """Return how much the rim is raised (nx, ny), mm."""
        return as_field(site, *self.raised_rim_mm(site.foot, site.x_mm))

    def raised_rim_mm(self, foot: Foot, x_mm: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the walls above the cup's rim at x, medial and lateral, mm."""
        height = min(self.height_mm, MEDIAL.most_mm(foot), LATERAL.most_mm(foot))
        return height * MEDIAL.share(foot, x_mm), height * LATERAL.share(foot, x_mm)

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Least squares of each wall's profile to the change along its land; the wall that is further off counts."""
        walls = [flange.height_mm(made) for flange in (MEDIAL, LATERAL)]
        seen = [height for height in walls if height is not None]
        got = max(seen, key=lambda height: abs(height - self.height_mm), default=None)
        return (self.dose("height_mm", got, note="" if got is not None else NOT_SEEN),)
