"""Flange. Foot, side -> the profile of a wall above the rim of a heel cup; its height as the finished rim shows it."""

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise
from orthogen.kernel.rank import median
from orthogen.lazyclass import dataclass
from orthogen.records.foot import Foot
from orthogen.records.site import Made, Site

_START_RATIO = 0.10
_BEHIND_HEADS_MM = 8.0
_SHARPEST_PER_MM = 0.018
_QUINTIC_BEND = 5.774  # the greatest second derivative of a quintic step of unit height and length
_CENTRE_BLEND_MM = 12.0
_SEEN_RATIO = 0.5
NOT_SEEN = "The rim of this device has no edge where half of the wall or more would stand."


@dataclass(frozen=True, kw_only=True)
class Flange:
    """One side wall: rises from .10 FL, is whole over full_ratio of the foot length, has run out behind its head.

    The end lies 8 mm behind the metatarsal line, 2 mm ahead of a three-quarter edge: no length ends in a tooth. Both
    slopes are quintic, so the rim stays C². head: the metatarsal head of its side. sign: +1 medial, −1 lateral.
    """

    head: str
    sign: int
    full_ratio: tuple[float, float]

    def wall_mm(self, foot: Foot, x_mm: FloatArray, *, height_mm: float) -> FloatArray:
        """Return the wall above the rim at x, mm, no higher than this foot takes."""
        return min(height_mm, self.most_mm(foot)) * self.share(foot, x_mm)

    def limited(self, foot: Foot, height_mm: float, *, name: str) -> tuple[float, tuple[str, ...]]:
        """Return the height that this foot takes, and a sentence where that is less than ordered."""
        most = self.most_mm(foot)
        if height_mm <= most:
            return height_mm, ()
        return most, (
            f"On a foot of {foot.foot_length_mm:.0f} mm {name} of {height_mm:g} mm would bend the rim more sharply "
            f"than a radius of {1.0 / _SHARPEST_PER_MM:.0f} mm, so it was limited to {most:.2f} mm.",
        )

    def share(self, foot: Foot, x_mm: FloatArray) -> FloatArray:
        """Return how much of the wall stands at x, 0 … 1."""
        length, (first, last) = foot.foot_length_mm, self.full_ratio
        return rise(x_mm, _START_RATIO * length, first * length) * rise(x_mm, self._end_mm(foot), last * length)

    def most_mm(self, foot: Foot) -> float:
        """Return the greatest height whose rim bends no sharper than .018 /mm: a short foot gets a lower wall."""
        length, (first, last) = foot.foot_length_mm, self.full_ratio
        shorter = min((first - _START_RATIO) * length, self._end_mm(foot) - last * length)
        return _SHARPEST_PER_MM * shorter**2 / _QUINTIC_BEND

    def height_mm(self, made: Made) -> float | None:
        """Return the height by which the rim line of the device stands above that of the same design without.

        The median of rise over share where more than half of the wall stands: a notch cut out of the side ends on the
        sole and not on the rim, and must not count. None where there is no such edge.
        """
        x, y, z = made.rim_mm.T
        share = self.share(made.site.foot, x)
        raised = z - made.site.grid.sample(made.without_mm, x, y)
        seen = (self.sign * y > _CENTRE_BLEND_MM) & (share > _SEEN_RATIO)
        if not seen.any():
            return None
        return median(raised[seen] / share[seen])

    def _end_mm(self, foot: Foot) -> float:
        return float(foot.mth_line_x_mm(np.array(foot.landmarks[self.head].y_mm))) - _BEHIND_HEADS_MM


MEDIAL = Flange(head="mth1", sign=1, full_ratio=(0.36, 0.42))
LATERAL = Flange(head="mth5", sign=-1, full_ratio=(0.38, 0.38))


def as_field(site: Site, medial_mm: FloatArray, lateral_mm: FloatArray) -> FloatArray:
    """Return the walls at x of both sides as one field (nx, ny), blended across the middle as the rim is."""
    side = rise(site.y_mm, -_CENTRE_BLEND_MM, _CENTRE_BLEND_MM)
    return lateral_mm + (medial_mm - lateral_mm) * side
