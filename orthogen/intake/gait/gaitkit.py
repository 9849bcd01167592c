"""Gaitkit. JSON with the places of landmarks in every frame and marked events -> Markers.

formats.md 2.3: an undocumented form; only the places and the events are taken, never its angles. A landmark at the
origin was not seen. The unit is not in the file: it is told from the distance between hip and ankle.
"""

import hashlib
import json
from typing import Any

import numpy as np

from orthogen.errors import CorruptFile, UnitUnclear
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.words import text
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.rank import median
from orthogen.records.finding import Finding
from orthogen.records.markers import Happening, Markers

_MOST_FRAMES, _MOST_LANDMARKS = 100_000, 200
_HAPPENINGS: dict[str, Happening] = {"hs_frames": "strike", "to_frames": "off"}
_LEG_MM = (400.0, 1400.0)
_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0}


def sniff(data: bytes) -> bool:
    """True if the file has frames with the places of landmarks."""
    return data[:1] == b"{" and b'"angle_frames"' in data[:4096] and b'"landmark_positions"' in data[:8192]


def read(data: bytes, name: str) -> Markers:
    """Return the walk; raises CorruptFile, or UnitUnclear where no unit makes the legs those of a person."""
    try:
        form = json.loads(text(data))
    except (ValueError, RecursionError) as error:
        raise CorruptFile(f"the file is no JSON: {str(error)[:60]}", EXPORT_AGAIN) from error
    rate, frames = form.get("fps"), form.get("angle_frames")
    if isinstance(rate, bool) or not isinstance(rate, int | float) or not 1 <= rate <= 10_000:
        raise CorruptFile("the file has no rate of frames", EXPORT_AGAIN)
    if not isinstance(frames, list) or not 1 < len(frames) <= _MOST_FRAMES:
        raise CorruptFile("the file has no list of frames", EXPORT_AGAIN)
    places = _places(frames)
    unit = _unit(places)
    note = f"The file names no unit of length: {unit}, by the distance between hip and ankle."
    truth = form.get("ground_truth")
    return Markers(
        file=name, sha256=hashlib.sha256(data).hexdigest(), format="gaitkit", rate_hz=float(rate),
        places_mm={label: frozen(place * _MM[unit]) for label, place in places.items()},
        events_s={side: {what: _times(truth, key, side, rate) for key, what in _HAPPENINGS.items()}
                  for side in ("left", "right")},
        findings=(Finding(check="marker_unit", note=note),),
    )  # fmt: skip


def _places(frames: list[Any]) -> dict[str, FloatArray]:
    """Return label -> (t, 3) in the unit of the file, NaN where it was not seen."""
    rows = [frame.get("landmark_positions") if isinstance(frame, dict) else None for frame in frames]
    labels = sorted({str(label) for row in rows if isinstance(row, dict) for label in row})[:_MOST_LANDMARKS]
    found = {label: np.full((len(rows), 3), np.nan) for label in labels}
    for k, row in enumerate(rows):
        for label, place in row.items() if isinstance(row, dict) else ():
            if label in found and _is_place(place) and any(place):
                found[label][k] = place
    return found


def _is_place(place: Any) -> bool:
    return isinstance(place, list) and len(place) == 3 and all(
        isinstance(x, int | float) and not isinstance(x, bool) and abs(x) < 1e9 for x in place
    )  # fmt: skip


def _unit(places: dict[str, FloatArray]) -> str:
    """Return the unit that makes the legs those of a person."""
    legs = []
    for side in ("left", "right"):
        if f"{side}_hip" in places and f"{side}_ankle" in places:
            apart = np.linalg.norm(places[f"{side}_hip"] - places[f"{side}_ankle"], axis=1)
            legs += apart[np.isfinite(apart)].tolist()
    length = median(np.array(legs)) if legs else 0.0
    for unit, factor in _MM.items():
        if _LEG_MM[0] <= length * factor <= _LEG_MM[1]:
            return unit
    raise UnitUnclear(f"hip and ankle lie {length:.4g} apart, a leg in no unit", "export the places in mm")


def _times(truth: Any, key: str, side: str, rate: float) -> FloatArray:
    """Return the marked events of one side in s, sorted."""
    marks = truth.get(key) if isinstance(truth, dict) else None
    frames = marks.get(side) if isinstance(marks, dict) else None
    known = [x for x in frames if isinstance(x, int) and 0 <= x < _MOST_FRAMES] if isinstance(frames, list) else []
    return np.array(sorted(known), dtype=np.float64) / rate
