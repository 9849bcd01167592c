"""Walk. markers of a walk -> spatiotemporal values, foot progression and rearfoot eversion of each foot."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from orthogen.assess.labels import SIDES, Side, at
from orthogen.assess.rearfoot import rearfoot
from orthogen.assess.track import LEAST_STRIDE_S, Track, Walk, walk_of
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.gait import Bearer, Gait, Value, impossible
from orthogen.records.markers import Markers

_MOST_STRIDE_S = 2.5


def gait_of(markers: Markers) -> Gait:
    """Return what the walk shows; raises NoWalk, UnitUnclear or SideUnsure as `track.walk_of`."""
    walk = walk_of(markers)
    values: dict[Bearer, dict[str, Value]] = {side: _of_foot(walk.feet[side], side, walk.rate_hz) for side in SIDES}
    for side, other in (SIDES, SIDES[::-1]):
        values[side] |= _steps(walk.feet[side], walk.feet[other], walk.rate_hz)
    eversion, remarks = rearfoot(walk)
    for side, angles in eversion.items():
        values[side] |= angles
    values["both"] = _of_person(values, walk, markers)
    kept, left_out = _possible(values)
    found = Gait(
        file=markers.file, sha256=markers.sha256, method=markers.format, values=kept,
        findings=(*walk.findings, *remarks, *left_out),
    )  # fmt: skip
    return completed(found)


def completed(gait: Gait) -> Gait:
    """Return the gait with the asymmetry of its step times, or lengths, where it tells none: 200·(R − L) / (R + L)."""
    both = gait.values.get("both", {})
    for name in ("step_time", "step_length"):
        left, right = (gait.values.get(side, {}).get(name) for side in SIDES)
        if "asymmetry_index" not in both and left and right and left.value + right.value > 0:
            index = Value(value=200 * (right.value - left.value) / (right.value + left.value))
            return replace(gait, values={**gait.values, "both": {**both, "asymmetry_index": index}})
    return gait


def _possible(values: Mapping[Bearer, Mapping[str, Value]]) -> tuple[dict[Bearer, dict[str, Value]], list[Finding]]:
    """Return the values that somebody can have, and a warning for each that was left out."""
    kept: dict[Bearer, dict[str, Value]] = {}
    told = []
    for bearer, table in values.items():
        kept[bearer] = {}
        for name, item in table.items():
            if odd := impossible({name: item}):
                note = f"Left out: {odd}. Markers or events are wrong."
                told.append(Finding(check="impossible_value", note=note, measured=item.value, level="warning"))
            else:
                kept[bearer][name] = item
    return kept, told


def _of_person(values: Mapping[Bearer, Mapping[str, Value]], walk: Walk, markers: Markers) -> dict[str, Value]:
    """Return the means of both feet, and what the file tells of the body."""
    both: dict[str, Value] = {}
    for name in ("stride_length", "speed", "cadence"):
        known = [values[side][name] for side in SIDES if name in values[side]]
        if known:
            mean = float(np.mean([item.value for item in known]))
            both[name] = Value(value=mean, n=sum(item.n or 0 for item in known))
    if "speed" not in both and (speed := _speed(walk)) is not None:
        both["speed"] = Value(value=speed)
    if markers.body_mass_kg is not None:
        both["body_mass"] = Value(value=markers.body_mass_kg)
    legs = markers.leg_length_mm
    if "left" in legs and "right" in legs:
        both["limb_length_difference"] = Value(value=legs["right"] - legs["left"])
    return both


def _speed(walk: Walk) -> float | None:
    """Return the mean speed of the pelvis over the recording, m/s."""
    seen = np.flatnonzero(~np.isnan(walk.pelvis[:, 0]))
    if len(seen) < 2:
        return None
    gone = float(walk.pelvis[seen[-1], 0] - walk.pelvis[seen[0], 0])
    return gone / 1000 / (float(seen[-1] - seen[0]) / walk.rate_hz)


def _of_foot(track: Track, side: Side, rate: float) -> dict[str, Value]:
    """Return stride, speed, cadence, stance and progression of one foot."""
    strides = [(a, b) for a, b in zip(track.strikes, track.strikes[1:], strict=False)
               if LEAST_STRIDE_S <= (b - a) / rate <= _MOST_STRIDE_S]  # fmt: skip
    length = np.array([at(track.heel, b)[0] - at(track.heel, a)[0] for a, b in strides]) / 1000
    time = np.array([b - a for a, b in strides]) / rate
    stances = track.stances(rate)
    shares = [100 * (off - a) / (b - a) for a, b in strides for start, off in stances if start == a and off < b]
    turned = [_toe_out(track, side, frame) for frame in track.flat(rate)]
    return _known(
        stride_length=length, speed=length / time, cadence=120 / time, stance=np.array(shares),
        stance_time=np.array([off - start for start, off in stances]) / rate, foot_progression_angle=np.array(turned),
    )  # fmt: skip


def _toe_out(track: Track, side: Side, frame: float) -> float:
    """Return how far heel → toe points outwards of the way, degrees."""
    forward, left, _ = at(track.toe, frame) - at(track.heel, frame)
    return float(np.degrees(np.arctan2(left if side == "left" else -left, forward)))


def _steps(track: Track, other: Track, rate: float) -> dict[str, Value]:
    """Return step length, time and width: from the other foot's strike to the next one of this foot."""
    pairs = []
    for strike in track.strikes:
        before = other.strikes[other.strikes < strike]
        if len(before) and strike - before.max() < _MOST_STRIDE_S * rate / 2:
            pairs.append((before.max(), strike))
    ways = np.array([at(track.heel, b) - at(other.heel, b) for _, b in pairs]).reshape(-1, 3) / 1000
    return _known(
        step_length=ways[:, 0], step_time=np.array([b - a for a, b in pairs]) / rate, step_width=np.abs(ways[:, 1])
    )


def _known(**repeats: FloatArray) -> dict[str, Value]:
    """Return mean, spread and number of each that was measured at all."""
    found = {}
    for name, values in repeats.items():
        seen = values[np.isfinite(values)]
        if len(seen):
            sd = float(seen.std(ddof=1)) if len(seen) > 1 else None
            found[name] = Value(value=float(seen.mean()), sd=sd, n=len(seen))
    return found
