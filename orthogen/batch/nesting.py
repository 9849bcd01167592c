"""Nesting. outlines, a bed -> where each lies; the only door to the packer, libnest2d.

It does a fixed amount of work in one thread: equal outlines in equal order lie equally, however busy the machine is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from orthogen.errors import GeometryError, PrescriptionError
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.curve import distance

_UNITS_PER_MM = 1_000_000
_AT_ONCE = 24  # outlines that are packed together: the work grows with the square
_ROUNDING_MM = 0.01


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where an outline lies: the number of its bed, and how it gets there: turned about the origin, then moved."""

    bed: int
    turn_deg: float
    move_mm: tuple[float, float]

    def moved(self, points_mm: FloatArray) -> FloatArray:
        """Return points (k, 2) where they lie on the bed."""
        turn = math.radians(self.turn_deg)
        rows = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
        there: FloatArray = points_mm @ np.where(np.abs(rows) < 1e-12, 0.0, rows).T + self.move_mm
        return there


def nested(
    outlines_mm: Sequence[FloatArray], *, bed_mm: tuple[float, float], gap_mm: float, turns_deg: Sequence[float]
) -> list[Spot | None]:
    """Return the spot of each outline on as few beds [0, x] × [0, y] as are found, None for one that fits on no bed.

    Beds are filled in the order of the outlines, so that early ones lie on early beds. It is checked that all lie
    inside and gap_mm apart; raises GeometryError if not, PrescriptionError where the packer is not installed.
    """
    spots: list[Spot | None] = [None] * len(outlines_mm)
    waiting, beds = list(range(len(outlines_mm))), 0
    while waiting:
        chosen, waiting = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
        packed = _packed([outlines_mm[k] for k in chosen], bed_mm, gap_mm, turns_deg)
        last = max((spot.bed for spot in packed if spot is not None), default=-1)
        for index, spot in zip(chosen, packed, strict=True):
            if spot is None:
                continue
            if waiting and spot.bed == last > 0:
                waiting.insert(0, index)  # the last bed is not full: it goes on with the next
            else:
                spots[index] = Spot(bed=beds + spot.bed, turn_deg=spot.turn_deg, move_mm=spot.move_mm)
        beds += last if waiting and last > 0 else last + 1
        waiting.sort()
    _demand_apart(outlines_mm, spots, bed_mm, gap_mm)
    return spots


def _packed(
    outlines_mm: Sequence[FloatArray], bed_mm: tuple[float, float], gap_mm: float, turns_deg: Sequence[float]
) -> list[Spot | None]:
    """Return what the packer finds for a few outlines."""
    try:
        import pynest2d
    except ImportError as error:
        raise PrescriptionError(
            "trays are laid out with libnest2d, which is not installed", "pip install 'orthogen[nest]'"
        ) from error
    place = pynest2d.NfpConfig()
    place.rotations = [math.radians(turn) for turn in turns_deg]
    place.alignment = place.starting_point = pynest2d.Alignment.BOTTOM_LEFT
    place.parallel = False
    # the packer keeps half the gap free along the sides, which nobody asked for
    wide, deep = (round((size + gap_mm) * _UNITS_PER_MM) for size in bed_mm)
    centre = pynest2d.Point(*(round(size * _UNITS_PER_MM / 2.0) for size in bed_mm))
    items = [
        pynest2d.Item([pynest2d.Point(x, y) for x, y in np.rint(outline[::-1] * _UNITS_PER_MM).astype(int).tolist()])
        for outline in outlines_mm
    ]
    pynest2d.nest(items, pynest2d.Box(wide, deep, centre), math.ceil((gap_mm + 1e-3) * _UNITS_PER_MM), place)
    return [_spot(item) if item.binId() >= 0 else None for item in items]


def _spot(item: object) -> Spot:
    turn, move = item.rotation(), item.translation()  # type: ignore[attr-defined]  # the packer has no types
    return Spot(
        bed=item.binId(),  # type: ignore[attr-defined]
        turn_deg=round(math.degrees(turn), 9),
        move_mm=(move.x() / _UNITS_PER_MM, move.y() / _UNITS_PER_MM),
    )


def _demand_apart(
    outlines_mm: Sequence[FloatArray], spots: Sequence[Spot | None], bed_mm: tuple[float, float], gap_mm: float
) -> None:
    """Raise GeometryError where two lie closer than the gap, or one beyond its bed."""
    lying = [(spot.bed, spot.moved(loop)) for loop, spot in zip(outlines_mm, spots, strict=True) if spot is not None]
    for index, (bed, loop) in enumerate(lying):
        beyond_mm = max(float((-loop).max()), float((loop - bed_mm).max()))
        near_mm = min((distance(loop, other) for one, other in lying[:index] if one == bed), default=math.inf)
        if beyond_mm > _ROUNDING_MM or near_mm < gap_mm - _ROUNDING_MM:
            raise GeometryError(
                f"the packer laid a part {max(0.0, beyond_mm):.2f} mm beyond the bed or {near_mm:.2f} mm from another",
                "report this list of orders as a fault of the program",
            )
