"""Skin. FootShape, points -> a field that is positive inside the foot: a smooth union of swept and round parts.

Inside, everything is drawn in fractions of foot length with the tables of `scans.proportions`.
"""

from functools import reduce
from itertools import pairwise

import numpy as np
from scipy.interpolate import PchipInterpolator

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise, smooth_max, smooth_min
from scans.proportions import (
    BALL_RATIO,
    CROWD,
    FLATNESS,
    HEADS,
    HEEL_RATIO,
    LEVELS,
    MALLEOLI,
    MT1_SPLAY_DEG,
    PADS,
    STATIONS,
    TOES,
    WEB,
)  # fmt: skip
from scans.shape import FootShape

_section = PchipInterpolator(STATIONS[:, 0], STATIONS[:, 1:])
_level = PchipInterpolator(LEVELS[:, 0], LEVELS[:, 1:])
_web = PchipInterpolator(WEB[:, 0], WEB[:, 1])


def field(shape: FootShape, points_mm: FloatArray) -> FloatArray:
    """Return (n,) mm, positive inside the skin and near it about a distance; points (n, 3) in the foot frame."""
    x, y, z = _neutral(shape, points_mm)
    solid = smooth_max(_body(x, y, z), _leg(x, y, z), 0.06)
    for cx, cy, cz, radius in MALLEOLI:
        bone = radius - np.sqrt((x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2)
        solid = smooth_max(solid, bone, 0.03)
    solid = smooth_max(solid, _toes(shape, x, y, z), 0.030)
    soft = 0.020 + 0.05 * np.clip(arch(shape, x, y), 0, 1)
    solid = smooth_min(solid, z - _sole(shape, x, y), soft)
    return shape.foot_length_mm * solid


def arch(shape: FootShape, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the form of the medial arch, about 1 on the line where its height is measured.

    The higher the arch, the further it reaches to the lateral side: a narrower isthmus (Cavanagh & Rodgers 1987).
    """
    inner = 0.055 - 1.3 * shape.arch_height_mm / shape.foot_length_mm
    across = np.clip((y - inner) / (0.068 - inner), 0, None) ** 1.6
    along = np.exp(-(np.abs((x - 0.44) / np.where(x < 0.44, 0.155, 0.14)) ** 2.4))
    value: FloatArray = along * across * 1.3 / (1 + 0.3 * across)
    return value


def heads(shape: FootShape) -> FloatArray:
    """Return the plan positions (5, 2) of the metatarsal heads as drawn, mm."""
    x = HEADS[:, 0] + _slant(shape, HEADS[:, 1])
    return shape.foot_length_mm * np.column_stack([x, HEADS[:, 1] * breadth(shape, x)])


def breadth(shape: FootShape, x: FloatArray) -> FloatArray:
    """Return the factor on widths along the foot: heel and ball are scaled each on its own."""
    heel = shape.heel_width_mm / shape.foot_length_mm / HEEL_RATIO
    ball = shape.ball_width_mm / shape.foot_length_mm / BALL_RATIO
    return heel + (ball - heel) * rise(x, 0.18, 0.58)


def _neutral(shape: FootShape, points_mm: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the points in the foot as tabled: ordered widths, ball angle and eversion taken out."""
    x, y, z = (points_mm / shape.foot_length_mm).T
    y = y - np.tan(np.radians(shape.eversion_deg)) * np.clip(z, 0, None) * (1 - rise(x, 0.30, 0.60))
    y = y / breadth(shape, x)
    return x - _slant(shape, y) * rise(x, 0.30, 0.60), y, z


def _slant(shape: FootShape, y: FloatArray) -> FloatArray:
    """Return how far forward the ordered ball angle moves a point of the forefoot."""
    asked = shape.ball_width_mm / shape.foot_length_mm * np.tan(np.radians(shape.ball_angle_deg))
    share = (HEADS[0, 1] - y) / (HEADS[0, 1] - HEADS[4, 1])
    value: FloatArray = (HEADS[0, 0] - HEADS[4, 0] - asked) * np.clip(share, -0.2, 1.2)
    return value


def _body(x: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    """Return the field of the foot from heel to ball: sections of four superellipse quadrants about the crest."""
    lat, med, z_lat, z_med, crest, top = _section(np.clip(x, STATIONS[0, 0], STATIONS[-1, 0])).T
    side = rise(y, lat, med)
    level = z_lat + (z_med - z_lat) * side
    above = z > level
    wide = np.where(y > crest, med, lat) - crest
    tall = np.where(above, top - level, level + 0.034 - 0.020 * rise(x, 0.2, 0.8))
    power = np.where(above, 1.7 + 0.5 * side, 3.0 + 0.6 * rise(x, 0.2, 0.5))
    around = (np.abs((y - crest) / wide) ** power + np.abs((z - level) / tall) ** power) ** (1 / power)
    ends = np.clip((0.15 - x) / 0.15, 0, None) + np.clip((x - _front(y)) / 0.09, 0, None)
    blunt = np.where(x < 0.15, 2.5, 2.0)
    value: FloatArray = 0.10 * (1 - (around**blunt + ends**blunt) ** (1 / blunt))
    return value


def _front(y: FloatArray) -> FloatArray:
    return _web(np.clip(y, WEB[0, 0], WEB[-1, 0]))


def _leg(x: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    """Return the field of ankle and leg: level sections, narrow behind (Achilles tendon), round in front."""
    rear, front, lat, med = _level(np.clip(z, LEVELS[0, 0], LEVELS[-1, 0])).T
    middle = rear + 0.55 * (front - rear)
    ahead = x > middle
    u = np.abs(x - middle) / np.where(ahead, front - middle, middle - rear)
    v = np.abs(y - (lat + med) / 2) / ((med - lat) / 2)
    power = np.where(ahead, 2.2, 1.75)
    around = (u**power + v**power) ** (1 / power)
    value: FloatArray = 0.11 * (1 - np.hypot(around, np.clip((0.10 - z) / 0.06, 0, None)))
    return value


def _toes(shape: FootShape, x: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    """Return the field of the five toes: chains of tapered capsules that touch without merging; −1 behind them."""
    near = x > TOES[:, 0, 0].min() - 0.15
    toes = []
    for toe, flatness in zip(_bent_toes(shape), FLATNESS, strict=True):
        joints = toe * (1, 1, 1 / flatness, 1)
        bones = [_capsule(x[near], y[near], z[near] / flatness, a, b) for a, b in pairwise(joints)]
        toes.append(reduce(lambda a, b: smooth_max(a, b, 0.015), bones))
    value = np.full_like(x, -1.0)
    value[near] = reduce(lambda a, b: smooth_max(a, b, 0.008), toes)
    return value


def _capsule(x: FloatArray, y: FloatArray, z: FloatArray, a: FloatArray, b: FloatArray) -> FloatArray:
    """Return the field of a tapered capsule between the balls a and b (x, y, z, radius)."""
    u, v, w = x - a[0], y - a[1], z - a[2]
    i, j, k = b[:3] - a[:3]
    share = np.clip((u * i + v * j + w * k) / (i * i + j * j + k * k), 0, 1)
    gap: FloatArray = np.sqrt((u - share * i) ** 2 + (v - share * j) ** 2 + (w - share * k) ** 2)
    value: FloatArray = a[3] + share * (b[3] - a[3]) - gap
    return value


def _bent_toes(shape: FootShape) -> FloatArray:
    """Return the toes (5, 4, 4): lifted when unloaded, the hallux at its angle; beyond 10° the others give way."""
    turn = np.radians(shape.hallux_valgus_deg - MT1_SPLAY_DEG)
    push = np.radians(max(shape.hallux_valgus_deg, 10.0) - 10.0)
    toes = TOES.copy()
    toes[:, :, 2] += 0.012 if shape.load == "unloaded" else 0.0
    for toe, share in zip(toes, CROWD, strict=True):
        angle = turn if share == 1.0 else share * push
        toe[:, 1] -= (toe[:, 0] - toe[0, 0]) * np.tan(angle)
    return toes


def _sole(shape: FootShape, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the height of the plantar skin before its edges are rounded off.

    Standing, what would lie lower than 2.5 mm of a 255 mm foot is pressed flat, but for about 0.3 mm.
    """
    high = shape.arch_height_mm / shape.foot_length_mm
    swell = 0.024 if shape.load == "unloaded" else 0.006 + 0.2 * min(high, 0.06)
    free = swell * _crown(x, y) + high * arch(shape, x, y)
    toes = rise(x - _front(y), 0.06, 0.12)
    if shape.load == "unloaded":
        value: FloatArray = free - 0.022 * toes
        return value
    pressed = smooth_max(free - 0.010, 0.0012 * np.clip(free / 0.010, 0, 1), 0.006)
    return pressed * (1 - toes)


def _crown(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return 0 under the pads that bear weight, little along the lateral border, towards 1 away from them."""
    rest = np.ones_like(x)
    for cx, cy, along, across, share in PADS:
        rest = rest * (1 - share * np.exp(-(((x - cx) / along) ** 2) - ((y - cy) / across) ** 2))
    border = np.exp(-(((y + 0.075 + 0.25 * (x - 0.30)) / 0.05) ** 2)) * rise(x, 0.15, 0.3) * (1 - rise(x, 0.6, 0.7))
    return rest * (1 - 0.75 * border)
