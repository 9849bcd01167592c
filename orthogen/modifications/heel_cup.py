"""Heel cup. Foot, depth -> the height of the rim all round; measured on the rim of the finished device."""

from typing import ClassVar

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.kernel.rank import median
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Dose
from orthogen.records.foot import Foot
from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification, Stage, within
from orthogen.records.site import Length, Made, Site, ahead_of_heads_mm

_BALL_MM = 1.6
_CENTRE_BLEND_MM = 12.0
_PEAK_RATIO = 0.44
_SHARPEST_PER_MM = 0.017
_QUINTIC_BEND = 5.774  # the greatest second derivative of a quintic step of unit height and length


@dataclass(frozen=True, kw_only=True)
class HeelCup(Modification):
    """Rim at `depth_mm` above the lowest heel point; towards the ball it falls in one curve on either side.

    The medial flange peaks beside the arch. Depth: clinical.md C.2 [S62, S63, S64]; profile: surface.md 2.
    """

    KIND: ClassVar[str] = "heel_cup"
    DOSE: ClassVar[str] = "depth_mm"
    STAGE: ClassVar[Stage] = Stage.RIM
    RULES: ClassVar[tuple[Need | Against, ...]] = (
        Against(
            id="deep-skive-needs-deep-cup",
            reason="a skive of more than 5 mm needs a cup of 20 to 22 mm to hold the heel on it",
            source="clinical.md C.2 [S62,S63]",
            own=(("depth_mm", "<", 20.0),),
            beside="medial_skive",
            other=(("depth_mm", ">", 5.0),),
        ),
    )

    depth_mm: float = within(0.0, 30.0, default=12.0, soft=(8.0, 25.0), source="clinical.md C.2 [S62,S63,S64]")

    def field_mm(self, site: Site) -> FloatArray:
        """Return the height (nx, ny) to which the rim is cut, above the lowest point of the heel's own surface."""
        return self.rim_mm(site, lowest_heel_mm(site))

    def rim_mm(self, site: Site, low_mm: float) -> FloatArray:
        """Return the same above a given lowest point: the cast corrections may still raise it."""
        apex = site.foot.landmarks["arch_apex"]
        arch = float(site.grid.sample(site.surface_mm, np.array([apex.x_mm]), np.array([apex.y_mm]))[0])
        length: Length = "full" if site.construction == "shell" else site.length
        heel = low_mm + self.depth_mm
        medial, lateral = rim_profile_mm(site.foot, site.x_mm, heel_mm=heel, arch_mm=arch, length=length)
        side = rise(site.y_mm, -_CENTRE_BLEND_MM, _CENTRE_BLEND_MM)
        return lateral + (medial - lateral) * side

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """Median height of the upper rim behind .18 FL minus the lowest top before .25 FL, without posts and wells."""
        grid, length = made.site.grid, made.site.foot.foot_length_mm
        rim = made.rim_mm[made.rim_mm[:, 0] < 0.18 * length]
        level = median(rim[:, 2] - grid.sample(made.tilt_mm, rim[:, 0], rim[:, 1]))
        heel = (made.top_mm - made.tilt_mm - made.relief_mm)[made.site.x_mm[:, 0] < 0.25 * length]
        got = level - float(np.nanmin(heel))
        return (self.dose("depth_mm", got),)


def lowest_heel_mm(site: Site) -> float:
    """Return the lowest foot bed behind .25 FL inside the trim line, the level from which a cup is measured."""
    heel = (site.x_mm < 0.25 * site.foot.foot_length_mm) & (site.inset_mm > 0.0)
    return float(site.surface_mm[heel].min())


def rim_profile_mm(
    foot: Foot, x_mm: FloatArray, *, heel_mm: float, arch_mm: float, length: Length
) -> tuple[FloatArray, FloatArray]:
    """Return the rim height at x on the medial and on the lateral side, C² and without a wave.

    Either side falls in one curve from the cup at .17 FL to the ball. The medial flange is one bump on top of it: peak
    arch + .036 FL (9 mm in an adult) at .44 FL, not below .9 of the cup, nor above .11 FL (28 mm), nor sharper than
    .017 /mm, so that a small foot gets a fair rim too. At the ball 1.6 mm remain and run out to the platform before the
    toes, earlier on the lateral side as the heads do (surface.md 2, 5 and 7). On a shortened insole everything has come
    down to the ball's rim at its distal edge: a wall must not end in a tooth.
    """
    full = foot.foot_length_mm
    u = x_mm / full
    ahead = ahead_of_heads_mm(foot, length)
    ends = [float(foot.mth_line_x_mm(np.array(foot.landmarks[head].y_mm))) + ahead for head in ("mth1", "mth5")]
    medial_end, lateral_end = min(0.80, ends[0] / full), min(0.76, ends[1] / full)
    over = heel_mm - _BALL_MM
    medial, lateral = over * rise(u, medial_end, 0.17), over * rise(u, lateral_end, 0.18)
    wish = float(np.clip(arch_mm + 0.036 * full, 0.9 * heel_mm, 0.11 * full))
    below = _BALL_MM + over * float(rise(np.array(_PEAK_RATIO), medial_end, 0.17))
    start, end = 0.44 - (0.80 - medial_end) / 6, medial_end + 0.03
    sharpest = _SHARPEST_PER_MM * (min(0.29, end - start) * full) ** 2 / _QUINTIC_BEND
    flange = min(max(wish - below, 0.0), sharpest)
    medial = medial + flange * rise(u, 0.17, 0.46) * rise(u, end, start)
    return medial + _BALL_MM * _run_out(foot, x_mm, "mth1"), lateral + _BALL_MM * _run_out(foot, x_mm, "mth5")


def _run_out(foot: Foot, x_mm: FloatArray, head: str) -> FloatArray:
    """Return the share of the ball's rim that is left at x; it has run out where the toe platform begins to sink."""
    end = float(foot.mth_line_x_mm(np.array(foot.landmarks[head].y_mm))) + 0.07 * foot.foot_length_mm
    return rise(x_mm, end, end - 0.20 * foot.foot_length_mm)
