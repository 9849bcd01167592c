"""Walk. markers of a walk -> events, spatiotemporal values and foot progression of each foot.

The direction of progression comes from the way of the heels, the vertical from the body above them: axes of
laboratories differ (formats.md 2.1). Events after Zeni et al. 2008: a heel is farthest ahead of the pelvis at strike, a
toe farthest behind at toe-off; marked events win.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from orthogen.errors import NoWalk
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.gait import Bearer, Gait, Value
from orthogen.records.markers import Markers

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
# Names of one marker in plug-in gait, the Oxford foot model and plain words, without prefixes and case.
_HEEL = ("hee", "heel", "cal", "calc", "ca", "lca")
_TOE = ("toe", "mt2", "d2m", "p2m", "toetip")
_PELVIS = ("lpsi", "rpsi", "lasi", "rasi", "l.psis", "r.psis", "l.asis", "r.asis", "sacr", "l_psis", "r_psis")
_LEAST_STRIDE_S, _MOST_STRIDE_S = 0.6, 2.5
_LEAST_WAY_MM = 500.0


@dataclass(frozen=True, kw_only=True)
class _Track:
    """One foot on the way: heel and toe (t, 3) as forward, left, up, mm; strikes and offs in frames."""

    heel: FloatArray
    toe: FloatArray
    strikes: FloatArray
    offs: FloatArray


def gait_of(markers: Markers) -> Gait:
    """Return what the walk shows; raises NoWalk where heels or toes are missing or nobody walks."""
    named = {_plain(label): place for label, place in markers.places_mm.items()}
    feet = {side: (_marker(named, side, _HEEL), _marker(named, side, _TOE)) for side in SIDES}
    heels = np.asarray(np.nanmean([feet[side][0] for side in SIDES], axis=0))
    body = np.asarray(np.nanmean(list(named.values()), axis=0))
    turn = _axes(heels, body)
    pelvis = _mean([place for label, place in named.items() if label in _PELVIS], body) @ turn.T
    tracks = {}
    for side in SIDES:
        heel, toe = (place @ turn.T for place in feet[side])
        strikes, offs = _events(markers, side, heel, toe, pelvis)
        tracks[side] = _Track(heel=heel, toe=toe, strikes=strikes, offs=offs)
    return Gait(
        file=markers.file, sha256=markers.sha256, method=markers.format, values=_values(tracks, markers.rate_hz),
        findings=(*markers.findings, _how(markers)),
    )  # fmt: skip


def _how(markers: Markers) -> Finding:
    marked = any(len(times) for side in markers.events_s.values() for times in side.values())
    told = "as the laboratory marked them" if marked else "found from heel and toe against the pelvis (Zeni 2008)"
    return Finding(check="gait_events", note=f"Foot strikes and toe-offs are {told}.")


def _plain(label: str) -> str:
    """Return a label without the subject's prefix, in small letters."""
    return label.rsplit(":", 1)[-1].strip().lower()


def _marker(named: Mapping[str, FloatArray], side: Side, stems: tuple[str, ...]) -> FloatArray:
    """Return the first marker of a side that has one of the names; raises NoWalk where there is none."""
    letter = side[0]
    for stem in stems:
        for label in (f"{letter}{stem}", f"{letter}.{stem}", f"{letter}_{stem}", f"{side}_{stem}", f"{side} {stem}"):
            if label in named:
                return named[label]
    raise NoWalk(
        f"the recording has no {side} marker named {', '.join(stems[:3])} or the like",
        "export heel and toe of both feet",
    )


def _mean(places: list[FloatArray], other: FloatArray) -> FloatArray:
    return np.asarray(np.nanmean(places, axis=0)) if places else other


def _axes(heels: FloatArray, body: FloatArray) -> FloatArray:
    """Return the rotation (3, 3) laboratory → forward, left, up; raises NoWalk where the heels stay in place.

    heels, body (t, 3): the mean of the heel markers, and of all. Up is the axis along which the body is highest.
    """
    both = ~(np.isnan(heels) | np.isnan(body)).any(axis=1)
    if both.sum() < 2:
        raise NoWalk("the heel markers are lost through the whole recording", "fill the gaps and export it again")
    above = (body - heels)[both].mean(axis=0)
    vertical = int(np.argmax(np.abs(above)))
    up = np.sign(above[vertical]) * np.eye(3)[vertical]
    way = heels[both]
    ahead = (way[-1] - way[0]) * (1 - np.abs(up))
    gone = float(np.linalg.norm(ahead))
    if gone < _LEAST_WAY_MM:
        raise NoWalk(f"the heels move {gone:.0f} mm, which is no walk", "export whole strides")
    return np.array([ahead / gone, np.cross(up, ahead / gone), up])


def _events(
    markers: Markers, side: Side, heel: FloatArray, toe: FloatArray, pelvis: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return strikes and offs in frames: marked ones, else found ones."""
    marked = markers.events_s.get(side, {})
    if len(marked.get("strike", ())):
        offs = marked.get("off", np.zeros(0))
        return np.asarray(marked["strike"]) * markers.rate_hz, np.asarray(offs) * markers.rate_hz
    apart = int(_LEAST_STRIDE_S * markers.rate_hz)
    return _peaks(heel[:, 0] - pelvis[:, 0], apart), _peaks(pelvis[:, 0] - toe[:, 0], apart)


def _peaks(signal: FloatArray, apart: int) -> FloatArray:
    """Return the frames at which a signal is the highest within half of `apart` frames on either side."""
    filled, half = np.where(np.isnan(signal), -np.inf, signal), apart // 2
    found: list[int] = []
    for k in range(2, len(filled) - 2):
        highest = filled[max(0, k - half) : k + half + 1].max()
        if np.isfinite(filled[k]) and filled[k] == highest and (not found or k - found[-1] >= half):
            found.append(k)
    return np.array(found, dtype=np.float64)


def _values(tracks: Mapping[Side, _Track], rate: float) -> dict[Bearer, dict[str, Value]]:
    """Return the values of each foot and of the person."""
    values: dict[Bearer, dict[str, Value]] = {side: _of_foot(tracks[side], rate) for side in SIDES}
    for side, other in (SIDES, SIDES[::-1]):
        values[side] |= _steps(tracks[side], tracks[other], rate)
    both: dict[str, Value] = {}
    for name in ("stride_length", "speed", "cadence"):
        known = [values[side][name] for side in SIDES if name in values[side]]
        if known:
            both[name] = Value(
                value=float(np.mean([item.value for item in known])), n=sum(item.n or 0 for item in known)
            )
    times = [values[side].get("step_time") for side in SIDES]
    if times[0] and times[1]:
        left, right = times[0].value, times[1].value
        both["asymmetry_index"] = Value(value=200 * (right - left) / (right + left))
    return {**values, "both": both}


def _of_foot(track: _Track, rate: float) -> dict[str, Value]:
    """Return stride, speed, cadence, stance and progression of one foot."""
    strides = [(a, b) for a, b in zip(track.strikes, track.strikes[1:], strict=False)
               if _LEAST_STRIDE_S <= (b - a) / rate <= _MOST_STRIDE_S]  # fmt: skip
    if not strides:
        return {}
    length = np.array([_at(track.heel, b)[0] - _at(track.heel, a)[0] for a, b in strides]) / 1000
    time = np.array([b - a for a, b in strides]) / rate
    found = {"stride_length": _spread(length), "speed": _spread(length / time), "cadence": _spread(120 / time)}
    stance = [100 * (off - a) / (b - a) for a, b in strides for off in track.offs if a < off < b]
    if stance:
        found["stance"] = _spread(np.array(stance))
    turned = [_progression(track, a + 0.3 * (b - a)) for a, b in strides]  # the foot is flat on the ground
    known = np.array([angle for angle in turned if np.isfinite(angle)])
    return found | ({"foot_progression_angle": _spread(known)} if len(known) else {})


def _progression(track: _Track, frame: float) -> float:
    """Return how far heel → toe points away from the way, degrees to the left."""
    forward, left, _ = _at(track.toe, frame) - _at(track.heel, frame)
    return float(np.degrees(np.arctan2(left, forward)))


def _steps(track: _Track, other: _Track, rate: float) -> dict[str, Value]:
    """Return step length, time and width: from the other foot's strike to the next one of this foot."""
    pairs = []
    for strike in track.strikes:
        before = other.strikes[other.strikes < strike]
        if len(before) and strike - before.max() < _MOST_STRIDE_S * rate / 2:
            pairs.append((before.max(), strike))
    if not pairs:
        return {}
    ways = np.array([_at(track.heel, b) - _at(other.heel, b) for _, b in pairs]) / 1000
    return {
        "step_length": _spread(ways[:, 0]), "step_time": _spread(np.array([b - a for a, b in pairs]) / rate),
        "step_width": _spread(np.abs(ways[:, 1])),
    }  # fmt: skip


def _at(place: FloatArray, frame: float) -> FloatArray:
    return np.asarray(place[int(np.clip(round(frame), 0, len(place) - 1))])


def _spread(values: FloatArray) -> Value:
    known = values[np.isfinite(values)]
    return Value(value=float(known.mean()), sd=float(known.std(ddof=1)) if len(known) > 1 else None, n=len(known))
