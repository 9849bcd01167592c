"""Footprint. one known foot walking over a device -> the frames that the device sees.

The print is a sum of seven Gaussians (heel, lateral midfoot, five heads as three, hallux, toes) with their own times.
"""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from orthogen.kernel.arrays import FloatArray

# forward (share of the length), medial of the axis (share of the width), kPa, sigma mm, on, off (share of the contact)
SPOTS = (
    (.11, .02, 300, 14, .00, .58), (.16, .00, 220, 12, .02, .60), (.40, -.26, 70, 10, .10, .72),
    (.50, -.26, 80, 10, .12, .76), (.73, .30, 230, 9, .20, .93), (.735, .06, 330, 9, .18, .95),
    (.72, -.12, 280, 9, .16, .94), (.64, -.33, 160, 9, .12, .88), (.93, .30, 350, 8, .40, 1.0),
    (.90, .02, 90, 6, .45, .98), (.87, -.18, 70, 5, .45, .97),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Walk:
    """frames_kpa (t, rows, columns), heel first, from above, columns to the right; pitch (row, column) mm; hz."""

    frames_kpa: FloatArray
    pitch_mm: tuple[float, float]
    hz: float
    side: str

    @property
    def peak(self) -> FloatArray:
        """Highest pressure of each cell (rows, columns)."""
        return np.asarray(self.frames_kpa.max(axis=0))

    @property
    def force_n(self) -> FloatArray:
        """Total force (t,)."""
        return np.asarray(self.frames_kpa.sum(axis=(1, 2)) * self.pitch_mm[0] * self.pitch_mm[1] * 1e-3)


def pressure_at(
    forward: FloatArray, right: FloatArray, *, side: str, share: float, length: float = 250.0
) -> FloatArray:
    """Return kPa at places (mm forward of the rear edge, to the right of the axis) at a share of the contact."""
    medial = right if side == "left" else -right
    total = np.zeros(np.broadcast(forward, right).shape)
    for x, y, kpa, sigma, on, off in SPOTS:
        load = np.sin(np.pi * np.clip((share - on) / (off - on), 0, 1)) ** 0.7
        total += kpa * load * np.exp(-((forward - x * length) ** 2 + (medial - y * 0.4 * length) ** 2) / (2 * sigma**2))
    return np.where(total >= 5.0, total, 0.0)


def walk(
    side: str = "right",
    *,
    rows: int = 64,
    columns: int = 32,
    pitch: tuple[float, float] = (5.0, 5.0),
    hz: float = 100.0,
    contact_s: float = 0.7,
    at: tuple[float, float] = (30.0, 80.0),
    toe_out_deg: float = 0.0,
    idle: int = 5,
    flat: bool = True,
) -> Walk:
    """Return one step; at: rear edge and axis of the print on the device, mm. flat False: a high arch, two islands."""
    forward, right = np.meshgrid(np.arange(rows) * pitch[0], np.arange(columns) * pitch[1], indexing="ij")
    turn = np.radians(toe_out_deg if side == "right" else -toe_out_deg)
    a, b = forward - at[0], right - at[1]
    along, across = a * np.cos(turn) + b * np.sin(turn), -a * np.sin(turn) + b * np.cos(turn)
    many = round(contact_s * hz)
    shares = [-1.0] * idle + [k / (many - 1) for k in range(many)] + [2.0] * idle
    frames = np.array([pressure_at(along, across, side=side, share=share) for share in shares])
    if not flat:
        frames[:, (along[:, :] > 75) & (along < 140)] = 0.0
    return Walk(frames_kpa=frames, pitch_mm=pitch, hz=hz, side=side)


@cache
def contact_length_mm(kpa: float) -> float:
    """Return how long the print itself is where it ever bears so much, whatever device it steps on; to 0.25 mm."""
    forward, right = np.meshgrid(np.arange(-40.0, 300.0, 0.25), np.arange(-60.0, 60.0, 1.0), indexing="ij")
    shares = np.linspace(0.0, 1.0, 41)
    peak = np.max(
        [pressure_at(forward, right, side="left", share=float(share)).max(axis=1) for share in shares], axis=0
    )
    return float(np.ptp(forward[peak >= kpa, 0]))


def then(*walks: Walk) -> Walk:
    """Return one recording of several walks on the same device, one after the other."""
    return replace(walks[0], frames_kpa=np.concatenate([one.frames_kpa for one in walks]))


def turned(one: Walk) -> Walk:
    """Return the walk in the other direction over the same device."""
    return replace(one, frames_kpa=one.frames_kpa[:, ::-1, ::-1])
