"""Ground. a foot on a rough plane -> the plane heights count from: contact if it stands, else three lowest points."""

import numpy as np

from orthogen.anatomy.extreme import extreme
from orthogen.anatomy.support import plane_through
from orthogen.anatomy.surface import Samples
from orthogen.anatomy.walking import Walking
from orthogen.kernel.arrays import FloatArray
from orthogen.lazyclass import dataclass
from orthogen.records.foot import Load

CELL_MM = 4.0
CONTACT_BANDS_MM = (2.0, 1.2, 0.8, 0.8)
CONTACT_MM = 0.8
STANDING_RATIO = 0.27
OPEN_RATIO = (0.23, 0.32)  # unloaded feet show up to 0.19, standing ones from 0.43 [E]
PRESSED_MM = 0.2
PATCH_MM = 12.0
OFF_AXIS = 0.05  # keeps the two points of the ball apart, so that the plane through the three is well held
ZONES = (((0.04, 0.27), 0), ((0.55, 0.80), 1), ((0.55, 0.80), -1))


@dataclass(frozen=True)
class Ground:
    """ground_from_walking: rigid frame with z = 0 on the plane. pressed_ratio: share of the sole that lies on it."""

    ground_from_walking: FloatArray
    load: Load
    pressed_ratio: float


def ground(walking: Walking, *, load: Load | None = None) -> Ground:
    """Return the plane on which the records measure height (scans README, "Truth"; pose.md 2.4).

    Unloaded: through the lowest skin under heel and both sides of the ball (radius 12 mm patches, toes never take
    part). Standing, that is more than 27 % of the sole lies within 0.8 mm of one plane: the least-squares plane of
    that contact, lowered by 0.2 mm, since pressed skin scans a little above the ground. Near that limit the plane is
    chosen by it, but the load is unknown. load: given by the user, it wins over that share.
    """
    sole = _sole(walking)
    frame: FloatArray = np.eye(4)
    for _ in range(3):
        corners = _three_lowest(sole.in_frame(frame), walking.length_mm)
        if corners is None:
            break
        frame = _level(frame, *plane_through(corners))
    pressed = _rested(sole, frame)
    cells = _cells(sole.in_frame(pressed))
    ratio = int(np.count_nonzero(np.abs(cells[:, 2]) < CONTACT_MM)) / max(len(cells), 1)
    told = load or found_load(ratio)
    if told == "unloaded" or (told == "unknown" and ratio < STANDING_RATIO):
        return Ground(frame, told, ratio)
    return Ground(_level(pressed, np.array([0.0, 0.0, 1.0]), -PRESSED_MM), told, ratio)


def found_load(pressed_ratio: float) -> Load:
    """Return the load that the share of the sole in contact tells of."""
    if OPEN_RATIO[0] < pressed_ratio < OPEN_RATIO[1]:
        return "unknown"
    return "standing" if pressed_ratio >= STANDING_RATIO else "unloaded"


def _rested(sole: Samples, frame: FloatArray) -> FloatArray:
    """Return `frame` moved to the least-squares plane of the cells in contact, sought in ever thinner layers."""
    for band in CONTACT_BANDS_MM:
        cells = _cells(sole.in_frame(frame))
        contact = cells[np.abs(cells[:, 2]) < band]
        if len(contact) < 20:
            return frame
        frame = _level(frame, *plane_through(contact))
    return frame


def _sole(walking: Walking) -> Samples:
    """Return the samples of low skin that faces down, toes left out."""
    samples, length = walking.samples, walking.length_mm
    x, z = samples.points[:, 0], samples.points[:, 2]
    return samples.where((z < 0.1 * length) & (x < 0.80 * length) & (samples.normals[:, 2] < -0.5))


def _three_lowest(sole: Samples, length_mm: float) -> FloatArray | None:
    """Return the lowest points (3, 3) under heel, one side and the other side of the ball; None if one is missing."""
    found = []
    for (start, end), side in ZONES:
        x, y = sole.points[:, 0], sole.points[:, 1]
        zone = sole.where(
            (x > start * length_mm) & (x < end * length_mm) & (side * y >= abs(side) * OFF_AXIS * length_mm)
        )
        lowest = extreme(zone, 2, -1, radius_mm=PATCH_MM)
        if lowest is None:
            return None
        found.append(lowest.point)
    return np.array(found)


def _level(frame: FloatArray, normal: FloatArray, height: float) -> FloatArray:
    """Return the frame after the smallest turn and shift that makes the plane normal·p = height its z = 0."""
    up = normal if normal[2] > 0 else -normal
    x = np.array([up[2], 0.0, -up[0]]) / np.hypot(up[0], up[2])
    turn = np.eye(4)
    turn[:3, :3] = np.stack([x, np.cross(up, x), up])
    turn[2, 3] = -height if normal[2] > 0 else height
    product: FloatArray = np.einsum("ij,jk->ik", turn, frame)
    return product


def _cells(sole: Samples) -> FloatArray:
    """Return mean points (k, 3) of the samples in each 4 mm cell: noise shrinks, flat stays flat."""
    if len(sole) == 0:
        return np.empty((0, 3))
    ix, iy = np.floor(sole.points[:, :2] / CELL_MM).astype(np.int64).T
    key = (ix - ix.min()) * (int(np.ptp(iy)) + 1) + iy - iy.min()
    count = np.bincount(key)
    sums = np.stack([np.bincount(key, weights=sole.points[:, k]) for k in range(3)], axis=1)
    full = count >= 3
    cells: FloatArray = sums[full] / count[full, None]
    return cells
