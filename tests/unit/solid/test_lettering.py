"""The alphabet: every sign drawn, none like another, none wider than its cell."""

import string

import numpy as np

from orthogen.solid.lettering import ADVANCE_UNITS, CAP_UNITS, drawable, strokes, width_units

SIGNS = string.ascii_uppercase + string.digits + "-_./+"


def picture(sign: str) -> np.ndarray:
    """Return where a raster of the cell is covered by the sign's strokes."""
    x, y = np.meshgrid(np.linspace(0, 4, 33), np.linspace(0, CAP_UNITS, 49))
    near = np.zeros(x.shape, dtype=bool)
    for start, end in strokes(sign):
        along = end - start
        t = np.clip(((x - start[0]) * along[0] + (y - start[1]) * along[1]) / max(along @ along, 1e-9), 0, 1)
        near |= np.hypot(x - start[0] - t * along[0], y - start[1] - t * along[1]) < 0.5
    return near


def test_every_sign_stays_in_its_cell() -> None:
    for sign in SIGNS:
        points = strokes(sign).reshape(-1, 2)
        assert len(points), sign
        assert points.min() >= 0, sign
        assert points[:, 0].max() <= 4, sign
        assert points[:, 1].max() <= CAP_UNITS, sign


def test_no_two_signs_look_alike() -> None:
    pictures = [picture(sign) for sign in SIGNS]
    for i, first in enumerate(pictures):
        for j, second in enumerate(pictures[:i]):
            unlike = (first ^ second).sum() / (first | second).sum()
            assert unlike > 0.09, SIGNS[i] + SIGNS[j]


def test_text_advances_by_whole_cells() -> None:
    assert width_units("") == 0
    assert width_units("R") == 4
    assert width_units("R 1") == 2 * ADVANCE_UNITS + 4


def test_a_second_sign_is_the_first_moved_on() -> None:
    count = len(strokes("A"))
    assert np.array_equal(strokes("AA")[count:], strokes("A") + np.array([ADVANCE_UNITS, 0]))


def test_unknown_signs_become_hyphens() -> None:
    assert drawable("r müller#7") == "R M-LLER-7"
