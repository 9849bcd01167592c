"""Xsensor. CSV of XSENSOR PRO 7 -> raw frames of each insole or pad in the file.

formats.md 1.7. Every frame lists each sensor sheet with its size, then copies of its regions, which are skipped. Row 0
is at the toes, columns run from left to right seen from above; LF and RF in a sheet's name tell its side.
"""

import re
from dataclasses import replace

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.cells import cells
from orthogen.intake.pressure.raw import CUT_OFF, Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import bounded, count, head, number, numbers, text, unquoted
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.words import table_in
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.pressure import Foot

FORMAT = "xsensor"
_CLOCK = re.compile(r"(\d+):(\d+):(\d+(?:[.,]\d+)?)")
_SIDE = re.compile(r"(?:[-_ ]([LR])F\b)|\b(left|right)\b", re.I)
_UNIT = re.compile(r"^Units:?[,;\t ]\s*\"?([^,;\t\n\"]+)", re.M)
_DAY_S = 86400.0
_MARKED = re.compile(r"^(?:SENSOR|Sensor:) ?([,;\t])", re.M)
_SIZES = {"(cm)": 10.0, "(mm)": 1.0, "(in)": 25.4}


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """The words that begin a frame, a sheet, a region and the values, what follows a key, and what parts the values."""

    frame: str
    sheet: str
    group: str
    values: str
    key: str
    mark: str | None


_NEWER = _Kind(frame="FRAME,", sheet="SENSOR,", group="GROUP,", values="SENSELS", key=",", mark=",")
_OLDER = _Kind(frame="Frame:", sheet="Sensor:", group="Group:", values="Sensels:", key=":", mark=None)


def sniff(data: bytes) -> bool:
    """True if the head lists sensor sheets."""
    said = head(data)
    return re.search(r"^\"?SENSOR[,;\t]", said, re.M) is not None or "Sensels:" in said


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return one recording for each sheet."""
    said, kind = _plain(text(data))
    unit = _UNIT.search(said)
    times: list[float] = []
    sheets: dict[str, list[Frames]] = {}
    pitches: dict[str, tuple[float, float]] = {}
    findings: tuple[Finding, ...] = ()
    blocks = f"\n{said}".split(f"\n{kind.frame}")[1:]
    for k, block in enumerate(blocks):
        try:
            before, *said_of_sheets = block.split(f"\n{kind.sheet}")
            parts = [_sheet(part, kind) for part in said_of_sheets]
            whole = set(sheets) <= {title for title, _, _ in parts}
            clock = _time_s(before)
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


def _plain(said: str) -> tuple[str, _Kind]:
    """Return the text with commas between its cells and points before its decimals, and its kind."""
    said = unquoted(said)
    found = _MARKED.search(said)
    kind = _OLDER if "Sensels:" in said else _NEWER
    if found is None:
        return said, kind
    return said if found[1] == "," else said.replace(",", ".").replace(found[1], ","), replace(kind, mark=",")


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


def _time_s(before: str) -> float:
    found = _CLOCK.search(before)
    if found is None:
        raise CorruptFile("a frame has no time", EXPORT_AGAIN)
    return 3600 * number(found[1]) + 60 * number(found[2]) + number(found[3])


def _even(times: list[float]) -> FloatArray:
    """Return evenly spaced times: the clock is rounded to milliseconds; midnight may pass."""
    clock = np.unwrap(np.array(times), period=_DAY_S)
    return np.linspace(0.0, float(clock[-1] - clock[0]), len(clock))


def _sheet(part: str, kind: _Kind) -> tuple[str, Frames, tuple[float, float]]:
    """Return name, values (rows, columns) and pitch of one sheet in one frame."""
    before, found, after = part.split(f"\n{kind.group}", 1)[0].partition(f"\n{kind.values}")
    lines = [line.rstrip(", \t") for line in before.splitlines()]
    keys = {
        key.strip(): value.strip(", \t") for key, mark, value in (line.partition(kind.key) for line in lines) if mark
    }
    if not found or "Rows" not in keys or "Columns" not in keys:
        raise CorruptFile("a sheet of sensors has no size or no values", EXPORT_AGAIN)
    rows, columns = count(keys["Rows"]), count(keys["Columns"])
    need_room(1, rows, columns, letters=len(after))
    kept = [line for line in after.split("\n") if line.strip(", \t")][:rows]
    if len(kept) != rows:
        raise CorruptFile(f"a sheet has {len(kept)} rows instead of {rows}", EXPORT_AGAIN)
    values = _values(kept, columns) if kind.mark else numbers("\n".join(kept).replace(",", "."))
    if values.size != rows * columns:
        raise CorruptFile(f"a sheet has {values.size} values instead of {rows * columns}", EXPORT_AGAIN)
    pitch = _size_mm(keys, "Sensel Height"), _size_mm(keys, "Sensel Width")
    return lines[0].strip(", \t") if lines else "", values.astype(np.float32).reshape(rows, columns), pitch


def _values(lines: list[str], columns: int) -> FloatArray:
    """Return the values (rows, columns) of lines that a spreadsheet may have padded; an empty cell is no load."""
    found = table_in("\n".join(lines).encode("ascii", "replace"), ",")
    wide = found.ends[0]
    if len(found.values) - len(found.empty) > len(lines) * columns:
        raise CorruptFile(f"a row of a sheet has more than its {columns} values", EXPORT_AGAIN)
    if len(found.odd) == 0 and wide >= columns and (np.diff(found.ends) == wide).all():
        return bounded(found.values.reshape(len(lines), wide)[:, :columns])
    padded = "\n".join(line + "," * max(columns - 1 - line.count(","), 0) for line in lines)
    return cells(padded, ",", width=columns).numbers(np.arange(columns))


def _size_mm(keys: dict[str, str], what: str) -> float:
    """Return the height or width of a cell, whichever unit its key names; 0 where there is none."""
    for unit, scale in _SIZES.items():
        if f"{what} {unit}" in keys:
            return scale * number(keys[f"{what} {unit}"])
    return 0.0
