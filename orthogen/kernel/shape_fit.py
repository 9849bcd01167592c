"""Shape fit. a shape declared by a few parameters, heights seen of it -> the parameters that explain them best."""

from collections.abc import Callable, Sequence

import numpy as np

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.lazyclass import dataclass

Shape = Callable[[FloatArray], FloatArray]
_ROUNDS = 12
_HALVINGS = 6
_SETTLED = 1e-4  # of a step of the derivative: parameters that move less have arrived
_SINGULAR = 1e-10
_MOST_OFF = 500.0  # mm per mm: heights wrong by 0.0001 mm, as a file tells its corners, move such a parameter by 0.05


@dataclass(frozen=True, kw_only=True)
class ShapeFit:
    """values (k,): the parameters. off_per_mm (k,): the most that each is off per mm of r.m.s. error in the heights.

    rms_mm: what is left between heights and shape. A parameter that the heights do not tell has off_per_mm = ∞.
    """

    values: FloatArray
    off_per_mm: FloatArray
    rms_mm: float

    @property
    def told(self) -> BoolArray:
        """Which parameters (k,) the corners of a file tell to 0.05 mm: flanks may be too flat to say where they are."""
        return self.off_per_mm <= _MOST_OFF


def shape_fit(
    shape: Shape, start: Sequence[float], seen_mm: FloatArray, *, steps: Sequence[float], rounds: int = _ROUNDS
) -> ShapeFit:
    """Return the parameters (k,) for which shape(parameters) (n,) lies nearest to seen_mm (n,) by least squares.

    Gauss–Newton from `start`, a step halved while it makes the fit worse. steps (k,): central differences are taken
    over twice that, so they should be small against the shape and large against rounding: .01 mm, .01°. By
    Cauchy–Schwarz no error of the heights of r.m.s. e, however it is spread, moves parameter i by more than
    e·off_per_mm[i], where off_per_mm = √(n·(JᵀJ)⁻¹ᵢᵢ).
    """
    step: FloatArray = np.array(steps, dtype=float)
    values: FloatArray = np.array(start, dtype=float)
    rest: FloatArray = seen_mm - shape(values)
    for _ in range(rounds):
        columns = _columns(shape, values, step)
        inverse = _inverse(columns)
        move = np.einsum("ij,nj,n->i", inverse, columns, rest, optimize=False)
        values, rest, moved = _moved(shape, values, move, seen_mm=seen_mm, rest=rest)
        if (np.abs(moved) <= _SETTLED * step).all():
            break
    columns = _columns(shape, values, step)
    spread = np.sqrt(max(len(seen_mm), 1) * np.diagonal(_inverse(columns)).clip(0.0))
    told = np.einsum("ni,ni->i", columns, columns) > 0.0
    rms = float(np.sqrt(np.mean(rest * rest))) if len(rest) else 0.0
    return ShapeFit(values=values, off_per_mm=np.where(told, spread, np.inf), rms_mm=rms)


def _columns(shape: Shape, values: FloatArray, step: FloatArray) -> FloatArray:
    """Return the derivative of the heights by each parameter (n, k)."""
    ahead = [shape(values + delta) - shape(values - delta) for delta in np.diag(step)]
    columns: FloatArray = np.stack(ahead, axis=1) / (2.0 * step)
    return columns


def _inverse(columns: FloatArray) -> FloatArray:
    """Return (JᵀJ)⁻¹ (k, k), each parameter scaled by its own column; what no height tells stays where it is."""
    normal = np.einsum("ni,nj->ij", columns, columns)
    size = np.sqrt(np.diagonal(normal))
    scale = np.where(size > 0.0, 1.0 / np.where(size > 0.0, size, 1.0), 0.0)
    both = np.outer(scale, scale)
    inverse: FloatArray = np.linalg.pinv(normal * both, rcond=_SINGULAR, hermitian=True) * both
    return inverse


def _moved(
    shape: Shape, values: FloatArray, move: FloatArray, *, seen_mm: FloatArray, rest: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the parameters after the largest of move, move/2, move/4 … that fits better, the rest, the move."""
    for _ in range(_HALVINGS):
        new = seen_mm - shape(values + move)
        if np.sum(new * new) <= np.sum(rest * rest):
            return values + move, new, move
        move = 0.5 * move
    return values, rest, np.zeros_like(move)
