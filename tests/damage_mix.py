"""Damage mix. seed and number -> one damaged scan with what is true of it; the same in every run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.frame import MIRROR_Y, composed
from orthogen.records.foot import Kind
from orthogen.records.scan import MM_PER_UNIT, Scan, Unit
from tests.damage import (
    Skin,
    clustered,
    decimated,
    double_walled,
    doubled,
    hole_places,
    holed,
    islands,
    noisy,
    placed,
    pose,
    refined,
    rewound,
    spiked,
)
from tests.damage_cuts import Loss, cropped, loss, low_part, plane
from tests.damage_feet import TrueFoot, Truth, feet, reshaped
from tests.damage_kinds import cloud, floored, impression, pair

Chance = np.random.Generator
UNITS: tuple[Unit, ...] = ("mm", "cm", "m", "in")
NO_LOSS = Loss(0.0, 0.0)
CM_OR_INCH_MM = 134.0  # a shorter foot in centimetres may be a long one in inches: such files say their unit


@dataclass(frozen=True, kw_only=True)
class Variant:
    """A damaged scan. truths: one foot, or right and left of a pair. missing: the names of cropped parts."""

    name: str
    group: str
    scan: Scan
    unit: Unit
    kind: Kind
    truths: tuple[Truth, ...]
    feet_from_file: tuple[FloatArray, ...]
    missing: tuple[str, ...]
    lost: Loss
    done: tuple[str, ...]


@dataclass(frozen=True)
class _Made:
    """A skin on its way: the frames file ← foot are still those of the true foot."""

    skin: Skin
    truth: Truth
    kind: Kind = "whole_foot"
    missing: tuple[str, ...] = ()
    lost: Loss = NO_LOSS


def variant(seed: int, number: int, *, drawn: bool = False, most_faces: int = 2_000_000) -> Variant:
    """Return variant `number` of a seed: its group by its number, everything else by chance.

    drawn: take the drawn feet too, which cost some seconds each. most_faces: how far a mesh may be refined.
    """
    rng = np.random.default_rng([seed, number])
    group = list(GROUPS)[number % len(GROUPS)]
    foot = _foot(rng, drawn)
    if group == "pair":
        return _pair(rng, f"{seed}/{number}", foot, _foot(rng, drawn))
    made = GROUPS[group](rng, foot, most_faces)
    side: Literal["left", "right"] = "left" if rng.random() < 0.5 else "right"
    frame = _anywhere(rng, side)
    return _finished(
        rng, f"{seed}/{number}", group, placed(made.skin, frame), made,
        truths=(replace(made.truth, side=side),), frames=(frame,),
    )  # fmt: skip


def _foot(rng: Chance, drawn: bool) -> TrueFoot:
    """Return a foot of any length, 5 in 6 between 205 and 295 mm, and proportions within 12 % of its own."""
    every = feet(drawn=drawn)
    foot = every[rng.integers(len(every))]
    length = rng.uniform(120, 320) if rng.random() < 1 / 6 else rng.uniform(205, 295)
    ball, heel, height = rng.uniform(0.88, 1.12), rng.uniform(0.88, 1.12), rng.uniform(0.9, 1.1)
    return reshaped(foot, length_mm=float(length), ball=float(ball), heel=float(heel), height=float(height))


def _anywhere(rng: Chance, side: str) -> FloatArray:
    """Return a frame file ← foot: half of the scans lie anyhow, half stand nearly upright."""
    frame = pose(rng, tilt_deg=None if rng.random() < 0.5 else 8.0)
    return composed(frame, MIRROR_Y) if side == "left" else frame


def _finished(
    rng: Chance, name: str, group: str, skin: Skin, made: _Made, *, truths: tuple[Truth, ...],
    frames: tuple[FloatArray, ...],
) -> Variant:  # fmt: skip
    """Return the variant in a unit that three of ten files declare."""
    unit = UNITS[rng.integers(len(UNITS))]
    small = unit == "cm" and min(truth.length_mm for truth in truths) < CM_OR_INCH_MM
    declared = rng.random() < 0.3 or small
    scan = Scan(
        name=name.replace("/", "_"), format="stl", sha256="", points=frozen(skin.points / MM_PER_UNIT[unit]),
        faces=frozen(skin.faces, np.int64), unit=unit if declared else None,
        unit_source="given" if declared else None, findings=(),
    )  # fmt: skip
    to_mm = np.diag([MM_PER_UNIT[unit]] * 3 + [1.0])
    return Variant(
        name=name, group=group, scan=scan, unit=unit, kind=made.kind, truths=truths,
        feet_from_file=tuple(composed(np.linalg.inv(frame), to_mm) for frame in frames),
        missing=made.missing, lost=made.lost,
        done=(*skin.done, f"{truths[0].side}", f"{unit}{' declared' if declared else ''}"),
    )  # fmt: skip


def _pair(rng: Chance, name: str, one: TrueFoot, other: TrueFoot) -> Variant:
    """Return two feet of nearly one length in one file, half of them on a floor."""
    length = one.truth.length_mm * rng.uniform(0.97, 1.03)
    other = reshaped(other, length_mm=float(length), ball=1.0, heel=1.0, height=1.0)
    right, left = (_mild(rng, foot.skin) for foot in (one, other))
    toe_out = (float(rng.uniform(-15, 15)), float(rng.uniform(-15, 15)))
    both, frames = pair(right, left, gap_mm=float(rng.uniform(15, 120)), toe_out_deg=toe_out)
    floor = rng.random()
    if floor < 0.5:
        both = floored(both, rng, margin_mm=40.0, attached=bool(floor < 0.25))
    anywhere = pose(rng, tilt_deg=None if rng.random() < 0.5 else 8.0)
    truths = (replace(one.truth, side="right"), replace(other.truth, side="left"))
    made = _Made(both, one.truth)
    return _finished(
        rng, name, "pair", placed(both, anywhere), made, truths=truths,
        frames=tuple(composed(anywhere, frame) for frame in frames),
    )  # fmt: skip


def _mild(rng: Chance, skin: Skin) -> Skin:
    """Return the skin with the noise of a good scanner."""
    return noisy(skin, rng, sd_mm=float(rng.uniform(0.02, 0.3)), wave_mm=float(rng.choice([0.0, 8.0, 15.0])))


def _plain(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    return _Made(_mild(rng, foot.skin), foot.truth)


def _rough(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    sd, wave = float(rng.uniform(0.4, 0.6)), float(rng.choice([0.0, 8.0, 15.0]))
    return _Made(noisy(foot.skin, rng, sd_mm=sd, wave_mm=wave), foot.truth)


def _radius(rng: Chance, foot: TrueFoot, least: float, most: float) -> float:
    """Return the radius of a hole, given for a foot of 250 mm: what a camera cannot see grows with the foot."""
    return float(rng.uniform(least, most) * foot.truth.length_mm / 250)


def _hole_at_heel(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    place = hole_places(foot.truth.length_mm)["at the back of the heel"] + rng.uniform(-0.02, 0.02, 3)
    return _Made(
        holed(_mild(rng, foot.skin), rng, at=place, radius_mm=_radius(rng, foot, 6, 15), name="heel"), foot.truth
    )


def _holes(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    skin = _mild(rng, foot.skin)
    places = hole_places(foot.truth.length_mm)
    for name in rng.choice([*places][1:], rng.integers(1, 4), replace=False):
        skin = holed(skin, rng, at=places[name], radius_mm=_radius(rng, foot, 4, 14), name=str(name))
    return _Made(skin, foot.truth)


def _many_holes(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    skin = _mild(rng, foot.skin)
    for _ in range(rng.integers(4, 12)):
        at = skin.points[rng.integers(len(skin.points))]
        skin = holed(skin, rng, at=at, radius_mm=_radius(rng, foot, 2, 9), name="anywhere")
    return _Made(skin, foot.truth)


def _thinned(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    skin = _mild(rng, foot.skin)
    if rng.random() < 0.2:
        return _Made(clustered(skin, float(rng.uniform(3, 6))), foot.truth)
    return _Made(decimated(skin, int(rng.choice([3000, 5000, 10_000]))), foot.truth)


def _refined(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    goal = 1_500_000 if rng.random() < 0.1 else 250_000
    return _Made(refined(_mild(rng, foot.skin), min(goal, most_faces // 4)), foot.truth)


def _winding(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    skin = rewound(_mild(rng, foot.skin), rng, share=float(rng.choice([1.0, 0.5, 0.2])))
    return _Made(doubled(skin, rng, share=0.004) if rng.random() < 0.5 else skin, foot.truth)


def _on_floor(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    margin, attached = float(rng.uniform(15, 60)), bool(rng.random() < 0.5)
    return _Made(floored(_mild(rng, foot.skin), rng, margin_mm=margin, attached=attached), foot.truth)


def _messy(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    skin = _mild(rng, foot.skin)
    if rng.random() < 0.4:
        return _Made(double_walled(skin, float(rng.uniform(0.5, 2))), foot.truth)
    return _Made(islands(spiked(skin, rng, count=25, most_mm=30.0), rng, count=6), foot.truth)


def _sole(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    return _Made(_mild(rng, low_part(foot.skin, float(rng.uniform(14, 25)))), foot.truth, kind="sole")


def _cloud(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    points = cloud(foot.skin, rng, count=int(rng.integers(15_000, 100_000)), floor=bool(rng.random() < 0.5))
    return _Made(_mild(rng, points), foot.truth, kind="cloud")


def _impression(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
    depth, slump, box = float(rng.uniform(20, 30)), float(rng.uniform(1, 2)), bool(rng.random() < 0.3)
    return _Made(
        _mild(rng, impression(foot.skin, depth_mm=depth, slump_mm=slump, box=box)), foot.truth, kind="impression"
    )


def crop_toes(rng: Chance, foot: TrueFoot) -> Skin:
    """Return the foot with its toes cut off square, at 0.97 to 0.80 of its length."""
    return _cut(rng, foot, foot.skin, "toes", at=rng.uniform(0.80, 0.97))


def crop_heel(rng: Chance, foot: TrueFoot) -> Skin:
    """Return the foot with its heel cut off square, at 0.02 to 0.20 of its length."""
    return _cut(rng, foot, foot.skin, "heel", at=rng.uniform(0.02, 0.20))


def crop_half(rng: Chance, foot: TrueFoot) -> Skin:
    """Return only the forefoot, or only the rearfoot."""
    if rng.random() < 0.5:
        return _cut(rng, foot, foot.skin, "toes", at=rng.uniform(0.45, 0.80))
    return _cut(rng, foot, foot.skin, "heel", at=rng.uniform(0.20, 0.55))


def crop_strip(rng: Chance, foot: TrueFoot) -> Skin:
    """Return the foot without a strip along a side, or only a strip."""
    where, at = str(rng.choice(["medial", "lateral"])), rng.uniform(-0.02, 0.10)
    return _cut(rng, foot, foot.skin, where, at=at if where == "medial" else -at)


def crop_oblique(rng: Chance, foot: TrueFoot) -> Skin:
    """Return the foot with an end cut off by a plane turned by 30° or 45°, or tipped by 30°."""
    where = str(rng.choice(["toes", "toes", "heel"]))
    yaw, lean = (
        (float(rng.choice([-45, -30, 30, 45])), 0.0) if rng.random() < 0.6 else (0.0, float(rng.choice([-30, 30])))
    )
    at = rng.uniform(0.70, 0.92) if where == "toes" else rng.uniform(0.06, 0.20)
    return _cut(rng, foot, foot.skin, where, at=at, yaw_deg=yaw, lean_deg=lean)


def crop_both(rng: Chance, foot: TrueFoot) -> Skin:
    """Return the foot with both ends cut off square."""
    skin = _cut(rng, foot, foot.skin, "toes", at=rng.uniform(0.75, 0.95))
    return _cut(rng, foot, skin, "heel", at=rng.uniform(0.04, 0.20))


def _cut(
    rng: Chance, foot: TrueFoot, skin: Skin, where: str, *, at: float, yaw_deg: float = 0.0, lean_deg: float = 0.0
) -> Skin:
    through, away = plane(foot.truth.length_mm, where, at=at, yaw_deg=yaw_deg, lean_deg=lean_deg)
    name = f"{where} cut at {at:.3f} L, yaw {yaw_deg:.0f}°, lean {lean_deg:.0f}°"
    return cropped(skin, through, away, capped=bool(rng.random() < 0.5), name=name)


def _crop(
    part: Callable[[Chance, TrueFoot], Skin], missing: tuple[str, ...]
) -> Callable[[Chance, TrueFoot, int], _Made]:
    """Return a group of cropped scans: of four, one is made a sole or a cloud."""

    def made(rng: Chance, foot: TrueFoot, most_faces: int) -> _Made:
        skin = part(rng, foot)
        lost, kind = loss(foot.skin, skin, foot.truth.length_mm), rng.random()
        if kind < 0.15:
            return _Made(_mild(rng, low_part(skin, float(rng.uniform(14, 25)))), foot.truth, "sole", missing, lost)
        if kind < 0.25:
            points = cloud(skin, rng, count=int(rng.integers(15_000, 60_000)), floor=bool(rng.random() < 0.3))
            return _Made(_mild(rng, points), foot.truth, "cloud", missing, lost)
        return _Made(_mild(rng, skin), foot.truth, "whole_foot", missing, lost)

    return made


GROUPS: Mapping[str, Callable[[Chance, TrueFoot, int], _Made]] = {
    "plain": _plain, "rough": _rough, "hole at the heel": _hole_at_heel, "holes": _holes, "many holes": _many_holes,
    "thinned": _thinned, "refined": _refined, "winding": _winding, "floor": _on_floor, "messy": _messy,
    "sole": _sole, "cloud": _cloud, "impression": _impression, "pair": _plain,
    "crop toes": _crop(crop_toes, ("toes",)), "crop heel": _crop(crop_heel, ("heel",)),
    "crop half": _crop(crop_half, ("half",)), "crop strip": _crop(crop_strip, ("side",)),
    "crop oblique": _crop(crop_oblique, ("end",)), "crop both": _crop(crop_both, ("toes", "heel")),
}  # fmt: skip
