"""Shape. a foot ordered by its clinical numbers -> one frozen record."""

from dataclasses import dataclass
from typing import Any, Literal, Self

from orthogen.errors import OutOfRange
from scans.proportions import BALL_RATIO, HEEL_RATIO

# Where the model still looks like a foot: low, high; widths and arch as a share of length.
_LIMITS = {
    "foot_length_mm": (120.0, 340.0),
    "ball_width_mm": (0.30, 0.47),
    "heel_width_mm": (0.19, 0.30),
    "arch_height_mm": (0.008, 0.11),
    "hallux_valgus_deg": (0.0, 35.0),
    "ball_angle_deg": (6.0, 20.0),
    "ankle_height_mm": (60.0, 120.0),
    "eversion_deg": (-10.0, 15.0),
}


@dataclass(frozen=True, kw_only=True)
class FootShape:
    """A synthetic foot by its clinical numbers; widths, arch and frame by the definitions of `scans.measures`.

    hallux_valgus_deg: hallux against the first metatarsal. ball_angle_deg: line of the MTH1 and MTH5 prominences
    against the perpendicular to the foot axis (clinical.md A.3: 14°). ankle_height_mm: where the stump is cut.
    eversion_deg: how far leg and heel lean to the medial side. load: the sole is pressed flat or hangs free.
    """

    side: Literal["left", "right"] = "right"
    foot_length_mm: float = 255.0
    ball_width_mm: float = 98.0
    heel_width_mm: float = 62.5
    arch_height_mm: float = 13.0
    hallux_valgus_deg: float = 10.0
    ball_angle_deg: float = 13.5
    ankle_height_mm: float = 90.0
    eversion_deg: float = 0.0
    load: Literal["standing", "unloaded"] = "standing"

    def __post_init__(self) -> None:
        for name, (low, high) in _LIMITS.items():
            unit = self.foot_length_mm if high < 1 else 1.0
            value = getattr(self, name)
            if not low * unit <= value <= high * unit:
                raise OutOfRange(
                    f"{name} = {value:g} of a synthetic foot is outside [{low * unit:g}, {high * unit:g}]",
                    "ask for a foot inside these limits",
                )

    @classmethod
    def sized(cls, foot_length_mm: float, **given: Any) -> Self:
        """Return a foot of this length with mean widths and ankle for it; `given` fields win.

        The arch stays 13 mm: it does not scale with length (clinical.md, rule 2).
        """
        mean = {
            "ball_width_mm": BALL_RATIO * foot_length_mm,
            "heel_width_mm": HEEL_RATIO * foot_length_mm,
            "ankle_height_mm": min(max(0.36 * foot_length_mm, 70.0), 100.0),
        }
        return cls(foot_length_mm=foot_length_mm, **{**mean, **given})
