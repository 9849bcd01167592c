"""Zebris. raw text of WinFDM / FDM-T -> raw frames of the platform.

formats.md 1.6 b. x runs along the belt or the walk, forward; y across it. On a treadmill the belt carries the print
backwards, so each frame is shifted by the place of the belt. Person, birth date and record are never looked at.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.pressure.raw import Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import count, floats, head, number, text
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding

FORMAT = "zebris"
_FRAME = re.compile(r"^Frame \d+[ \t]*\{", re.M)
_MOST_SHIFT_CELLS = 4096


def sniff(data: bytes) -> bool:
    """True if the head is that of a WinFDM record, whose platform follows after the table of forces."""
    said = head(data)
    return "Platform {" in said or (
        ("Application\ttr" in said or "Application\tstat" in said) and "Frequency,Hz" in said
    )


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording of the platform."""
    before, mark, after = text(data).partition("Platform {")
    if not mark:
        raise CorruptFile("the record ends before its platform", EXPORT_AGAIN)
    top = after.split("Frame 1", 1)[0]
    keys = {key.strip(): value.strip() for key, _, value in (line.partition("\t") for line in top.splitlines())}
    for needed in ("Columns", "Lines", "Cell width,mm", "Cell height,mm", "Units", "Frequency"):
        if needed not in keys:
            raise CorruptFile(f"the platform has no {needed!r}", EXPORT_AGAIN)
    along, across = count(keys["Columns"]), count(keys["Lines"])
    bodies = _FRAME.split(after)[1:]
    need_room(len(bodies), along, across)
    frames, findings = _frames(bodies, across, along)
    rate = number(keys["Frequency"])
    if rate <= 0:
        raise CorruptFile(f"the platform has a frequency of {rate:g} Hz", EXPORT_AGAIN)
    pitch = number(keys["Cell width,mm"]), number(keys["Cell height,mm"])
    belt = _belt_m(before, len(frames)) if "trplatf" in before else None
    if belt is not None:
        frames = _against_belt(frames, belt * 1000 / pitch[0])
    return (
        RawPressure(
            instrument="plate" if belt is None else "treadmill", frames=frames, layout=Lattice(pitch_mm=pitch),
            unit=keys["Units"], time_s=np.arange(len(frames)) / rate, findings=findings,
        ),
    )  # fmt: skip


def _frames(bodies: list[str], across: int, along: int) -> tuple[np.ndarray, tuple[Finding, ...]]:
    """Return (t, along, across) with columns from left to right, and a finding for a last frame cut off."""
    frames = np.zeros((len(bodies), along, across), np.float32)
    findings: tuple[Finding, ...] = ()
    for k, body in enumerate(bodies):
        rows = [line.split("\t")[1:] for line in body.splitlines() if re.match(r"y\d+\t", line)]
        if any(len(row) != along for row in rows) or len(rows) != across:
            if k == 0 or k < len(bodies) - 1:
                raise CorruptFile(f"frame {k + 1} does not have {across} lines of {along} values", EXPORT_AGAIN)
            note = "The last frame is cut off; it was left out."
            return frames[:k], (Finding(check="frame_cut_off", note=note, level="warning"),)
        # y grows to the left of somebody who walks along +x
        frames[k] = floats([word for row in rows for word in row]).reshape(across, along)[::-1].T
    if not bodies:
        raise CorruptFile("the platform has no frame", EXPORT_AGAIN)
    return frames, findings


def _belt_m(before: str, frames: int) -> FloatArray | None:
    """Return the place of the belt at each frame, m, from the table of forces; None where it is not told."""
    lines = before.splitlines()
    heads = [k for k, line in enumerate(lines) if line.startswith("Time,ms\t") and "Position,m" in line]
    if not heads:
        return None
    at = lines[heads[0]].split("\t").index("Position,m")
    rows = [line.split("\t") for line in lines[heads[0] + 1 :] if line[:1].isdigit()]
    places = np.array([number(row[at]) for row in rows if len(row) > at])
    return places[:frames] - places[0] if len(places) >= frames else None


def _against_belt(frames: np.ndarray, shift_cells: FloatArray) -> np.ndarray:
    """Return the frames on the belt: each moved forward by as much as the belt has gone since the first."""
    shift = np.rint(shift_cells - shift_cells.min()).astype(np.int64)
    room = int(shift.max())
    if room > _MOST_SHIFT_CELLS:
        raise CorruptFile(f"the belt runs {room} cells, more than one recording can hold", "export fewer steps")
    need_room(len(frames), frames.shape[1] + room, frames.shape[2])
    moved = np.zeros((len(frames), frames.shape[1] + room, frames.shape[2]), np.float32)
    for k, (frame, cells) in enumerate(zip(frames, shift, strict=True)):
        moved[k, cells : cells + frames.shape[1]] = frame
    return moved
