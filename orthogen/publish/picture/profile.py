"""Profile. Foot -> its lowest 40 mm seen from the medial side: heel, toes, and the lines of axis and arch."""

from collections.abc import Iterable

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.publish.picture.drawing import AXIS, INK, PAPER, SOFT, Line, Shape, Words, disc, segment
from orthogen.publish.wording import Wording
from orthogen.records.foot import Foot

_HIGHEST_MM, _WINDOW_MM, _SIZE = 40.0, 6.0, 22.0
_LARGEST = 3.6  # pixels for a millimetre, so that the 40 mm fit above the ground line
_ARCH, _SKIN = "#0072b2", "#e6e8ec"


@dataclass(frozen=True, kw_only=True)
class Elevation:
    """Where the medial side lies on the sheet: x = 0 on the ground at (start, bottom), x forward times `scale`.

    A scale below zero draws the toes to the left, which is how the medial side of a right foot is seen.
    """

    start: float
    bottom: float
    scale: float

    def at(self, x_mm: FloatArray, z_mm: FloatArray) -> FloatArray:
        """Return sheet places (m, 2)."""
        return np.column_stack([self.start + self.scale * x_mm, self.bottom - abs(self.scale) * z_mm])


def profile_view(foot: Foot, wording: Wording, *, left: float, right: float, bottom: float) -> Iterable[Shape]:
    """Yield the view between left and right on a ground line at `bottom`."""
    scale = min((right - left) / (1.04 * foot.foot_length_mm), _LARGEST)
    right = left + 1.04 * foot.foot_length_mm * scale
    margin = 0.02 * foot.foot_length_mm * scale
    place = Elevation(
        start=left + margin if foot.mirrored else right - margin,
        bottom=bottom,
        scale=scale if foot.mirrored else -scale,
    )
    for height in np.arange(10.0, _HIGHEST_MM + 1, 10.0):
        y = bottom - scale * height
        yield segment(right - 6, y, right, y, ink=SOFT)
        yield Words(x=right + 8, y=y + 7, text=f"{height:.0f}", size=_SIZE, ink=SOFT)
    yield from _skin(foot, place)
    yield segment(left, bottom, right, bottom, width=3)
    yield Words(x=right + 8, y=bottom + 7, text="0 mm", size=_SIZE, ink=SOFT)
    yield from _section(foot, place, _along_axis(foot), AXIS)
    yield from _section(foot, place, _along_arch(foot), _ARCH)
    if "arch_apex" in foot.landmarks:
        apex = foot.landmarks["arch_apex"]
        (x, y), *_ = place.at(np.array([apex.x_mm]), np.array([apex.z_mm]))
        yield disc(float(x), float(y), 7, ink=INK, width=3, fill=PAPER)
    said = wording["picture"]
    yield Words(x=left, y=bottom + 34, text=said["profile"], size=_SIZE, ink=SOFT)
    yield Words(x=left + 372, y=bottom + 34, text=said["under_axis"], size=_SIZE, ink=AXIS)
    yield Words(x=left + 580, y=bottom + 34, text=said["under_arch"], size=_SIZE, ink=_ARCH)


def _skin(foot: Foot, place: Elevation) -> Iterable[Shape]:
    """Yield the side of the scanned sole: its lowest skin as a line, above it as far as skin that looks down goes."""
    rows = np.flatnonzero(np.isfinite(foot.plantar.z_mm).any(axis=1))
    x, z = foot.plantar.grid.x_mm[rows, 0], foot.plantar.z_mm[rows]
    low, high = np.nanmin(z, axis=1), np.nanmax(z, axis=1)
    near = np.abs(x[:, None] - x[None, :]) < _WINDOW_MM
    high = np.where(near, high, -np.inf).max(axis=1)
    high = np.einsum("ij,j->i", near, high) / near.sum(axis=1)
    lower = place.at(x, low)
    yield Line(points=np.vstack([lower, place.at(x, high)[::-1]]), ink=None, closed=True, fill=_SKIN)
    yield Line(points=lower, ink=SOFT)


def _along_axis(foot: Foot) -> FloatArray:
    """Return plan points (m, 2) along the long axis."""
    x = np.arange(0.0, foot.foot_length_mm, 1.0)
    return np.column_stack([x, np.zeros_like(x)])


def _along_arch(foot: Foot) -> FloatArray:
    """Return plan points (m, 2) from the medial heel through the top of the arch to the first metatarsal head."""
    marks = foot.landmarks
    if not {"heel_centre", "arch_apex", "mth1"} <= marks.keys():
        return np.zeros((0, 2))
    heel = (marks["heel_centre"].x_mm, marks["heel_centre"].y_mm + 0.2 * foot.heel_width_mm)
    knots = np.array([heel, *((marks[n].x_mm, marks[n].y_mm) for n in ("arch_apex", "mth1"))])
    x = np.arange(knots[0, 0], knots[-1, 0], 1.0)
    return np.column_stack([x, np.interp(x, knots[:, 0], knots[:, 1])])


def _section(foot: Foot, place: Elevation, points_mm: FloatArray, ink: str) -> Iterable[Shape]:
    """Yield the sole along plan points, interrupted where it was not scanned."""
    if len(points_mm) == 0:
        return
    height = foot.plantar.grid.sample_linear(foot.plantar.z_mm, points_mm[:, 0], points_mm[:, 1])
    seen = np.isfinite(height)
    for piece in np.split(np.arange(len(seen)), np.flatnonzero(np.diff(seen)) + 1):
        if len(piece) > 1 and seen[piece[0]]:
            yield Line(points=place.at(points_mm[piece, 0], height[piece]), ink=ink, width=3)
