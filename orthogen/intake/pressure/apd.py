"""Apd. INI text of a "pedcad Importfile" (zebris .apd, footscan multi-frame) -> raw frames, one foot a file.

formats.md 1.4 d and 1.6 a. SensCountX rows along the walk, SensCountY columns from left to right seen from above, row 0
at the heel; −1 is no contact. It carries its unit and its pitch. Names in [Customer] are never looked at.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.raw import CUT_OFF, Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.side import side_by_name
from orthogen.intake.pressure.words import count, head, number, numbers, separator, spaced, text
from orthogen.records.finding import Finding

FORMAT = "zebris"
_SECTION = re.compile(r"^[ \t]*\[(\w+)\][^\n]*$", re.M)
_HZ, _MS = ("frequency", "samplerate", "hz", "framerate", "samplingrate"), ("frametime", "timestep", "timeperframe")


def sniff(data: bytes) -> bool:
    """True if the head names the import file or counts its sensors."""
    said = head(data)
    return "pedcad Importfile" in said or "SensCountX=" in said.replace(" ", "")


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording: one peak picture, or the frames where the file has them."""
    parts = _SECTION.split(text(data))
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    keys = {key.strip().lower(): value.strip() for title, body in sections.items() if title.lower() != "customer"
            and not title.lower().startswith("data")
            for key, equals, value in (line.partition("=") for line in body.splitlines()) if equals}  # fmt: skip
    shape = count(_key(keys, "SensCountX")), count(_key(keys, "SensCountY"))
    numbered = sorted((title for title in sections if re.fullmatch(r"Data\d{1,9}", title)), key=lambda t: int(t[4:]))
    titles = numbered or [title for title in ("Data",) if title in sections]
    need_room(max(len(titles) - 1, 1), *shape, letters=sum(len(sections[title]) for title in titles))
    if not titles:
        raise CorruptFile("the file has no section [Data]", EXPORT_AGAIN)
    frames, findings = _frames([sections[title] for title in titles], shape)
    side = side_by_name(name)
    return (
        RawPressure(
            instrument="plate", frames=frames, unit=keys.get("unitpressure"), layout=Lattice(pitch_mm=_pitch_mm(keys)),
            time_s=_clock(keys, len(frames)), side=side, side_source="inferred", cropped=True, findings=findings,
            picture=_picture(sections, shape), likely="--pressure-unit N/cm2",
        ),
    )  # fmt: skip


def _picture(sections: dict[str, str], shape: tuple[int, int]) -> Frames | None:
    """Return the maximum picture that stands beside the frames, None where there is none."""
    return _frames([sections["Data"]], shape)[0] if "Data" in sections else None


def _key(keys: dict[str, str], name: str) -> str:
    if name.lower() not in keys:
        raise CorruptFile(f"the file does not say {name}", EXPORT_AGAIN)
    return keys[name.lower()]


def _clock(keys: dict[str, str], frames: int) -> np.ndarray | None:
    """Return the times of the frames (t,), None where the file holds no rate."""
    rate = next((number(keys[key].split()[0]) for key in _HZ if keys.get(key)), 0.0)
    step_ms = next((number(keys[key].split()[0]) for key in _MS if keys.get(key)), 0.0)
    rate = rate or (1000.0 / step_ms if step_ms > 0 else 0.0)
    return np.arange(frames) / rate if rate > 0 else None


def _pitch_mm(keys: dict[str, str]) -> tuple[float, float] | None:
    """Return the pitch along and across the walk, None where the file holds none."""
    if "ldistx" not in keys or "ldisty" not in keys:
        return None
    unit = keys.get("unitdistance", "mm").lower()
    scale = {"mm": 1.0, "cm": 10.0, "m": 1000.0}.get(unit)
    if scale is None:
        raise CorruptFile(f"the distances of the file are in {unit[:24]!r}", "export them in mm")
    return scale * number(keys["ldistx"]), scale * number(keys["ldisty"])


def _frames(bodies: list[str], shape: tuple[int, int]) -> tuple[Frames, tuple[Finding, ...]]:
    """Return (t, rows, columns) with no contact as 0, and a finding where the last frame was cut off."""
    mark = separator(bodies[0])
    frames = np.empty((len(bodies), *shape), np.float32)
    for k, body in enumerate(bodies):
        values = numbers(spaced(body, mark))
        if len(values) != shape[0] * shape[1]:
            if k == 0 or k < len(bodies) - 1:
                wanted = f"{shape[0]} × {shape[1]}"
                raise CorruptFile(f"a picture has {len(values)} values instead of {wanted}", EXPORT_AGAIN)
            return frames[:k], (CUT_OFF,)
        frames[k] = np.maximum(values, 0.0).reshape(shape)
    return frames, ()
