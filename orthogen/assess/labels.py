"""Labels. markers under the names of many laboratories -> the places of heel, toe and pelvis; gaps bridged."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal

import numpy as np

from orthogen.errors import NoWalk
from orthogen.kernel.arrays import BoolArray, FloatArray

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
FILLED_S = 0.1
# Stems of one marker in plug-in gait, the Oxford foot model, CAST and plain words; what stands first wins.
HEEL = ("hee", "heel", "fcc", "cal", "calc", "calcaneus", "cal1", "ca")
TOE = ("toe", "mt2", "fm2", "mth2", "smh", "d2m", "p2m", "2mt", "2mh", "met2", "sm", "toetip", "bigtoe")
_PELVIS = ("asi", "asis", "psi", "psis", "ias", "ips", "hip", "gtr")
_MIDDLE = ("sacr", "sacrum")


def plain(label: str) -> str:
    """Return a label without the subject's prefix and without what is no letter or digit, in small letters."""
    return re.sub(r"[^a-z0-9]", "", label.rsplit(":", 1)[-1].lower())


def marker(named: Mapping[str, FloatArray], side: Side, stems: Iterable[str]) -> FloatArray | None:
    """Return the first marker of a side that has one of the names, None where there is none."""
    for stem in stems:
        for label in (f"{side[0]}{stem}", f"{side}{stem}", f"{stem}{side[0]}", f"{stem}{side}"):
            if label in named:
                return named[label]
    return None


def mean_of(places: Iterable[FloatArray]) -> FloatArray:
    """Return the mean of what is there at each time (t, 3), NaN where nothing is."""
    stack = np.array(list(places))
    there = ~np.isnan(stack)
    count = there.sum(axis=0)
    total = np.where(there, stack, 0.0).sum(axis=0)
    return np.asarray(np.where(count > 0, total / np.maximum(count, 1), np.nan))


def at(place: FloatArray, frame: float) -> FloatArray:
    """Return a place at the nearest frame."""
    return np.asarray(place[int(np.clip(round(frame), 0, len(place) - 1))])


def needed(named: Mapping[str, FloatArray], side: Side, stems: tuple[str, ...]) -> FloatArray:
    """Return the marker of a side; raises NoWalk where the recording has none."""
    found = marker(named, side, stems)
    if found is None and stems is TOE:
        ends = [place for stem in ("mt1", "mt5") if (place := marker(named, side, (stem,))) is not None]
        found = mean_of(ends) if len(ends) == 2 else None
    if found is None or np.isnan(found).all():
        raise NoWalk(
            f"the recording has no {side} marker named {', '.join(stems[:3])} or the like",
            "export heel and toe of both feet",
        )
    return found


def is_pelvis(label: str) -> bool:
    """True if a plain label is one of the pelvis."""
    ends = [f"{a}{stem}{b}" for stem in _PELVIS for a, b in (("l", ""), ("r", ""), ("left", ""), ("right", ""))]
    return label in ends or label in _MIDDLE


def filled(place: FloatArray, most: int) -> tuple[FloatArray, int]:
    """Return the way of a marker with gaps of at most so many frames bridged by straight lines, and their number."""
    lost: BoolArray = np.asarray(np.isnan(place).any(axis=1))
    if not lost.any() or lost.all():
        return place, 0
    ends = np.flatnonzero(np.diff(np.concatenate([[False], lost, [False]]).astype(np.int8)))
    whole, count = np.array(place), 0
    for start, stop in zip(ends[::2], ends[1::2], strict=True):
        if start == 0 or stop == len(lost) or stop - start > most:
            continue
        share = (np.arange(start, stop) - start + 1) / (stop - start + 1)
        whole[start:stop] = whole[start - 1] + share[:, None] * (whole[stop] - whole[start - 1])
        count += 1
    return whole, count
