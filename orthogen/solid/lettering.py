"""Lettering. text -> strokes of a single-stroke alphabet, for a groove of constant width.

Drawn for this project on a lattice 4 wide and 6 high, one digit pair per point: x then y, y upwards. Corners are
bevelled as an engraver does, zero carries a stroke and one a foot, so that no two signs look alike when worn.
"""

from itertools import pairwise

import numpy as np

from orthogen.kernel.arrays import FloatArray

CAP_UNITS = 6
ADVANCE_UNITS = 6
_STROKES = {
    "A": "0004264440 0242", "B": "00063645443342413000 0333", "C": "4536160501103041", "D": "00062644422000",
    "E": "46060040 0333", "F": "460600 0333", "G": "45361605011030414323", "H": "0006 4046 0343",
    "I": "2620 1636 1030", "J": "4641301001", "K": "0006 460340", "L": "060040", "M": "0006234640", "N": "00064046",
    "O": "100105163645413010", "P": "00063645443303", "Q": "100105163645413010 2240", "R": "00063645443303 2340",
    "S": "453616050413334241301001", "T": "0646 2620", "U": "060110304146", "V": "062046", "W": "0610243046",
    "X": "0046 0640", "Y": "062346 2320", "Z": "06460040",
    "0": "100105163645413010 1234", "1": "152620 1030", "2": "051636454400 0040", "3": "0516364544334241301001 1333",
    "4": "30360242", "5": "460603334241301001", "6": "45361605011030414233 3303", "7": "064610",
    "8": "13040516364544331302011030414233", "9": "01103041453616050413 1343",
    "-": "1333", "_": "0040", ".": "2020", "/": "0046", "+": "1333 2224", " ": "",
}  # fmt: skip


def drawable(text: str) -> str:
    """Return the text in capitals, with a hyphen for every sign that has no strokes."""
    return "".join(sign if sign in _STROKES else "-" for sign in text.upper())


def strokes(text: str) -> FloatArray:
    """Return the segments (k, 2, 2) of drawable text in units, (0, 0) at the first sign's lower left corner."""
    segments = [
        (start, end)
        for place, sign in enumerate(text)
        for line in _STROKES[sign].split()
        for start, end in _pairs(line, place * ADVANCE_UNITS)
    ]
    return np.array(segments, dtype=np.float64).reshape(-1, 2, 2)


def width_units(text: str) -> int:
    """Return the width of a line of text in units, without the gap behind its last sign."""
    return max(0, len(text) * ADVANCE_UNITS - (ADVANCE_UNITS - 4))


def _pairs(line: str, shift: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Return the segments of one polyline; a lone point is a dot."""
    points = [(int(line[i]) + shift, int(line[i + 1])) for i in range(0, len(line), 2)]
    return list(pairwise(points))
