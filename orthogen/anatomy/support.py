"""Support. samples of a scan in mm -> the planes it could have stood on, the best first."""

import numpy as np

from orthogen.anatomy.surface import Samples
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.layers import Rest, parallel_near, rest, settled
from orthogen.lazyclass import dataclass

DIRECTIONS = 500
CANDIDATES = 12
APART_COS = np.cos(np.radians(20.0))
BANDS_MM = (25.0, 15.0, 10.0, 6.0, 4.0, 2.5, 1.5, 1.5)
CONTACT_MM = 6.0
LEVEL_MM = 3.0
PARALLEL, LEVEL_ENOUGH = 0.8, 0.5  # cosines of normal and direction
STRAYS = 1000  # one sample in so many lies lower than the lowest that counts: spikes and crumbs have no say
LEAST = 30


@dataclass(frozen=True)
class Support:
    """A plane: points p with up·p = height; the whole surface lies on its upper side.

    contact_cm2: how much of it comes within 6 mm of the plane. score: the same, less where it is no sole's (`_score`).
    """

    up: FloatArray
    height_mm: float
    score: float
    contact_cm2: float = 0.0


def supports(samples: Samples) -> tuple[Support, ...]:
    """Return candidate support planes, best first.

    A foot rests where much of its surface comes close to one plane: of evenly spread directions those with the most
    nearly parallel area within 25 mm of the outermost point are kept, then each is settled by plane fits in ever
    thinner layers (pose.md 2.4 a) and scored by its contact (pose.md 2.3).
    """
    thin = samples.thinned(max(len(samples) // 5000, 1))
    ups = settled(
        samples.points,
        samples.normals,
        np.array(_promising(thin)),
        bands=BANDS_MM,
        stray=len(samples) // STRAYS,
        least_slope=LEVEL_ENOUGH,
        least=LEAST,
    )
    found: list[Support] = []
    for support in sorted((_at_rest(samples, up) for up in ups), key=lambda support: -support.score):
        if all(float(support.up @ other.up) < APART_COS for other in found):
            found.append(support)
    return tuple(found)


def _sphere(count: int) -> FloatArray:
    """Return `count` unit vectors of a Fibonacci lattice."""
    k = np.arange(count) + 0.5
    z, turn = 1 - 2 * k / count, np.pi * (1 + np.sqrt(5)) * k
    r = np.sqrt(1 - z * z)
    return np.stack([r * np.cos(turn), r * np.sin(turn), z], axis=1)


def _promising(samples: Samples) -> list[FloatArray]:
    """Return up to CANDIDATES directions, at least 20° apart, with most parallel area near the outermost point."""
    directions = _sphere(DIRECTIONS)
    area = parallel_near(samples.points, samples.normals, directions, band=BANDS_MM[0], least_slope=PARALLEL)
    chosen: list[FloatArray] = []
    for k in np.argsort(-area, kind="stable"):
        if all(float(directions[k] @ other) < APART_COS for other in chosen):
            chosen.append(directions[k])
        if len(chosen) == CANDIDATES:
            break
    return chosen


def plane_through(points: FloatArray) -> tuple[FloatArray, float]:
    """Return unit normal and height of the least-squares plane through points (n, 3)."""
    centre = points.mean(0)
    offset = points - centre
    spread: FloatArray = np.einsum("ni,nj->ij", offset, offset)
    normal = np.linalg.eigh(spread)[1][:, 0]
    return normal, float(normal @ centre)


def _at_rest(samples: Samples, up: FloatArray) -> Support:
    """Return the plane with the normal `up` on which the surface lies."""
    lying = rest(
        samples.points,
        samples.normals,
        up,
        stray=len(samples) // STRAYS,
        band=LEVEL_MM,
        contact=CONTACT_MM,
        least_slope=LEVEL_ENOUGH,
    )
    return Support(up, lying.level, *_score(lying, lying.slopes * samples.area))


def _score(lying: Rest, area: float) -> tuple[float, float]:
    """Return the contact area (mm² given) in cm², lessened where its shape is not a sole's (pose.md 2.3), and as it is.

    Short (< 150 mm), round (length/width < 1.35), overlong (> 345 mm) and sparse (a leg lying down) contacts lose.
    """
    if lying.count < LEAST:
        return 0.0, 0.0
    length, width = max(lying.length, lying.width), max(min(lying.length, lying.width), 1e-9)
    score = area / 100 * min(1.0, length / 150) * min(1.0, area / (length * width) / 0.35)
    return score * (0.3 if length / width < 1.35 else 1.0) * (0.3 if length > 345 else 1.0), area / 100
