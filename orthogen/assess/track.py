"""Track. markers of a walk -> both feet on the way: forward, left, up, with the frames of strikes and toe-offs.

The direction of progression comes from the way of the heels, the vertical from the body above them: axes of
laboratories differ (formats.md 2.1). Events after Zeni et al. 2008: a heel is farthest ahead of the pelvis at strike, a
toe farthest behind at toe-off; marked events win.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from orthogen.errors import NoWalk, SideUnsure, UnitUnclear
from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.records.finding import Finding
from orthogen.records.markers import Markers

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
# Stems of one marker in plug-in gait, the Oxford foot model, CAST and plain words; what stands first wins.
_HEEL = ("hee", "heel", "fcc", "cal", "calc", "calcaneus", "cal1", "ca")
_TOE = ("toe", "mt2", "fm2", "mth2", "smh", "d2m", "p2m", "2mt", "2mh", "met2", "sm", "toetip", "bigtoe")
_PELVIS = ("asi", "asis", "psi", "psis", "ias", "ips", "hip", "gtr")
_MIDDLE = ("sacr", "sacrum")
LEAST_STRIDE_S = 0.6
_LEAST_WAY_MM, _LEAST_ABOVE_MM = 500.0, 60.0
_FOOT_MM = (70.0, 350.0)  # from the heel marker to the one on the forefoot
_CROSSED_MM = 30.0
_FILLED_S = 0.1
_SAME_EVENT_S = 0.25
_FLAT_AFTER_S, _FLAT_KNOWN_S = 0.3, 0.4


@dataclass(frozen=True, kw_only=True)
class Track:
    """One foot on the way: heel and toe (t, 3) as forward, left, up, mm; strikes and offs in frames."""

    heel: FloatArray
    toe: FloatArray
    strikes: FloatArray
    offs: FloatArray

    def stances(self, rate: float) -> list[tuple[float, float]]:
        """Return (strike, off) of every contact that the recording holds whole."""
        pairs = []
        for strike in self.strikes.tolist():
            end = min([strike + 1.5 * rate, *self.strikes[self.strikes > strike].tolist()])
            after = self.offs[(self.offs > strike + 0.3 * rate) & (self.offs < end)]
            if len(after):
                pairs.append((strike, float(after.min())))
        return pairs

    def flat(self, rate: float) -> list[float]:
        """Return the frames at which the foot lies flat: halfway through a contact, or 0.3 s inside a cut one."""
        whole = self.stances(rate)
        inside, known = _FLAT_AFTER_S * rate, _FLAT_KNOWN_S * rate
        begun = [a + inside for a in self.strikes.tolist() if a not in [start for start, _ in whole]
                 and len(self.heel) - a > known]  # fmt: skip
        ended = [b - inside for b in self.offs.tolist() if b not in [off for _, off in whole] and b > known
                 and not (self.strikes < b).any()]  # fmt: skip
        return sorted([(a + b) / 2 for a, b in whole] + begun + ended)


@dataclass(frozen=True, kw_only=True)
class Walk:
    """A walk in its own axes. turn (3, 3): laboratory → forward, left, up. named: plain label -> place, laboratory."""

    feet: Mapping[Side, Track]
    pelvis: FloatArray
    turn: FloatArray
    named: Mapping[str, FloatArray]
    rate_hz: float
    findings: tuple[Finding, ...]


def walk_of(markers: Markers) -> Walk:
    """Return both feet on the way.

    Raises NoWalk where heels or toes are missing or nobody walks forwards, UnitUnclear where a foot is no foot's
    length, SideUnsure where the markers named left lie to the right.
    """
    filled = {label: _filled(place, round(_FILLED_S * markers.rate_hz)) for label, place in markers.places_mm.items()}
    named = {plain(label): place for label, (place, _) in reversed(filled.items())}
    pairs = {side: (_needed(named, side, _HEEL), _needed(named, side, _TOE)) for side in SIDES}
    for side, (heel, toe) in pairs.items():
        _demand_foot(side, toe - heel)
    heels = mean_of(pairs[side][0] for side in SIDES)
    turn = _axes(heels, mean_of(named.values()))
    pelvis_places = [place for label, place in named.items() if _is_pelvis(label)]
    pelvis = mean_of(pelvis_places or named.values()) @ turn.T
    feet: dict[Side, Track] = {}
    repeated = 0
    for side, (heel, toe) in pairs.items():
        along, ahead = heel @ turn.T, toe @ turn.T
        _demand_forwards(side, ahead - along)
        strikes, offs, twice = _events(markers, side, along, ahead, pelvis)
        repeated += twice
        feet[side] = Track(heel=along, toe=ahead, strikes=strikes, offs=offs)
    _demand_sides(feet)
    bridged = sum(count for _, count in filled.values())
    notes = (*markers.findings, *_notes(markers, bridged, repeated))
    return Walk(feet=feet, pelvis=pelvis, turn=turn, named=named, rate_hz=markers.rate_hz, findings=notes)


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


def _needed(named: Mapping[str, FloatArray], side: Side, stems: tuple[str, ...]) -> FloatArray:
    found = marker(named, side, stems)
    if found is None and stems is _TOE:
        ends = [place for stem in ("mt1", "mt5") if (place := marker(named, side, (stem,))) is not None]
        found = mean_of(ends) if len(ends) == 2 else None
    if found is None or np.isnan(found).all():
        raise NoWalk(
            f"the recording has no {side} marker named {', '.join(stems[:3])} or the like",
            "export heel and toe of both feet",
        )
    return found


def _is_pelvis(label: str) -> bool:
    ends = [f"{a}{stem}{b}" for stem in _PELVIS for a, b in (("l", ""), ("r", ""), ("left", ""), ("right", ""))]
    return label in ends or label in _MIDDLE


def _filled(place: FloatArray, most: int) -> tuple[FloatArray, int]:
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


def _axes(heels: FloatArray, body: FloatArray) -> FloatArray:
    """Return the rotation (3, 3) laboratory → forward, left, up; raises NoWalk where the heels stay in place.

    heels, body (t, 3): the mean of the heel markers, and of all. Up is the axis along which the body is highest.
    """
    both = ~(np.isnan(heels) | np.isnan(body)).any(axis=1)
    if both.sum() < 2:
        raise NoWalk("the heel markers are lost through the whole recording", "fill the gaps and export it again")
    above = np.median((body - heels)[both], axis=0)
    vertical = int(np.argmax(np.abs(above)))
    if abs(above[vertical]) < _LEAST_ABOVE_MM:
        raise NoWalk(
            f"the markers lie {abs(above[vertical]):.0f} mm above the heels on average: none tells which way is up",
            "export knees or pelvis too, in mm",
        )
    up = np.sign(above[vertical]) * np.eye(3)[vertical]
    way = heels[both]
    ahead = (way[-1] - way[0]) * (1 - np.abs(up))
    gone = float(np.linalg.norm(ahead))
    if gone < _LEAST_WAY_MM:
        raise NoWalk(
            f"the heels move {gone:.0f} mm, which is no walk",
            "export whole strides over ground: a treadmill is not read",
        )
    return np.array([ahead / gone, np.cross(up, ahead / gone), up])


def _demand_foot(side: Side, foot: FloatArray) -> None:
    """Raise UnitUnclear for a foot (t, 3), heel → toe, of impossible length, NoWalk for one that is never seen."""
    seen = foot[~np.isnan(foot).any(axis=1)]
    if not len(seen):
        raise NoWalk(f"{side} heel and toe are never seen together", "fill the gaps and export it again")
    length = float(np.median(np.linalg.norm(seen, axis=1)))
    if not _FOOT_MM[0] <= length <= _FOOT_MM[1]:
        raise UnitUnclear(
            f"the {side} toe marker lies {length:.4g} mm from the heel marker, a foot's lies {_FOOT_MM[0]:g} to "
            f"{_FOOT_MM[1]:g} mm from it",
            "export the places in the unit that the file names",
        )


def _demand_forwards(side: Side, foot: FloatArray) -> None:
    """Raise NoWalk where the toe lies behind the heel on the way."""
    if float(np.nanmedian(foot[:, 0])) < 0:
        raise NoWalk(
            f"the {side} toe lies behind the heel on the way: somebody walks backwards, or the two are swapped",
            "correct the names of the markers, or export a walk forwards",
        )


def _demand_sides(feet: Mapping[Side, Track]) -> None:
    """Raise SideUnsure where the left foot goes to the right of the right one."""
    apart = (feet["left"].heel - feet["right"].heel)[:, 1]
    seen = apart[~np.isnan(apart)]
    if len(seen) and float(np.median(seen)) < -_CROSSED_MM:
        raise SideUnsure(
            f"the heel named left goes {-float(np.median(seen)):.0f} mm to the right of the one named right",
            "correct the names of the markers and export it again",
        )


def _events(
    markers: Markers, side: Side, heel: FloatArray, toe: FloatArray, pelvis: FloatArray
) -> tuple[FloatArray, FloatArray, int]:
    """Return strikes and offs in frames, marked ones, else found ones; and how many marks stood twice."""
    marked = markers.events_s.get(side, {})
    if len(marked.get("strike", ())):
        kept = [_once(marked.get(what, np.zeros(0))) for what in ("strike", "off")]
        twice = sum(len(times) for times in marked.values()) - sum(len(times) for times in kept)
        return kept[0] * markers.rate_hz, kept[1] * markers.rate_hz, twice
    apart = int(LEAST_STRIDE_S * markers.rate_hz)
    return _peaks(heel[:, 0] - pelvis[:, 0], apart), _peaks(pelvis[:, 0] - toe[:, 0], apart), 0


def _once(times: FloatArray) -> FloatArray:
    """Return sorted times without those that follow another within a quarter of a second."""
    ordered = np.sort(np.asarray(times, dtype=np.float64))
    kept: list[float] = []
    for when in ordered.tolist():
        if not kept or when - kept[-1] > _SAME_EVENT_S:
            kept.append(when)
    return np.array(kept)


def _peaks(signal: FloatArray, apart: int) -> FloatArray:
    """Return the frames at which a signal is the highest within half of `apart` frames on either side."""
    known, half = np.where(np.isnan(signal), -np.inf, signal), max(apart // 2, 1)
    found: list[int] = []
    for k in range(2, len(known) - 2):
        highest = known[max(0, k - half) : k + half + 1].max()
        if np.isfinite(known[k]) and known[k] == highest and (not found or k - found[-1] >= half):
            found.append(k)
    return np.array(found, dtype=np.float64)


def _notes(markers: Markers, bridged: int, repeated: int) -> list[Finding]:
    """Return how the events are known, and what was done to the markers."""
    marked = any(len(times) for side in markers.events_s.values() for times in side.values())
    told = "as the laboratory marked them" if marked else "found from heel and toe against the pelvis (Zeni 2008)"
    found = [Finding(check="gait_events", note=f"Foot strikes and toe-offs are {told}.")]
    if bridged:
        note = f"{bridged} gaps of markers, each at most {_FILLED_S:g} s, were bridged by straight lines."
        found.append(Finding(check="marker_gaps", note=note, measured=float(bridged)))
    if repeated:
        note = f"{repeated} marked events follow another within {_SAME_EVENT_S:g} s; the first of each was kept."
        found.append(Finding(check="event_twice", note=note, measured=float(repeated), level="warning"))
    return found
