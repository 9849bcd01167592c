"""Xsensor. CSV of XSENSOR PRO 7 -> raw frames of each insole or pad in the file.

formats.md 1.7. Every frame lists each sensor sheet with its size, then copies of its regions, which are skipped. Row 0
is at the toes, columns run from left to right seen from above; LF and RF in a sheet's name tell its side.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.pressure.raw import Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import count, floats, head, number, text
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray
from orthogen.records.pressure import Foot

FORMAT = "xsensor"
_CLOCK = re.compile(r"(\d+):(\d+):(\d+(?:[.,]\d+)?)")
_SIDE = re.compile(r"[-_ ]([LR])F\b")
_DAY_S = 86400.0


def sniff(data: bytes) -> bool:
    """True if the head lists sensor sheets."""
    said = head(data)
    return re.search(r"^SENSOR,", said, re.M) is not None or "Sensels:" in said


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return one recording for each sheet."""
    said = text(data)
    if re.search(r"^SENSOR,", said, re.M) is None:
        raise CorruptFile("this is the older text of XSENSOR, which is not read", "export it as SV text, PRO 7")
    unit = re.search(r"^Units:,\s*([^,\n]+)", said, re.M)
    times: list[float] = []
    sheets: dict[str, list[np.ndarray]] = {}
    pitches: dict[str, tuple[float, float]] = {}
    for block in re.split(r"^FRAME,", said, flags=re.M)[1:]:
        times.append(_time_s(block))
        for part in re.split(r"^SENSOR,", block, flags=re.M)[1:]:
            title, values, pitch = _sheet(part)
            sheets.setdefault(title, []).append(values)
            pitches[title] = pitch
    if not sheets:
        raise CorruptFile("the export holds no frame", EXPORT_AGAIN)
    return tuple(_recording(title, frames, pitches[title], times, unit) for title, frames in sheets.items())


def _recording(
    title: str, frames: list[np.ndarray], pitch: tuple[float, float], times: list[float], unit: re.Match[str] | None
) -> RawPressure:
    if len({frame.shape for frame in frames}) > 1 or len(frames) != len(times):
        raise CorruptFile("a sheet of sensors changes between the frames", EXPORT_AGAIN)
    need_room(len(frames), *frames[0].shape)
    found = _SIDE.search(title)
    side: Foot | None = None if found is None else "left" if found[1] == "L" else "right"
    return RawPressure(
        instrument="insole" if side else "plate", toes_first=True, frames=np.stack(frames)[:, ::-1],
        layout=Lattice(pitch_mm=pitch),
        unit=unit[1].strip() if unit else None, time_s=_even(times), side=side,
    )  # fmt: skip


def _time_s(block: str) -> float:
    found = _CLOCK.search(block.split("SENSOR,", 1)[0])
    if found is None:
        raise CorruptFile("a frame has no time", EXPORT_AGAIN)
    return 3600 * number(found[1]) + 60 * number(found[2]) + number(found[3])


def _even(times: list[float]) -> FloatArray:
    """Return evenly spaced times: the clock is rounded to milliseconds; midnight may pass."""
    clock = np.unwrap(np.array(times), period=_DAY_S)
    return np.linspace(0.0, float(clock[-1] - clock[0]), len(clock))


def _sheet(part: str) -> tuple[str, np.ndarray, tuple[float, float]]:
    """Return name, values (rows, columns) and pitch of one sheet in one frame."""
    own = re.split(r"^GROUP,", part, flags=re.M)[0]
    lines = [line.rstrip(", \t") for line in own.splitlines()]
    keys = {key.strip(): value.strip() for key, comma, value in (line.partition(",") for line in lines) if comma}
    try:
        rows, columns = count(keys["Rows"]), count(keys["Columns"])
        pitch = 10 * number(keys["Sensel Height (cm)"]), 10 * number(keys["Sensel Width (cm)"])
        start = lines.index("SENSELS") + 1
    except (KeyError, ValueError):
        raise CorruptFile("a sheet of sensors has no size or no values", EXPORT_AGAIN) from None
    need_room(1, rows, columns)
    kept = [line for line in own.splitlines()[start:] if line.strip(", \t")][:rows]
    words = [word for line in kept for word in (line.split(",") + [""] * columns)[:columns]]
    if len(kept) != rows:
        raise CorruptFile(f"a sheet has {len(kept)} rows instead of {rows}", EXPORT_AGAIN)
    return lines[0].strip(), floats([word.strip() for word in words]).astype(np.float32).reshape(rows, columns), pitch
