"""Shoe. what a device must go into: the line of the liner, and how the inner sole runs from heel to toes."""

import math
from collections.abc import Mapping

import numpy as np

from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.foot import Foot

_BREAK_MM = 15.0  # to either side of the ball the sole bends, as leather and foam do


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One closed line out of a file, seen from above, in the file's own unit and axes.

    points (m, 2): counter-clockwise, last ≠ first. units: name -> mm per unit: the declared one alone, or those that
    may be meant where the file declares none. sha256: of the file.
    """

    name: str
    format: str
    sha256: str
    points: FloatArray
    units: Mapping[str, float]
    declared: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Liner:
    """The outline of a shoe's liner, laid to one foot.

    outline_mm: (x, y) in that foot's frame (a left foot mirrored, as everything is), counter-clockwise, ≤ 2 mm apart,
    so that an order carries all of it and needs the drawing no more. name, sha256: of that file. told: what was decided
    when it was laid, in sentences.
    """

    name: str
    sha256: str
    outline_mm: tuple[tuple[float, float], ...]
    told: tuple[str, ...] = ()

    @property
    def line_mm(self) -> FloatArray:
        """The outline (m, 2)."""
        return frozen(np.array(self.outline_mm))


@dataclass(frozen=True, kw_only=True)
class Shoe:
    """A shoe as far as a device depends on it; 0 means flat.

    heel_drop_mm: how much higher the inner sole is under the heel centre than under the ball; or heel_pitch_deg, the
    angle of its plane from heel to ball. toe_spring_mm: how much higher it is under the tip of the toes than under the
    ball; or toe_spring_deg, the angle of the line from ball to tip. depth_mm: from the inner sole to the top line
    behind the heel, None if unknown. size: the label in the shoe, which drives nothing.
    """

    size: str = ""
    heel_drop_mm: float = 0.0
    heel_pitch_deg: float = 0.0
    toe_spring_mm: float = 0.0
    toe_spring_deg: float = 0.0
    depth_mm: float | None = None
    liner: Liner | None = None

    @property
    def is_flat(self) -> bool:
        """True if the inner sole has neither pitch nor spring."""
        return not (self.heel_drop_mm or self.heel_pitch_deg or self.toe_spring_mm or self.toe_spring_deg)

    def pitch_ratio(self, foot: Foot) -> float:
        """Return the slope of the inner sole from heel centre to ball, rise per mm backwards."""
        if self.heel_pitch_deg:
            return math.tan(math.radians(self.heel_pitch_deg))
        return self.heel_drop_mm / (ball_x_mm(foot) - foot.landmarks["heel_centre"].x_mm)

    def spring_mm(self, foot: Foot) -> float:
        """Return how much higher the inner sole is under the tip of the toes than under the ball."""
        if self.toe_spring_deg:
            return math.tan(math.radians(self.toe_spring_deg)) * (foot.foot_length_mm - ball_x_mm(foot))
        return self.toe_spring_mm

    def sole_mm(self, foot: Foot, x_mm: FloatArray) -> FloatArray:
        """Return the height of the inner sole at x above the plane through heel and ball, the plane of the scan.

        Seen from that plane, which a foot in the shoe has tilted by the pitch, the sole is level from heel to ball and
        rises beyond: b = pitch · (softened ramp over ± 15 mm about the ball) + spring · u², u = 1 at the tip of the
        toes. So what was scanned flat stays as it was scanned, and only the toes bend up, as they do in the shoe. C¹.
        """
        ball = ball_x_mm(foot)
        t = (x_mm - ball + _BREAK_MM) / (2.0 * _BREAK_MM)
        ahead = np.clip(x_mm - ball, 0.0, None)
        softened = 2.0 * _BREAK_MM * _risen(t)
        spring: FloatArray = self.spring_mm(foot) * (ahead / (foot.foot_length_mm - ball)) ** 2
        return self.pitch_ratio(foot) * softened + spring


FLAT = Shoe()


def ball_x_mm(foot: Foot) -> float:
    """Return where the shoe bends: midway between the first and the fifth metatarsal head."""
    return 0.5 * (foot.landmarks["mth1"].x_mm + foot.landmarks["mth5"].x_mm)


def _risen(t: FloatArray) -> FloatArray:
    """Return ∫ ramp from 0 to t: 0 before 0, t − ½ beyond 1, C³ between."""
    u = np.clip(t, 0.0, 1.0)
    within = u**4 * (2.5 + u * (u - 3.0))
    risen: FloatArray = np.where(t > 1.0, t - 0.5, within)
    return risen
