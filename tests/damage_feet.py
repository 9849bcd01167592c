"""Damage feet. demo, shared, drawn and real feet -> skins in their true frames with what is true of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

import numpy as np

from orthogen import pipeline
from orthogen.anatomy.surface import Surface, face_pieces
from orthogen.intake import read_scan
from orthogen.kernel.field import rise
from orthogen.records.foot import Load, Side
from scans.parametric_foot import FootShape, synthetic_foot
from tests.damage import Skin
from tests.feet import SHARED

DEMO = Path(__file__).absolute().parents[1] / "scans"
DEMO_FEET = ("right_normal", "left_normal", "right_flat", "left_high_arch", "child_right")
SHARED_FEET = (
    "adult_left_planus.ply", "adult_right_normal.stl", "adult_left_cavus.stl", "child_right_flexible_flat.obj",
    "adult_right_hallux_valgus.ply", "adult_left_wide_with_leg.glb", "adult_left_inch_inverted.stl",
)  # fmt: skip
BALL_LENGTH = (0.33, 0.47)  # ball width over length, ball over heel width: what whole populations span
BALL_HEEL = (1.30, 1.90)
REAL_FEET: tuple[Literal["left", "right"], ...] = ("left", "right")
# Feet that are drawn for a sweep: some seconds each. Widths as factors of the mean ones of FootShape.sized.
DRAWN: tuple[tuple[float, float, float, Mapping[str, Any]], ...] = (
    (255.0, 1.00, 1.00, {"arch_height_mm": 2.5}),
    (232.0, 0.90, 1.10, {"arch_height_mm": 8.0, "load": "unloaded"}),
    (274.0, 1.10, 0.92, {"arch_height_mm": 20.0, "hallux_valgus_deg": 28.0}),
    (298.0, 1.05, 1.05, {"arch_height_mm": 15.0, "ankle_height_mm": 118.0, "load": "unloaded"}),
    (150.0, 1.12, 1.08, {"arch_height_mm": 3.0, "eversion_deg": 8.0}),
    (245.0, 0.88, 0.88, {"arch_height_mm": 25.0, "load": "unloaded"}),
    (318.0, 0.95, 1.00, {"arch_height_mm": 11.0, "eversion_deg": -4.0}),
    (205.0, 1.06, 0.94, {"arch_height_mm": 6.0, "hallux_valgus_deg": 3.0}),
)


@dataclass(frozen=True, kw_only=True)
class Truth:
    """What is true of a foot, mm; None where nobody knows."""

    side: Side
    load: Load
    length_mm: float
    ball_width_mm: float
    heel_width_mm: float
    arch_mm: float | None


@dataclass(frozen=True, kw_only=True)
class TrueFoot:
    """A foot in its true frame: the canonical right one, a left foot mirrored."""

    name: str
    skin: Skin
    truth: Truth


@cache
def feet(*, drawn: bool) -> tuple[TrueFoot, ...]:
    """Return the demo feet, those of the shared folder if it is there, and the drawn ones if asked for."""
    found = [_demo(name) for name in DEMO_FEET]
    if (SHARED / "scans").is_dir():
        found += [_shared(file) for file in SHARED_FEET] + list(_shared_pair()) + [_real(side) for side in REAL_FEET]
    if drawn:
        found += [_drawn(k) for k in range(len(DRAWN))]
    return tuple(found)


def reshaped(foot: TrueFoot, *, length_mm: float, ball: float, heel: float, height: float) -> TrueFoot:
    """Return the foot scaled to a length, its ball, heel and heights then multiplied by the factors given.

    As far as a human foot goes: the widths stay within BALL_LENGTH and BALL_HEEL.
    """
    scale = length_mm / foot.truth.length_mm
    own_ball, own_heel = (
        foot.truth.ball_width_mm / foot.truth.length_mm,
        foot.truth.heel_width_mm / foot.truth.length_mm,
    )
    ball = float(np.clip(ball, BALL_LENGTH[0] / own_ball, BALL_LENGTH[1] / own_ball))
    widths = own_heel / own_ball / ball
    heel = float(np.clip(heel, 1 / BALL_HEEL[1] / widths, 1 / BALL_HEEL[0] / widths))
    x, y, z = (foot.skin.points * scale).T
    across = heel + (ball - heel) * rise(x / length_mm, 0.2, 0.5)
    points = np.column_stack([x, y * across, z * height])
    truth = replace(
        foot.truth,
        length_mm=length_mm,
        ball_width_mm=foot.truth.ball_width_mm * scale * ball,
        heel_width_mm=foot.truth.heel_width_mm * scale * heel,
        arch_mm=None if foot.truth.arch_mm is None else foot.truth.arch_mm * scale * height,
    )
    what = f"{length_mm:.0f} mm long, ball × {ball:.2f}, heel × {heel:.2f}, height × {height:.2f}"
    return TrueFoot(name=foot.name, skin=foot.skin.told(points, foot.skin.faces, what), truth=truth)


def _demo(name: str) -> TrueFoot:
    scan = read_scan(DEMO / f"{name}.stl")
    told = json.loads((DEMO / "truth" / f"{name}.json").read_text())
    return _told(name, Surface(scan.points, scan.faces), told, told["arch_height_mm"])


def _shared(file: str) -> TrueFoot:
    scan, name = read_scan(SHARED / "scans" / file), file.split(".")[0]
    told = json.loads((SHARED / "scans" / "truth" / f"{name}.json").read_text())
    return _told(name, Surface(scan.points, scan.faces), told, told["arch_apex_mm"][2])


def _shared_pair() -> tuple[TrueFoot, ...]:
    """Return both feet of the shared pair, each piece going to the foot in whose frame it lies on the axis."""
    scan = read_scan(SHARED / "scans" / "adult_pair_both_feet.stl")
    told = json.loads((SHARED / "scans" / "truth" / "adult_pair_both_feet.json").read_text())
    surface = Surface(scan.points, scan.faces)
    label = face_pieces(surface)
    largest = np.argsort(-np.bincount(label))[:2]
    found = []
    for one in told["feet"]:
        frame = np.array(one["canonical_from_file"])
        parts = [surface.of_faces(label == number) for number in largest]
        mine = min(parts, key=lambda part: abs(float(part.in_frame(frame).points[:, 1].mean())))
        found.append(_told(f"adult_pair_{one['side']}", mine, one, one["arch_apex_mm"][2]))
    return tuple(found)


def _told(name: str, surface: Surface, told: dict[str, Any], arch_mm: float) -> TrueFoot:
    """Return a foot whose record says where it lies; a scan that is inside out is turned."""
    upright = surface.in_frame(np.array(told["canonical_from_file"]))
    high = upright.corners[:, :, 2].min(axis=1) > 8
    inverted = float((upright.areas * upright.normals[:, 2])[high].sum()) < 0
    skin = Skin(upright.points, upright.faces[:, ::-1] if inverted else upright.faces, (name,))
    truth = Truth(
        side=told["side"],
        load="standing" if told["weight_bearing"] else "unloaded",
        length_mm=told["foot_length_mm"],
        ball_width_mm=told["ball_width_mm"],
        heel_width_mm=told["heel_width_mm"],
        arch_mm=arch_mm,
    )
    return TrueFoot(name=name, skin=skin, truth=truth)


def _real(side: Literal["left", "right"]) -> TrueFoot:
    """Return a real foot; only its side is known, frame and measures are those found on the undamaged scan."""
    name = f"dupont_{side}_foot_metre_Zup"
    scan = read_scan(SHARED / "scans" / f"{name}.stl")
    (foot,) = pipeline.see(scan, side=side)
    upright = Surface(scan.points, scan.faces).in_frame(foot.foot_from_file)
    truth = Truth(
        side=side, load="standing", length_mm=foot.foot_length_mm, ball_width_mm=foot.ball_width_mm,
        heel_width_mm=foot.heel_width_mm, arch_mm=None,
    )  # fmt: skip
    return TrueFoot(name=name, skin=Skin(upright.points, upright.faces, (name,)), truth=truth)


def _drawn(k: int) -> TrueFoot:
    length, ball, heel, given = DRAWN[k]
    mean = FootShape.sized(length)
    shape = replace(mean, ball_width_mm=ball * mean.ball_width_mm, heel_width_mm=heel * mean.heel_width_mm, **given)
    foot = synthetic_foot(shape)
    truth = Truth(
        side="right", load=shape.load, length_mm=foot.measures.foot_length_mm,
        ball_width_mm=foot.measures.ball_width_mm, heel_width_mm=foot.measures.heel_width_mm,
        arch_mm=foot.measures.arch_height_mm,
    )  # fmt: skip
    return TrueFoot(name=f"drawn_{k}", skin=Skin(foot.points_mm, foot.faces, (f"drawn_{k}",)), truth=truth)
