"""Extreme. samples near where a smooth surface turns back -> its outermost point, free of scanner noise."""

from dataclasses import dataclass

import numpy as np

from orthogen.anatomy.surface import Samples
from orthogen.kernel.arrays import FloatArray

START = 40
PASSES = 4
FACING = 0.3
INNER = 0.7
BRIDGED = 0.25  # how far, in radii, the patch may rise above all samples: over a hole at the summit
LEAST = 12


@dataclass(frozen=True)
class Extreme:
    """The outermost point (3,) of a surface in one direction, and the scatter of the samples about the fitted patch."""

    point: FloatArray
    scatter_mm: float


def extreme(samples: Samples, axis: int, sign: int, *, radius_mm: float) -> Extreme | None:
    """Return where the surface reaches farthest along sign × axis, or None with fewer than a dozen samples.

    The height of a quadratic patch, fitted with outliers cut at 3σ to all samples within `radius_mm` across the
    direction: outermost samples overshoot by the noise and stop at the rim of a hole, a patch does neither.
    """
    facing = samples.where(sign * samples.normals[:, axis] > FACING)
    if len(facing) < LEAST:
        return None
    others = [k for k in range(3) if k != axis]
    across, out = facing.points[:, others], sign * facing.points[:, axis]
    centre, top, scatter = *_crowd(across, out, radius_mm), 0.0
    for _ in range(PASSES):
        offset = (across - centre) / radius_mm
        near = ((offset * offset).sum(axis=1) < 1) & (out > top - radius_mm)
        if np.count_nonzero(near) < LEAST:
            break
        coefficients, scatter = _patch(offset[near], out[near])
        step = _summit(coefficients)
        top = min(float(_terms(step[None])[0] @ coefficients), float(out[near].max()) + BRIDGED * radius_mm)
        centre = np.clip(centre + radius_mm * step, across.min(axis=0), across.max(axis=0))
    point = np.empty(3)
    point[others], point[axis] = centre, sign * top
    return Extreme(point, scatter)


def _crowd(across: FloatArray, out: FloatArray, radius_mm: float) -> tuple[FloatArray, float]:
    """Return where the outermost forty samples stand closest together, and their mean reach: a spike has no company."""
    first = np.argsort(-out, kind="stable")[:START]
    offset = across[first, None] - across[first]
    beside = (offset * offset).sum(axis=-1) < radius_mm * radius_mm
    company = first[beside[int(np.argmax(beside.sum(axis=1)))]]
    centre: FloatArray = across[company].mean(axis=0)
    return centre, float(out[company].mean())


def _terms(offset: FloatArray) -> FloatArray:
    """Return the six terms of a quadratic in two variables at offsets (n, 2)."""
    u, v = offset[:, 0], offset[:, 1]
    return np.stack([np.ones_like(u), u, v, u * u, u * v, v * v], axis=1)


def _patch(offset: FloatArray, out: FloatArray) -> tuple[FloatArray, float]:
    """Return the coefficients of the quadratic through samples, outliers cut at 3σ twice, and that σ."""
    terms, keep, scatter = _terms(offset), np.ones(len(out), dtype=bool), 0.0
    for _ in range(3):
        normal: FloatArray = np.einsum("ni,nj->ij", terms[keep], terms[keep]) + 1e-9 * np.eye(6)
        right: FloatArray = np.einsum("ni,n->i", terms[keep], out[keep])
        coefficients = np.linalg.solve(normal, right)
        residual: FloatArray = out - np.einsum("ni,i->n", terms, coefficients)
        scatter = 1.4826 * float(np.median(np.abs(residual)))
        keep = np.abs(residual) < 3 * scatter + 1e-9
        if np.count_nonzero(keep) < LEAST:
            break
    return coefficients, scatter


_DISC = np.stack(np.meshgrid(np.linspace(-INNER, INNER, 29), np.linspace(-INNER, INNER, 29)), axis=-1).reshape(-1, 2)
_DISC = _DISC[(_DISC * _DISC).sum(axis=1) <= INNER * INNER]


def _summit(coefficients: FloatArray) -> FloatArray:
    """Return where in the inner disc the quadratic is highest: at its summit if that lies inside, else on the disc."""
    _, a, b, aa, ab, bb = coefficients
    bend = 4 * aa * bb - ab * ab
    if aa < 0 and bend > 0:
        step: FloatArray = np.array([ab * b - 2 * bb * a, ab * a - 2 * aa * b]) / bend
        if float(step @ step) <= INNER * INNER:
            return step
    value: FloatArray = np.einsum("ni,i->n", _terms(_DISC), coefficients)
    best: FloatArray = _DISC[int(np.argmax(value))]
    return best
