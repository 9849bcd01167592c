"""Zebris. raw text of WinFDM / FDM-T -> raw frames of the platform.

formats.md 1.6 b. x runs along the belt or the walk, forward; y across it, to the right. On a treadmill the belt carries
the print backwards, so each frame is shifted by the place of the belt. Person, birth date and record are never looked
at.
"""

import re

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.raw import CUT_OFF, Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import count, head, number, numbers, text
from orthogen.kernel.arrays import FloatArray
from orthogen.records.finding import Finding

FORMAT = "zebris"
_FRAME = re.compile(r"^[ \t]*Frame \d+[ \t]*\{[^\n]*$", re.M)
_LINE = re.compile(r"^[ \t]*y\d+\t([^\n]*)$", re.M)
_EMPTY = re.compile(r"\t(?=\t|$)")
_MOST_SHIFT_CELLS, _MOST_ON_BELT = 100_000, 60_000_000


def sniff(data: bytes) -> bool:
    """True if the head is that of a WinFDM record, whose platform follows after the table of forces."""
    said = head(data)
    return "Platform {" in said or b"\nPlatform {" in data or ("Frequency,Hz" in said and "Position,m" in said)


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording of the platform."""
    before, mark, after = text(data).partition("Platform {")
    if not mark:
        raise CorruptFile("the record ends before its platform", EXPORT_AGAIN)
    top, *bodies = _FRAME.split(after)
    keys = {key.strip(): value.strip() for key, _, value in (line.partition("\t") for line in top.splitlines())}
    for needed in ("Columns", "Lines", "Cell width,mm", "Cell height,mm", "Units", "Frequency"):
        if needed not in keys:
            raise CorruptFile(f"the platform has no {needed!r}", EXPORT_AGAIN)
    along, across = count(keys["Columns"]), count(keys["Lines"])
    need_room(max(len(bodies) - 1, 1), along, across, letters=len(after))
    frames, findings = _frames(bodies, across, along)
    rate = number(keys["Frequency"])
    if rate <= 0:
        raise CorruptFile(f"the platform has a frequency of {rate:g} Hz", EXPORT_AGAIN)
    pitch = number(keys["Cell width,mm"]), number(keys["Cell height,mm"])
    belt = _belt_m(before, len(frames))
    moving = belt is not None and float(np.ptp(belt)) * 1000 > pitch[0] > 0
    if belt is not None and moving:
        frames, findings = _against_belt(frames, belt * 1000 / pitch[0], findings)
    return (
        RawPressure(
            instrument="treadmill" if moving else "plate", frames=frames, layout=Lattice(pitch_mm=pitch),
            unit=keys["Units"], time_s=np.arange(len(frames)) / rate, findings=findings,
        ),
    )  # fmt: skip


def _frames(bodies: list[str], across: int, along: int) -> tuple[Frames, tuple[Finding, ...]]:
    """Return (t, along, across), and a finding for a last frame cut off."""
    frames = np.zeros((len(bodies), along, across), np.float32)
    for k, body in enumerate(bodies):
        lines = _LINE.findall(body)
        values = numbers(_EMPTY.sub("\t0", "\n".join(line.rstrip() for line in lines)).replace(",", "."))
        if len(lines) != across or len(values) != across * along:
            if k == 0 or k < len(bodies) - 1:
                raise CorruptFile(f"frame {k + 1} does not have {across} lines of {along} values", EXPORT_AGAIN)
            return frames[:k], (CUT_OFF,)
        frames[k] = values.reshape(across, along).T
    if not bodies:
        raise CorruptFile("the platform has no frame", EXPORT_AGAIN)
    return frames, ()


def _belt_m(before: str, frames: int) -> FloatArray | None:
    """Return the place of the belt at each frame, m; None for a plate. Raises CorruptFile for a belt without places."""
    lines = before.splitlines()
    top = next((k for k, line in enumerate(lines) if "Position,m" in line.split("\t")), None)
    places = [] if top is None else _column(lines[top + 1 :], lines[top].split("\t").index("Position,m"))
    if len(places) >= frames:
        return np.array(places[:frames]) - places[0]
    if "trplatf" in before:
        raise CorruptFile(f"the belt has {len(places)} places for {frames} frames", EXPORT_AGAIN)
    return None


def _column(lines: list[str], at: int) -> list[float]:
    rows = [line.split("\t") for line in lines if line[:1].isdigit()]
    return [number(row[at]) for row in rows if len(row) > at and row[at].strip()]


def _against_belt(
    frames: Frames, shift_cells: FloatArray, findings: tuple[Finding, ...]
) -> tuple[Frames, tuple[Finding, ...]]:
    """Return the frames on the belt, each moved forward by as much as it has gone since the first.

    A long run would take more memory than it is worth: then only its first frames are kept, and that is told.
    """
    shift = np.rint(shift_cells - shift_cells.min()).astype(np.int64)
    room = np.maximum.accumulate(shift)
    values = np.arange(1, len(frames) + 1) * (frames.shape[1] + room) * frames.shape[2]
    kept = int(np.searchsorted(values, _MOST_ON_BELT, side="right"))
    if kept == 0 or int(room[0]) > _MOST_SHIFT_CELLS:
        raise CorruptFile(
            f"the belt runs {int(room.max())} cells, more than one recording can hold", "export fewer steps"
        )
    if kept < len(frames):
        note = f"The first {kept} of {len(frames)} frames are used; a recording on a belt can hold no more."
        findings = (*findings, Finding(check="frames_left_out", note=note, measured=float(kept), level="warning"))
    moved = np.zeros((kept, frames.shape[1] + int(room[kept - 1]), frames.shape[2]), np.float32)
    for k, cells in enumerate(shift[:kept]):
        moved[k, cells : cells + frames.shape[1]] = frames[k]
    return moved, findings
