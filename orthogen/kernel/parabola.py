"""Parabola. a few points -> the parabola nearest to them."""

from collections.abc import Callable, Sequence

from orthogen.kernel.arrays import FloatArray


def parabola(x: Sequence[float], y: Sequence[float]) -> Callable[[FloatArray], FloatArray]:
    """Return the function of x whose graph is the least-squares parabola; through two points the line, one a constant.

    By polynomials that are orthogonal on the given x (Forsythe 1957): sums in fixed order, no matrix to solve.
    """
    count = len(x)
    middle, level = sum(x) / count, sum(y) / count
    first = [one - middle for one in x]
    spread = sum(one * one for one in first)
    slope = sum(one * value for one, value in zip(first, y, strict=True)) / spread if count > 1 else 0.0
    skew, width = (sum(one**3 for one in first) / spread, spread / count) if count > 1 else (0.0, 0.0)
    second = [one * one - skew * one - width for one in first]
    size = sum(one * one for one in second)
    bend = sum(one * value for one, value in zip(second, y, strict=True)) / size if count > 2 else 0.0

    def at(x: FloatArray) -> FloatArray:
        off = x - middle
        height: FloatArray = level + slope * off + bend * (off * off - skew * off - width)
        return height

    return at
