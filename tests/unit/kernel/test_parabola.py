"""Parabola: exact through three, least squares through more, a line through two, a level through one."""

import numpy as np
import pytest

from orthogen.kernel.parabola import parabola

X = [-31.0, -12.0, 3.0, 14.5, 29.0]
AT = np.linspace(-40.0, 40.0, 17)


def test_a_parabola_is_found_again() -> None:
    assert (
        np.abs(parabola(X, [180.0 - 0.2 * x - 0.01 * x * x for x in X])(AT) - (180 - 0.2 * AT - 0.01 * AT**2)).max()
        < 1e-10
    )


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_it_is_the_least_squares_fit(count: int) -> None:
    y = [171.0, 183.0, 186.0, 181.0, 160.0]
    expected = np.polyval(np.polyfit(X[:count], y[:count], min(2, count - 1)), AT)
    assert np.abs(parabola(X[:count], y[:count])(AT) - expected).max() < 1e-9
