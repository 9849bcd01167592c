"""Landmarks. outline, layout and plantar map -> named points with their uncertainty; given ones win."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

import numpy as np

from orthogen.anatomy.axis import HEAD_SD_MM, HEADS, Layout
from orthogen.anatomy.extreme import extreme
from orthogen.anatomy.measure import HEEL_CENTRE_X, TOE_PATCH, Extents
from orthogen.anatomy.surface import Samples
from orthogen.errors import OutOfRange, UnknownName
from orthogen.kernel.arrays import FloatArray
from orthogen.records.foot import LANDMARKS, Landmark, PlantarMap

# heads 3 and 4 between 2 and 5: protrusion along x from clinical.md A.3 [S26], evenly across [E]
BETWEEN = {"mth3": (0.22, 1 / 3), "mth4": (0.55, 2 / 3)}
RATIO_SD_MM = 8.0
APEX_SD_MM = 5.0
GIVEN_SD_MM = 1.0
HEADS_X = 0.73  # where the first head lies, in foot lengths
NEAR_MM = 15.0
MOST_ASIDE = 0.30  # of the length; half the widest ball is 0.25
TOE_SD_MM = 4.0
TOES_Y = {"hallux_tip": (0.02, 0.15), "toe2_tip": (-0.055, 0.005)}
NAVICULAR_X = 0.43  # [E]
CUBOID_XY = (0.42, -0.10)  # [E]

Source = Literal["detected", "ratio", "given"]


def refuse_unknown(given: Mapping[str, tuple[float, float]]) -> None:
    """Raise UnknownName if a given landmark is none of LANDMARKS."""
    for name in given:
        if name not in LANDMARKS:
            raise UnknownName(f"there is no landmark {name!r}", name=name, known=LANDMARKS)


def refuse_misplaced(given: Mapping[str, tuple[float, float]], extents: Extents) -> None:
    """Raise OutOfRange for a given landmark that lies beside the foot: outside its length or 0.3 of it off the axis."""
    length = extents.length_mm
    for name, (x, y) in given.items():
        if not (-0.02 * length <= x <= 1.02 * length and abs(y) <= MOST_ASIDE * length):
            raise OutOfRange(
                f"the landmark {name} = {x:g},{y:g} mm lies beside this foot: x runs from 0 to {length:.0f} mm, "
                f"y from {-MOST_ASIDE * length:.0f} (lateral) to {MOST_ASIDE * length:.0f} mm (medial)",
                "give its place in the foot frame that `orthogen inspect` prints",
            )


def heads(
    measures: Layout, extents: Extents, given: Mapping[str, tuple[float, float]], *, length_sd_mm: float = 0.0
) -> dict[str, Landmark]:
    """Return the five metatarsal heads: 1, 2 and 5 by the outline's layout (axis.py), 3 and 4 between 2 and 5.

    length_sd_mm: how uncertain the length is that the places are shares of.
    """
    found = {}
    for name in HEADS:
        place = measures.head_mm(name, length_mm=extents.length_mm, ball_width_mm=extents.ball_width_mm)
        found[name] = _mark(given.get(name), place, float(np.hypot(HEAD_SD_MM, HEADS_X * length_sd_mm)), "detected")
    second, fifth = found["mth2"], found["mth5"]
    for name, (forward, sideways) in BETWEEN.items():
        place = (
            second.x_mm + forward * (fifth.x_mm - second.x_mm),
            second.y_mm + sideways * (fifth.y_mm - second.y_mm),
            second.z_mm + sideways * (fifth.z_mm - second.z_mm),
        )
        found[name] = _mark(given.get(name), place, float(np.hypot(RATIO_SD_MM, HEADS_X * length_sd_mm)), "ratio")
    _refuse_crossed(found)
    return found


def _refuse_crossed(found: Mapping[str, Landmark]) -> None:
    """Raise OutOfRange if the heads do not lie side by side from the first, medial, to the fifth."""
    order = sorted(found)
    for medial, lateral in pairwise(order):
        if found[medial].y_mm <= found[lateral].y_mm:
            raise OutOfRange(
                f"{medial} at y {found[medial].y_mm:.0f} mm does not lie medial of {lateral} at y "
                f"{found[lateral].y_mm:.0f} mm",
                "check the sign: y is positive towards the medial side, on left feet too",
            )


def skin_points(
    plantar: PlantarMap,
    samples: Samples,
    *,
    extents: Extents,
    apex: FloatArray,
    given: Mapping[str, tuple[float, float]],
) -> dict[str, Landmark]:
    """Return the landmarks that lie on the skin; one that falls on no skin is absent."""
    length = extents.length_mm
    rear, toes = extents.pternion, _toe_tips(samples, length)
    places: dict[str, tuple[float, float, float, Source]] = {
        "pternion": (float(rear[0]), float(rear[1]), 2.0, "detected"),
        "heel_centre": (HEEL_CENTRE_X * length, 0.0, 2.0, "detected"),
        "arch_apex": (float(apex[0]), float(apex[1]), APEX_SD_MM, "detected"),
        "navicular": (NAVICULAR_X * length, float(apex[1]), RATIO_SD_MM, "ratio"),
        "cuboid": (CUBOID_XY[0] * length, CUBOID_XY[1] * length, RATIO_SD_MM, "ratio"),
        **{name: (float(tip[0]), float(tip[1]), TOE_SD_MM, "detected") for name, tip in toes.items()},
    }
    heights = {"pternion": float(rear[2]), "arch_apex": float(apex[2])}
    heights |= {name: float(tip[2]) for name, tip in toes.items()}
    found = {}
    for name, (x, y, sd, source) in places.items():
        xy = given.get(name, (x, y))
        below = _height(plantar, xy)
        z = heights.get(name, below) if name not in given else below
        if np.isfinite(z):
            found[name] = _mark(given.get(name), (x, y, z), sd, source)
    return found


def _height(plantar: PlantarMap, place: tuple[float, float]) -> float:
    """Return the plantar skin's height at a place; over a hole that of the nearest skin within 15 mm, else NaN."""
    z = float(plantar.grid.sample_linear(plantar.z_mm, np.array([place[0]]), np.array([place[1]]))[0])
    if np.isfinite(z):
        return z
    near_x = np.flatnonzero(np.abs(plantar.grid.x_mm[:, 0] - place[0]) <= NEAR_MM)
    near_y = np.flatnonzero(np.abs(plantar.grid.y_mm[0] - place[1]) <= NEAR_MM)
    if len(near_x) == 0 or len(near_y) == 0:
        return float("nan")
    around = np.ix_(near_x, near_y)
    away = np.hypot(plantar.grid.x_mm[near_x] - place[0], plantar.grid.y_mm[:, near_y] - place[1])
    skin = plantar.z_mm[around]
    away = np.where(np.isfinite(skin), away, np.inf)
    nearest = np.unravel_index(int(np.argmin(away)), away.shape)
    return float(skin[nearest]) if away[nearest] <= NEAR_MM else float("nan")


def _toe_tips(samples: Samples, length_mm: float) -> dict[str, FloatArray]:
    """Return the foremost skin points (3,) of the great and of the second toe."""
    tips = {}
    for name, (low, high) in TOES_Y.items():
        y = samples.points[:, 1] / length_mm
        ahead = samples.points[:, 0] > 0.8 * length_mm
        tip = extreme(samples.where(ahead & (y > low) & (y < high)), 0, 1, radius_mm=TOE_PATCH * length_mm)
        if tip is not None:
            tips[name] = tip.point
    return tips


def _mark(
    given: tuple[float, float] | None,
    found: tuple[float, float, float],
    sd_mm: float,
    source: Source,
) -> Landmark:
    """Return a landmark at its given place, at the found height; else as it was found."""
    if given is not None:
        return Landmark(x_mm=given[0], y_mm=given[1], z_mm=found[2], sd_mm=GIVEN_SD_MM, source="given")
    return Landmark(x_mm=found[0], y_mm=found[1], z_mm=found[2], sd_mm=sd_mm, source=source)
