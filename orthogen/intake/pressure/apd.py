"""Apd. INI text of a "pedcad Importfile" (zebris .apd, footscan multi-frame) -> raw frames, one foot a file.

formats.md 1.4 d and 1.6 a. SensCountX rows along the walk, SensCountY columns from left to right seen from above, row 0
at the heel; −1 is no contact. It carries its unit and its pitch. Names in [Customer] are never looked at.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.pressure.raw import Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import count, floats, head, number, text
from orthogen.intake.raw import EXPORT_AGAIN

FORMAT = "zebris"
_SECTION = re.compile(r"^\[(\w+)\][ \t]*$", re.M)
_RATE = ("Frequency", "SampleRate", "Hz")


def sniff(data: bytes) -> bool:
    """True if the head names the import file or counts its sensors."""
    said = head(data)
    return "pedcad Importfile" in said or "SensCountX=" in said


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording: one peak picture, or the frames where the file has them."""
    parts = _SECTION.split(text(data))
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    keys = {key.strip(): value.strip() for title, body in sections.items() if title in ("General", "Technical")
            for key, equals, value in (line.partition("=") for line in body.splitlines()) if equals}  # fmt: skip
    shape = count(_key(keys, "SensCountX")), count(_key(keys, "SensCountY"))
    numbered = [title for title in sections if re.fullmatch(r"Data\d+", title)]
    titles = numbered or [title for title in ("Data",) if title in sections]
    need_room(len(titles), *shape)
    if not titles:
        raise CorruptFile("the file has no section [Data]", EXPORT_AGAIN)
    frames = np.stack([_frame(sections[title], shape) for title in titles])
    rate = next((number(keys[key]) for key in _RATE if key in keys), None)
    return (
        RawPressure(
            instrument="plate", frames=frames, unit=keys.get("UnitPressure"),
            layout=Lattice(pitch_mm=_pitch_mm(keys)), time_s=np.arange(len(frames)) / rate if rate else None,
        ),
    )  # fmt: skip


def _key(keys: dict[str, str], name: str) -> str:
    if name not in keys:
        raise CorruptFile(f"the file does not say {name}", EXPORT_AGAIN)
    return keys[name]


def _pitch_mm(keys: dict[str, str]) -> tuple[float, float] | None:
    """Return the pitch along and across the walk, None where the file holds none."""
    if "LDistX" not in keys or "LDistY" not in keys:
        return None
    scale = {"mm": 1.0, "cm": 10.0}.get(keys.get("UnitDistance", "mm").lower())
    if scale is None:
        raise CorruptFile(f"the distances of the file are in {keys['UnitDistance']!r}", "export them in mm")
    return scale * number(keys["LDistX"]), scale * number(keys["LDistY"])


def _frame(body: str, shape: tuple[int, int]) -> np.ndarray:
    words = body.split()
    if len(words) != shape[0] * shape[1]:
        raise CorruptFile(f"a picture has {len(words)} values instead of {shape[0] * shape[1]}", EXPORT_AGAIN)
    values = floats(words)
    return np.where(values < 0, 0.0, values).astype(np.float32).reshape(shape)
