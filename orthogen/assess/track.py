"""Track. markers of a walk -> both feet on the way: forward, left, up, with the frames of strikes and toe-offs.

The direction of progression comes from the way of the heels, the vertical from the body above them: axes of
laboratories differ (formats.md 2.1). Events after Zeni et al. 2008: a heel is farthest ahead of the pelvis at strike, a
toe farthest behind at toe-off; marked events win.
"""

from collections.abc import Mapping

import numpy as np

from orthogen.assess.belt import belt_mm_s, belt_remark, over_ground
from orthogen.assess.labels import FILLED_S, HEEL, SIDES, TOE, Side, filled, is_pelvis, mean_of, needed, plain
from orthogen.errors import NoWalk, SideUnsure, UnitUnclear
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rank import median
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.markers import Markers

LEAST_STRIDE_S = 0.6
_LEAST_WAY_MM, _LEAST_ABOVE_MM = 500.0, 60.0
_FOOT_MM = (70.0, 350.0)  # from the heel marker to the one on the forefoot
_CROSSED_MM = 30.0
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
    whole = {label: filled(place, round(FILLED_S * markers.rate_hz)) for label, place in markers.places_mm.items()}
    named = {plain(label): place for label, (place, _) in reversed(whole.items())}
    pairs = {side: (needed(named, side, HEEL), needed(named, side, TOE)) for side in SIDES}
    for side, (heel, toe) in pairs.items():
        _demand_foot(side, toe - heel)
    heels = mean_of(pairs[side][0] for side in SIDES)
    up = _upwards(heels, mean_of(named.values()))
    belt = None if _gone_mm(heels, up) >= _LEAST_WAY_MM else belt_mm_s(pairs, up, rate_hz=markers.rate_hz)
    if belt is not None:
        named, pairs = over_ground(named, belt, markers.rate_hz), {}
        pairs = {side: (needed(named, side, HEEL), needed(named, side, TOE)) for side in SIDES}
        heels = mean_of(pairs[side][0] for side in SIDES)
    turn = _axes(heels, up)
    pelvis_places = [place for label, place in named.items() if is_pelvis(label)]
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
    bridged = sum(count for _, count in whole.values())
    notes = (*markers.findings, *_notes(markers, bridged, repeated), *([belt_remark(belt)] if belt is not None else []))
    return Walk(feet=feet, pelvis=pelvis, turn=turn, named=named, rate_hz=markers.rate_hz, findings=notes)


def _upwards(heels: FloatArray, body: FloatArray) -> FloatArray:
    """Return the axis of the laboratory (3,) along which the body is highest; raises NoWalk where none is.

    heels, body (t, 3): the mean of the heel markers, and of all.
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
    return np.asarray(np.sign(above[vertical]) * np.eye(3)[vertical])


def _way_mm(heels: FloatArray, up: FloatArray) -> FloatArray:
    """Return the level way (3,) of the heels from the first frame to the last."""
    seen = heels[~np.isnan(heels).any(axis=1)]
    return np.asarray((seen[-1] - seen[0]) * (1 - np.abs(up)))


def _gone_mm(heels: FloatArray, up: FloatArray) -> float:
    return float(np.linalg.norm(_way_mm(heels, up)))


def _axes(heels: FloatArray, up: FloatArray) -> FloatArray:
    """Return the rotation (3, 3) laboratory → forward, left, up; raises NoWalk where the heels stay in place."""
    gone = _gone_mm(heels, up)
    if gone < _LEAST_WAY_MM:
        raise NoWalk(f"the heels move {gone:.0f} mm, which is no walk", "export whole strides")
    ahead = _way_mm(heels, up) / gone
    return np.array([ahead, np.cross(up, ahead), up])


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
    if len(seen) and median(seen) < -_CROSSED_MM:
        raise SideUnsure(
            f"the heel named left goes {-median(seen):.0f} mm to the right of the one named right",
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
        note = f"{bridged} gaps of markers, each at most {FILLED_S:g} s, were bridged by straight lines."
        found.append(Finding(check="marker_gaps", note=note, measured=float(bridged)))
    if repeated:
        note = f"Marked events within {_SAME_EVENT_S:g} s of another: {repeated}; the first of each was kept."
        found.append(Finding(check="event_twice", note=note, measured=float(repeated), level="warning"))
    return found
