"""Xsensor. CSV of XSENSOR PRO 7 -> raw frames of each insole or pad in the file.

formats.md 1.7. Every frame lists each sensor sheet with its size, then copies of its regions, which are skipped. Row 0
is at the toes, columns run from left to right seen from above; LF and RF in a sheet's name tell its side.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.raw import CUT_OFF, Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import count, head, number, numbers, text
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot

FORMAT = "xsensor"
_CLOCK = re.compile(r"(\d+):(\d+):(\d+(?:[.,]\d+)?)")
_SIDE = re.compile(r"(?:[-_ ]([LR])F\b)|\b(left|right)\b", re.I)
_UNIT = re.compile(r"^Units:?[,;\t ]\s*\"?([^,;\t\n\"]+)", re.M)
_DAY_S = 86400.0
_SIZES = {"(cm)": 10.0, "(mm)": 1.0, "(in)": 25.4}


def sniff(data: bytes) -> bool:
    """True if the head lists sensor sheets."""
    said = head(data)
    return re.search(r"^\"?SENSOR[,;\t]", said, re.M) is not None or "Sensels:" in said


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return one recording for each sheet."""
    said = _plain(text(data))
    unit = _UNIT.search(said)
    times: list[float] = []
    sheets: dict[str, list[Frames]] = {}
    pitches: dict[str, tuple[float, float]] = {}
    findings: tuple[Finding, ...] = ()
    blocks = re.split(r"^FRAME,", said, flags=re.M)[1:]
    for k, block in enumerate(blocks):
        try:
            parts = [_sheet(part) for part in re.split(r"^SENSOR,", block, flags=re.M)[1:]]
            whole = set(sheets) <= {title for title, _, _ in parts}
            clock = _time_s(block)
        except CorruptFile:
            parts, whole, clock = [], False, 0.0
            if k < len(blocks) - 1 or k == 0:
                raise
        if not whole and k == len(blocks) - 1 and k > 0:
            findings = (CUT_OFF,)
            break
        times.append(clock)
        for title, values, pitch in parts:
            sheets.setdefault(title, []).append(values)
            pitches[title] = pitch
    if not sheets:
        raise CorruptFile("the export holds no frame", EXPORT_AGAIN)
    return tuple(_recording(title, frames, pitches[title], times, unit, findings) for title, frames in sheets.items())


def _plain(said: str) -> str:
    """Return the text with commas between its cells: other marks and decimal commas become those of an English one."""
    said = said.replace('"', "")
    if "Sensels:" in said:
        return _from_older(said)
    mark = next((mark for mark in ";\t" if re.search(rf"^SENSOR{mark}", said, re.M)), None)
    return said if mark is None else said.replace(",", ".").replace(mark, ",")


def _from_older(said: str) -> str:
    """Return the older text, keys before colons and values between blanks, in the words of the newer one."""
    said = re.sub(r"^Sensels:[ \t]*", "SENSELS\n", said, flags=re.M)
    said = re.sub(r"^(Sensor|Frame|Group):[ \t]*", lambda found: f"{found[1].upper()},", said, flags=re.M)
    said = re.sub(r"^([A-Z][^:,\n]*):[ \t]*", r"\1,", said, flags=re.M)
    return re.sub(r"(?<=[0-9])[ \t]+(?=[-0-9.])", ",", said)


def _recording(
    title: str, frames: list[Frames], pitch: tuple[float, float], times: list[float], unit: re.Match[str] | None,
    findings: tuple[Finding, ...],
) -> RawPressure:  # fmt: skip
    if len({frame.shape for frame in frames}) > 1 or len(frames) != len(times):
        raise CorruptFile("a sheet of sensors changes between the frames", EXPORT_AGAIN)
    need_room(len(frames), *frames[0].shape)
    found = _SIDE.search(title)
    side: Foot | None = None if found is None else "left" if (found[1] or found[2]).lower().startswith("l") else "right"
    return RawPressure(
        instrument="insole" if side else "plate", toes_first=True, frames=np.stack(frames)[:, ::-1],
        layout=Lattice(pitch_mm=pitch if min(pitch) > 0 else None), unit=unit[1].strip() if unit else None,
        time_s=_even(times) if len(times) > 1 else np.zeros(1), side=side, findings=findings,
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


def _sheet(part: str) -> tuple[str, Frames, tuple[float, float]]:
    """Return name, values (rows, columns) and pitch of one sheet in one frame."""
    own = re.split(r"^GROUP,", part, flags=re.M)[0]
    lines = [line.rstrip(", \t") for line in own.splitlines()]
    keys = {key.strip(): value.strip() for key, comma, value in (line.partition(",") for line in lines) if comma}
    try:
        rows, columns = count(keys["Rows"]), count(keys["Columns"])
        start = lines.index("SENSELS") + 1
    except (KeyError, ValueError):
        raise CorruptFile("a sheet of sensors has no size or no values", EXPORT_AGAIN) from None
    pitch = _size_mm(keys, "Sensel Height"), _size_mm(keys, "Sensel Width")
    need_room(1, rows, columns, letters=len(own))
    kept = [line for line in own.splitlines()[start:] if line.strip(", \t")][:rows]
    cells = [",".join((line.split(",") + [""] * columns)[:columns]) for line in kept]
    if len(kept) != rows:
        raise CorruptFile(f"a sheet has {len(kept)} rows instead of {rows}", EXPORT_AGAIN)
    values = numbers(re.sub(r"(?<![^,\n])[ \t]*(?=[,\n]|\Z)", "0", "\n".join(cells)).replace(",", " "))
    if len(values) != rows * columns:
        raise CorruptFile(f"a sheet has {len(values)} values instead of {rows * columns}", EXPORT_AGAIN)
    return lines[0].strip(), values.astype(np.float32).reshape(rows, columns), pitch


def _size_mm(keys: dict[str, str], what: str) -> float:
    """Return the height or width of a cell, whichever unit its key names; 0 where there is none."""
    for unit, scale in _SIZES.items():
        if f"{what} {unit}" in keys:
            return scale * number(keys[f"{what} {unit}"])
    return 0.0
