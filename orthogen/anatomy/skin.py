"""Skin. samples of a walking candidate -> how round its edges are, whether toes show, how flat and how hollow it is."""

import numpy as np

from orthogen.anatomy.surface import Samples
from orthogen.anatomy.walking import LOW_RATIO, Walking
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.layers import on_planes
from orthogen.kernel.rank import median

EDGE_X = (0.08, 0.65)
EDGE_Z = 0.12
EDGE_NORMAL = (0.34, 0.94)  # sines of 20° and 70° below the horizon
TOES_X = 0.80
BALL_X = (0.60, 0.75)
ACROSS = (-0.65, -0.50, 0.50, 0.65)  # places under the ball, in half widths
INNER_X = (0.10, 0.55)
INNER_Y = 0.07
INNER_Z = 0.10
CLEAR_Z = 0.03
CELL = 0.03
UPWARD = 0.7
PLANE_MM = 1.0
ALONG_COS = 0.98
LEAST = 50


def edge_radius(walking: Walking) -> float:
    """Return the mean radius, in lengths, with which sole turns into side on the sharper of the two sides.

    Skin that faces 20° to 70° below the horizon, over the arc that a round edge of radius one would show per length:
    a foot rolls in, what is cut from a board or made to meet one has an edge. From behind the heel's end to the ball.
    """
    samples, length = walking.samples, walking.length_mm
    x, y, z = samples.points.T / length
    down = -samples.normals[:, 2]
    edge = (down > EDGE_NORMAL[0]) & (down < EDGE_NORMAL[1]) & (z < EDGE_Z) & (x > EDGE_X[0]) & (x < EDGE_X[1])
    arc = float(np.arcsin(EDGE_NORMAL[1]) - np.arcsin(EDGE_NORMAL[0])) * (EDGE_X[1] - EDGE_X[0])
    fewer = min(int(np.count_nonzero(edge & (y > 0))), int(np.count_nonzero(edge & (y < 0))))
    return fewer * samples.area / length**2 / arc


def toe_relief(walking: Walking) -> float:
    """Return how much the back of the foot ripples from side to side ahead of 0.80 of the length.

    Standard deviation of the sideways part of the normals about a cubic in x and y: 0.3 to 0.5 over bare toes, less in
    a sock or where software blended them, near 0 on what is smooth.
    """
    samples, length = walking.samples, walking.length_mm
    x, y, z = samples.points.T / length
    front = (x > TOES_X) & (z < LOW_RATIO) & (samples.normals[:, 2] > 0.5)
    if np.count_nonzero(front) < LEAST:
        return 0.0
    u, v, sideways = x[front] - 0.9, y[front] - y[front].mean(), samples.normals[front, 1]
    terms = np.stack([np.ones_like(u), u, v, u * u, u * v, v * v, v**3, u * u * v, u * v * v], axis=1)
    normal: FloatArray = np.einsum("ni,nj->ij", terms, terms)
    fit = np.linalg.solve(normal, np.einsum("ni,n->i", terms, sideways))
    ripple: FloatArray = sideways - np.einsum("ni,i->n", terms, fit)
    return float(ripple.std())


def belly(walking: Walking) -> float:
    """Return how far the underside of the ball rises towards its sides, in half widths; 0.14 for a circle.

    The lowest skin half way out and at two thirds, on both sides, against the lowest of all; median of eight sections.
    """
    points = walking.low / walking.length_mm
    points = points[(points[:, 0] > BALL_X[0] - 0.02) & (points[:, 0] < BALL_X[1] + 0.02)]
    rises = []
    for station in np.arange(*BALL_X, 0.02):
        here = points[np.abs(points[:, 0] - station) < 0.012]
        if len(here) < LEAST:
            continue
        low, high = here[:, 1].min(), here[:, 1].max()
        out = (here[:, 1] - (low + high) / 2) / ((high - low) / 2)
        under = [here[np.abs(out - place) < 0.07, 2] for place in ACROSS]
        if min(len(skin) for skin in under) > 0:
            lowest = float(np.mean([skin.min() for skin in under]))
            rises.append((lowest - float(here[:, 2].min())) / ((high - low) / 2))
    return median(np.array(rises)) if rises else float("nan")


def inner_share(walking: Walking) -> float:
    """Return the area that looks up from less than 0.10 L above the ground with nothing above it, in squared lengths.

    Counted between heel and ball, near the middle line, where floor beside a foot does not reach. None on a foot, whose
    back is higher, nor on one with double walls; the inside of a shoe or a bowl, the upper side of an insole.
    """
    samples, length = walking.samples, walking.length_mm
    along, off = samples.points[:, 0] / length, np.abs(samples.points[:, 1]) / length
    between = samples.where((along > INNER_X[0]) & (along < INNER_X[1]) & (off < INNER_Y))
    if len(between) < LEAST:
        return 0.0
    x, y, z = between.points.T / length
    ix, iy = (np.floor((at - at.min()) / CELL).astype(np.int64) for at in (x, y))
    column = ix * (int(iy.max()) + 1) + iy
    top = np.full(int(column.max()) + 1, -np.inf)
    np.maximum.at(top, column, z)
    inner = (between.normals[:, 2] > UPWARD) & (z < INNER_Z) & (top[column] < z + CLEAR_Z)
    return float(np.count_nonzero(inner)) * samples.area / length**2


def planes_share(samples: Samples) -> float:
    """Return the share of the surface on the three largest planes, each tried through evenly chosen samples."""
    thin = samples.where(np.arange(len(samples)) % max(len(samples) // 4000, 1) == 0)
    points, normals, total = thin.points, thin.normals, 0.0
    for _ in range(3):
        if len(points) < 100:
            break
        tried = range(0, len(points), len(points) // 50)
        held = on_planes(points, normals, tried, tolerance=PLANE_MM, least_slope=ALONG_COS)
        one = tried[int(held.argmax())]
        off: FloatArray = np.einsum("nj,j->n", points - points[one], normals[one])
        best = (np.abs(off) < PLANE_MM) & (np.abs(np.einsum("nj,j->n", normals, normals[one])) > ALONG_COS)
        total += float(best.sum()) / len(thin)
        points, normals = points[~best], normals[~best]
    return total
