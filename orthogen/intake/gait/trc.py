"""Trc. text of OpenSim marker trajectories -> Markers.

formats.md 2.2. The count of markers in the header can be wrong: the line of labels is trusted. Empty cells are lost
markers. The path in the first line is not read.
"""

import hashlib

import numpy as np

from orthogen.errors import CorruptFile, UnitUnclear
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.words import head, number, text
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.markers import Markers

_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0}
_MOST_VALUES, _FARTHEST = 50_000_000, 1e7


def sniff(data: bytes) -> bool:
    """True if the first line says that it is a file of paths of points."""
    return head(data).startswith("PathFileType")


def read(data: bytes, name: str) -> Markers:
    """Return the walk; raises CorruptFile, or UnitUnclear where the header has no unit of length."""
    lines = text(data).splitlines()
    if len(lines) < 6:
        raise CorruptFile("the file ends before its data", EXPORT_AGAIN)
    keys = dict(zip(lines[1].split("\t"), lines[2].split("\t"), strict=False))
    if keys.get("Units", "").strip().lower() not in _MM:
        raise UnitUnclear(f"the file gives its places in {keys.get('Units', 'no unit')!r}", "export them in mm")
    rate = number(keys.get("DataRate", "nothing").strip())
    if not 1 <= rate <= 10_000:
        raise CorruptFile(f"the file has {rate:g} frames a second", EXPORT_AGAIN)
    columns = {k: label.strip() for k, label in enumerate(lines[3].split("\t")) if k >= 2 and label.strip()}
    table = _table([line for line in lines[5:] if line.strip()], max(columns, default=0) + 3)
    places: dict[str, FloatArray] = {}
    for k, label in columns.items():
        if label not in places:  # a label that stands twice names two markers; the first is kept
            places[label] = table[:, k : k + 3] * _MM[keys["Units"].strip().lower()]
    twice = len(columns) - len(places)
    note = f"{twice} marker {'name stands' if twice == 1 else 'names stand'} twice; the first of each was kept."
    return Markers(
        file=name, sha256=hashlib.sha256(data).hexdigest(), format="trc", rate_hz=rate, places_mm=places,
        findings=(Finding(check="marker_twice", note=note, level="warning"),) if twice else (),
    )  # fmt: skip


def _table(lines: list[str], width: int) -> FloatArray:
    """Return the numbers (t, width), NaN for what is empty."""
    if len(lines) * width > _MOST_VALUES:
        raise CorruptFile(f"{len(lines)} frames of {width} values are more than a walk has", "export fewer frames")
    if not lines:
        raise CorruptFile("the file has no frame", EXPORT_AGAIN)
    words = [word.strip() or "nan" for line in lines for word in (line.split("\t") + [""] * width)[:width]]
    try:
        table = np.array(words, dtype=np.float64)
    except ValueError:  # decimal commas, or no numbers
        table = np.array([np.nan if word == "nan" else number(word) for word in words])
    table = table.reshape(len(lines), width)
    if (np.abs(table) > _FARTHEST).any():
        raise CorruptFile(f"the file has places farther away than {_FARTHEST:.0e} units", EXPORT_AGAIN)
    return table
