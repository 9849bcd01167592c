"""Skin. FootShape, points -> a field that is positive inside the foot; drawn in fractions of foot length.

All tables are proportions chosen by hand for this model. They describe no person and no other mesh.
"""

import numpy as np
from scipy.interpolate import PchipInterpolator

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise, smooth_max, smooth_min
from scans.shape import BALL_RATIO, HEEL_RATIO, FootShape

# The foot's body from heel to ball. At each x: lateral and medial edge, their heights, the crest's y and z.
_STATIONS = np.array(
    [
        # x     y_lat    y_med   z_lat  z_med  y_crest z_crest
        (0.15, -0.1225, 0.1225, 0.085, 0.085, 0.010, 0.300),
        (0.22, -0.1310, 0.1270, 0.085, 0.110, 0.012, 0.330),
        (0.30, -0.1430, 0.1260, 0.080, 0.130, 0.018, 0.350),
        (0.38, -0.1580, 0.1280, 0.075, 0.140, 0.022, 0.335),
        (0.45, -0.1740, 0.1340, 0.065, 0.138, 0.026, 0.298),
        (0.52, -0.1890, 0.1440, 0.058, 0.120, 0.032, 0.253),
        (0.58, -0.2000, 0.1560, 0.052, 0.095, 0.042, 0.218),
        (0.635, -0.207, 0.1680, 0.048, 0.072, 0.055, 0.185),
        (0.69, -0.2030, 0.1765, 0.045, 0.058, 0.070, 0.155),
        (0.73, -0.1960, 0.1780, 0.042, 0.052, 0.080, 0.135),
        (0.78, -0.1860, 0.1720, 0.040, 0.050, 0.088, 0.118),
        (0.84, -0.1800, 0.1650, 0.040, 0.048, 0.092, 0.105),
    ]
)
# The ankle and leg. At each z: rear and front edge, lateral and medial edge.
_LEVELS = np.array(
    [
        # z    x_rear x_front  y_lat   y_med
        (0.06, 0.030, 0.330, -0.105, 0.108),
        (0.12, 0.012, 0.400, -0.103, 0.112),
        (0.18, 0.012, 0.420, -0.097, 0.112),
        (0.24, 0.022, 0.420, -0.092, 0.118),
        (0.30, 0.038, 0.405, -0.092, 0.124),
        (0.38, 0.052, 0.375, -0.090, 0.120),
        (0.46, 0.058, 0.355, -0.092, 0.116),
    ]
)
# Each toe: knuckle, middle, end joint, pulp as x, y, z, radius.
_TOES = np.array(
    [
        [(0.727, 0.100, 0.052, 0.045), (0.800, 0.105, 0.050, 0.040), (0.875, 0.105, 0.041, 0.040), (0.954, 0.102, 0.034, 0.042)],
        [(0.760, 0.012, 0.060, 0.034), (0.865, 0.012, 0.055, 0.028), (0.925, 0.010, 0.036, 0.027), (0.955, 0.008, 0.026, 0.028)],
        [(0.740, -0.048, 0.056, 0.032), (0.835, -0.050, 0.050, 0.027), (0.885, -0.052, 0.034, 0.026), (0.915, -0.053, 0.025, 0.027)],
        [(0.705, -0.100, 0.050, 0.031), (0.790, -0.105, 0.046, 0.0265), (0.838, -0.108, 0.032, 0.026), (0.866, -0.110, 0.0245, 0.0265)],
        [(0.655, -0.150, 0.046, 0.031), (0.735, -0.160, 0.043, 0.027), (0.780, -0.164, 0.031, 0.0265), (0.806, -0.166, 0.0245, 0.027)],
    ]
)  # fmt: skip
MTH = np.array([(0.727, 0.080), (0.742, 0.0), (0.724, -0.053), (0.689, -0.105), (0.634, -0.152)])
_CROWD = np.array([1.0, 0.65, 0.40, 0.22, 0.10])
_MALLEOLI = np.array([(0.255, 0.100, 0.300, 0.036), (0.205, -0.076, 0.255, 0.034)])
_MT1_SPLAY_DEG = 7.0


def field(shape: FootShape, points_mm: FloatArray) -> FloatArray:
    """Return (n,) a value in mm, positive inside the skin, about a distance near it; points (n, 3) in the foot frame."""
    x, y, z = _neutral(shape, points_mm)
    solid = smooth_max(_body(x, y, z), _leg(x, y, z), 0.06)
    for cx, cy, cz, r in _MALLEOLI:
        ball = r - np.sqrt((x - cx) ** 2 + (y - cy) ** 2 + (z - cz) ** 2)
        solid = smooth_max(solid, ball, 0.05)
    solid = smooth_max(solid, _toes(shape, x, y, z), 0.030)
    solid = smooth_min(solid, z - sole(shape, x, y), 0.016)
    return shape.foot_length_mm * np.minimum(solid, shape.ankle_height_mm / shape.foot_length_mm - z)


def sole(shape: FootShape, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the height of the plantar skin before its edges are rounded; all in fractions of length."""
    bare = 0.014 * _crown(x, y) + shape.arch_height_mm / shape.foot_length_mm * arch(shape, x, y)
    front = rise(x, *_front(y))
    if shape.load == "unloaded":
        return bare - 0.05 * front
    pressed = smooth_max(bare - 0.010, 0.0012 * np.clip(bare / 0.010, 0, 1), 0.004)
    return pressed * (1 - front)


def arch(shape: FootShape, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the medial arch, about 1 at its apex on the line of measurement; the higher, the narrower the isthmus."""
    ratio = shape.arch_height_mm / shape.foot_length_mm
    along = rise(x, 0.17, 0.44) * (1 - rise(x, 0.46, 0.71))
    inner = 0.06 - 1.4 * ratio
    t = np.clip((y - inner) / (0.068 - inner), 0, None)
    lateral = 0.12 * along * rise(-y, -inner, 0.10)
    return along * t**1.6 / (1 + 0.12 * t**1.6) + 0 * lateral


def _crown(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return 0 under the weight-bearing pads, towards 1 away from them."""
    rest = np.ones(np.broadcast(x, y).shape)
    pads = (
        (0.14, 0.0, 0.11, 0.085, 1.0), (*MTH[0], 0.07, 0.07, 1.0), (*MTH[4], 0.07, 0.06, 1.0), (0.715, -0.03, 0.07, 0.09, 0.8),
    )  # fmt: skip
    for cx, cy, sx, sy, depth in pads:
        rest = rest * (1 - depth * np.exp(-(((x - cx) / sx) ** 2) - ((y - cy) / sy) ** 2))
    column = y + 0.075 + 0.25 * (x - 0.30)
    return rest * (1 - 0.75 * np.exp(-((column / 0.05) ** 2)) * rise(x, 0.15, 0.3) * (1 - rise(x, 0.6, 0.7)))


def _front(y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return where the body begins and ends to round off in front: an oblique line ahead of the heads."""
    line = PchipInterpolator(
        [-0.21, -0.16, -0.105, -0.05, 0.0, 0.09, 0.19], [0.62, 0.645, 0.69, 0.724, 0.742, 0.74, 0.70]
    )
    start = line(np.clip(y, -0.21, 0.19)) + 0.01
    return start, start + 0.09


def _body(x: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    """Return the field of the foot from heel to ball: sections of four superellipse quadrants about the crest."""
    lat, med, z_lat, z_med, crest, top = PchipInterpolator(_STATIONS[:, 0], _STATIONS[:, 1:])(np.clip(x, 0.15, 0.84)).T
    inner = y > crest
    wide = np.where(inner, med, lat) - crest
    level = np.where(inner, z_med, z_lat)
    above = z > level
    tall = np.where(above, top - level, level + 0.020)
    power = np.where(above, np.where(inner, 2.2, 1.7), 3.2)
    v, w = np.abs((y - crest) / wide), np.abs((z - level) / tall)
    around = (v**power + w**power) ** (1 / power)
    start, end = _front(y)
    ends = np.clip((0.15 - x) / 0.15, 0, None) + np.clip((x - start) / (end - start), 0, None)
    return 0.10 * (1 - np.sqrt(around**2 + ends**2))


def _leg(x: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    """Return the field of ankle and leg: level sections, narrow behind (Achilles tendon), round in front."""
    rear, front, lat, med = PchipInterpolator(_LEVELS[:, 0], _LEVELS[:, 1:])(np.clip(z, 0.06, 0.46)).T
    middle = rear + 0.55 * (front - rear)
    ahead, centre = x > middle, (lat + med) / 2
    u = np.abs(x - middle) / np.where(ahead, front - middle, middle - rear)
    v = np.abs(y - centre) / ((med - lat) / 2)
    power = np.where(ahead, 2.2, 1.8)
    around = (u**power + v**power) ** (1 / power)
    return 0.11 * (1 - np.sqrt(around**2 + np.clip((0.10 - z) / 0.06, 0, None) ** 2))


def _toes(shape: FootShape, x: FloatArray, y: FloatArray, z: FloatArray) -> FloatArray:
    """Return the field of the five toes: chains of tapered capsules that touch without merging."""
    p = np.column_stack([x, y, z])
    toes = None
    for toe in bent_toes(shape):
        one = None
        for a, b in zip(toe[:-1], toe[1:], strict=True):
            axis = b[:3] - a[:3]
            t = np.clip((p - a[:3]) @ axis / (axis @ axis), 0, 1)
            d = a[3] + t * (b[3] - a[3]) - np.sqrt(((p - a[:3] - t[:, None] * axis) ** 2).sum(1))
            one = d if one is None else smooth_max(one, d, 0.015)
        toes = one if toes is None else smooth_max(toes, one, 0.006)
    return toes


def bent_toes(shape: FootShape) -> FloatArray:
    """Return the toes (5, 4, 4) with the hallux turned to its valgus angle; the others give way."""
    toes = _TOES.copy()
    turn = np.radians(shape.hallux_valgus_deg - _MT1_SPLAY_DEG)
    for k, share in enumerate(_CROWD):
        arm = toes[k, :, 0] - toes[k, 0, 0]
        give = share if shape.hallux_valgus_deg > 10 or k == 0 else 0
        base = np.radians(10 - _MT1_SPLAY_DEG)
        angle = turn if k == 0 else give * (turn - base)
        toes[k, :, 1] -= arm * np.tan(angle)
    return toes


def _neutral(shape: FootShape, points_mm: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the points in the unscaled, unsheared foot: widths, ball angle and eversion are taken out."""
    x, y, z = (points_mm / shape.foot_length_mm).T
    y = y + np.tan(np.radians(shape.eversion_deg)) * -np.clip(z, 0, None) * (1 - rise(x, 0.30, 0.60))
    y = y / breadth(shape, x)
    return x - slant(shape, y) * rise(x, 0.30, 0.60), y, z


def breadth(shape: FootShape, x: FloatArray) -> FloatArray:
    """Return the factor on widths along the foot: heel and ball are scaled each on its own."""
    heel = shape.heel_width_mm / shape.foot_length_mm / HEEL_RATIO
    ball = shape.ball_width_mm / shape.foot_length_mm / BALL_RATIO
    return heel + (ball - heel) * rise(x, 0.18, 0.58)


def slant(shape: FootShape, y: FloatArray) -> FloatArray:
    """Return how far forward the ordered ball angle moves a neutral point of the forefoot."""
    asked = shape.ball_width_mm / shape.foot_length_mm * np.tan(np.radians(shape.ball_angle_deg))
    return (MTH[0, 0] - MTH[4, 0] - asked) * np.clip((MTH[0, 1] - y) / (MTH[0, 1] - MTH[4, 1]), -0.2, 1.2)
