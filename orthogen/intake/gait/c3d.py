"""C3d. bytes of a C3D file of any computer -> Markers: markers in mm, events, body mass and legs.

formats.md 2.1. Model outputs (angles, forces, moments) are no places and are left out; names of persons are not read,
a prefix of the labels is cut. Events are sorted, and counted from the first frame of the file.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal

import numpy as np

from orthogen.errors import CorruptFile, UnitUnclear
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.gait.c3d_parameters import BLOCK, Computer, Parameters, parameters, sniff
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.records.finding import Finding
from orthogen.records.markers import Happening, Markers

__all__ = ["read", "sniff"]
_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "meters": 1000.0, "millimeters": 1.0}
_OUTPUTS = ("ANGLES", "FORCES", "MOMENTS", "POWERS", "SCALARS", "ENERGIES", "REACTIONS")
_ENDINGS = ("angles", "angle", "force", "moment", "power")
_HAPPENINGS: dict[str, Happening] = {
    **dict.fromkeys(("foot strike", "heel strike", "initial contact", "hs", "fs", "ic", "on"), "strike"),
    **dict.fromkeys(("foot off", "toe off", "to", "fo", "off"), "off"),
}  # fmt: skip
_SIDED = re.compile(r"(left|right|l|r)\s*(hs|fs|ic|on|to|fo|off|(?:foot|heel) strike|initial contact|(?:foot|toe) off)")
_MOST_VALUES, _FARTHEST = 50_000_000, 1e7
_LEG_MM, _MASS_KG = (400.0, 1400.0), (5.0, 400.0)


def read(data: bytes, name: str) -> Markers:
    """Return the walk; raises CorruptFile, or UnitUnclear for a unit of length that is none."""
    computer, told = parameters(data)
    header = computer.words(data[: 2 * 12])
    points, first = int(header[1]), computer.unsigned(data[6:8])
    rate = _number(told, "POINT", "RATE")
    rate = float(computer.reals(data[20:24])[0]) if rate is None else rate
    if points <= 0 or not 1 <= rate <= 10_000:
        raise CorruptFile(f"the file has {points} points at {rate:g} frames a second", "export markers of a walk")
    places = _places(data, computer, points, told)
    labels, twice = _labels(told, points)
    factor, source = _unit(told)
    outputs = {label for kind in _OUTPUTS for label in _texts(told, kind)}
    kept: dict[str, FloatArray] = {}
    for k, label in enumerate(labels):
        plain = _plain(label)
        if label not in outputs and plain and not plain.lower().endswith(_ENDINGS) and plain not in kept:
            kept[plain] = frozen(places[:, k] * factor)
    notes = [Finding(check="marker_unit", note=source)] if source else []
    if len({label.rpartition(":")[0] for label in labels if ":" in label}) > 1:
        note = "The file has markers of several subjects; of each name the first was kept."
        notes.append(Finding(check="several_subjects", note=note, level="warning"))
    if twice:
        note = f"Marker names that stand twice: {twice}; told apart by their descriptions, else the first was kept."
        notes.append(Finding(check="marker_twice", note=note, level="warning"))
    return Markers(
        file=name, sha256=hashlib.sha256(data).hexdigest(), format="c3d", rate_hz=rate, places_mm=kept,
        events_s=_events(told, (first - 1) / rate), body_mass_kg=_bounded(told, "BODYMASS", _MASS_KG),
        leg_length_mm={side: length for side in ("left", "right")
                       if (length := _bounded(told, f"{side[0].upper()}LEGLENGTH", _LEG_MM))},
        findings=tuple(notes),
    )  # fmt: skip


def _places(data: bytes, computer: Computer, points: int, told: Parameters) -> FloatArray:
    """Return the points (t, n, 3) in the unit of the file, NaN where one was lost."""
    scale = _number(told, "POINT", "SCALE")
    scale = float(computer.reals(data[12:16])[0]) if scale is None else scale
    first, last = computer.unsigned(data[6:8]), computer.unsigned(data[8:10])
    frames = last - first + 1
    counted = _number(told, "POINT", "FRAMES")
    if last == 65535 and counted is not None:  # a longer walk than the header can count
        frames = int(counted) & 0xFFFFFFFF
    analog, block = computer.unsigned(data[4:6]), computer.unsigned(data[16:18])
    wide = 4 if scale < 0 else 2
    width = points * 4 + analog
    start, size = (block - 1) * BLOCK, frames * width * wide
    if frames <= 0 or block < 2 or frames * width > _MOST_VALUES:
        raise CorruptFile(f"the file tells {frames} frames of {width} values from block {block}", EXPORT_AGAIN)
    if start + size > len(data):
        there = max(len(data) - start, 0) // (width * wide)
        raise CorruptFile(f"the file is truncated: {there} of {frames} frames are there", EXPORT_AGAIN)
    raw = data[start : start + size]
    values = (computer.reals(raw) if scale < 0 else computer.words(raw)).reshape(frames, width)
    table = values[:, : points * 4].reshape(frames, points, 4)
    lost = (table[..., 3] < 0) | ~np.isfinite(table).all(axis=2) | (table[..., :3] == 0).all(axis=2)
    places = np.where(lost[..., None], np.nan, table[..., :3])
    if not abs(scale) < _FARTHEST or (np.abs(places) > _FARTHEST).any():
        raise CorruptFile(f"the file has places farther away than {_FARTHEST:.0e} units", EXPORT_AGAIN)
    return places if scale < 0 else places * scale


def _labels(told: Parameters, points: int) -> tuple[list[str], int]:
    """Return a name for each point, and how many names stand twice; a name that does is replaced by its description."""
    names = [*_texts(told, "LABELS"), *_texts(told, "LABELS2"), *_texts(told, "LABELS3")]
    names = (names + [""] * points)[:points]
    meant = (list(_texts(told, "DESCRIPTIONS")) + [""] * points)[:points]
    times = Counter(name for name in names if name)
    twice = sum(count - 1 for count in times.values())
    return [more if times[name] > 1 and more else name for name, more in zip(names, meant, strict=True)], twice


def _unit(told: Parameters) -> tuple[float, str]:
    """Return the factor to mm, and a sentence where the file names no unit."""
    said = next(iter(_texts(told, "UNITS")), "").lower()
    if not said:
        return 1.0, "The file names no unit of length: mm was taken, as the format's custom is."
    if said not in _MM:
        raise UnitUnclear(f"the file gives its places in {said[:16]!r}", "export them in mm")
    return _MM[said], ""


def _events(told: Parameters, start_s: float) -> dict[Literal["left", "right"], dict[Happening, FloatArray]]:
    """Return the marked strikes and offs of each side, s from the first frame, sorted."""
    group = told.get("EVENT", {})
    sides, labels, times = group.get("CONTEXTS", ()), group.get("LABELS", ()), group.get("TIMES", np.zeros(0))
    if isinstance(sides, np.ndarray) or isinstance(labels, np.ndarray) or isinstance(times, tuple):
        return {}
    seconds = times[: len(times) // 2 * 2].reshape(-1, 2) @ [60.0, 1.0] - start_s
    found: dict[Literal["left", "right"], dict[Happening, list[float]]] = {"left": {}, "right": {}}
    for context, label, when in zip(sides, labels, seconds.tolist(), strict=False):
        side, happening = _event(context, label)
        if side and happening and np.isfinite(when):
            found[side].setdefault(happening, []).append(when)
    return {side: {what: np.array(sorted(whens)) for what, whens in group.items()} for side, group in found.items()}


def _event(context: str, label: str) -> tuple[Literal["left", "right"] | None, Happening | None]:
    """Return side and kind of a mark: by its context and label, or by a label alone such as `RHS` or `Left Toe Off`."""
    words = label.lower().replace("_", " ").strip()
    match = _SIDED.fullmatch(words)
    said = context.lower().strip()
    letter = said[0] if said in ("left", "right") else match[1][0] if match else ""
    happening = _HAPPENINGS.get(words) or (_HAPPENINGS.get(match[2].strip()) if match else None)
    return ("left" if letter == "l" else "right" if letter == "r" else None), happening


def _plain(label: str) -> str:
    """Return a label without the name of the subject before it."""
    return label.rsplit(":", 1)[-1].strip()


def _texts(told: Parameters, name: str) -> Iterable[str]:
    values = told.get("POINT", {}).get(name, ())
    return () if isinstance(values, np.ndarray) else values


def _number(told: Parameters, group: str, name: str) -> float | None:
    values = told.get(group, {}).get(name)
    return float(values[0]) if isinstance(values, np.ndarray) and len(values) and np.isfinite(values[0]) else None


def _bounded(told: Parameters, name: str, bounds: tuple[float, float]) -> float | None:
    """Return a number of the laboratory's processing if it is one that a person can have."""
    value = _number(told, "PROCESSING", name)
    return value if value is not None and bounds[0] <= value <= bounds[1] else None
