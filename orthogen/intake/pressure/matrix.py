"""Matrix. plain numbers as CSV or NPZ -> raw frames; pitch and unit come from the user or from the NPZ.

formats.md 1.15. Blocks of equal shape, parted by blank lines, are frames; a single block is a peak picture. Row 0 is at
the heel and columns run from left to right seen from above, as the page of this format asks for.
"""

import io
import re
import zipfile

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.pressure.raw import MOST_VALUES, Lattice, RawPressure, need_room
from orthogen.intake.pressure.words import floats, head, text
from orthogen.intake.raw import EXPORT_AGAIN
from orthogen.kernel.arrays import FloatArray

FORMAT = "matrix"
_ZIP = b"PK\x03\x04"
_PLAIN = re.compile(r"[-+0-9.,;eE \tnaNA\n]*\Z")
_LEAST_ROWS, _LEAST_COLUMNS = 3, 3


def sniff(data: bytes) -> bool:
    """True if the head is nothing but numbers in rows, or an NPZ archive."""
    if data.startswith(_ZIP):
        return b"frames" in data[:4096] or b"pressure" in data[:4096]
    said = head(data)
    lines = [line for line in said.splitlines()[:-1] or said.splitlines() if line.strip()]
    return (
        bool(lines) and _PLAIN.match("\n".join(lines)) is not None and len(re.split(r"[;\t, ]+", lines[0].strip())) >= 3
    )


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording."""
    return (_npz(data) if data.startswith(_ZIP) else _csv(text(data)),)


def _csv(said: str) -> RawPressure:
    blocks = [block for block in re.split(r"\n[;,\t ]*\n", said.strip("\n")) if block.strip()]
    separator = _separator(blocks[0] if blocks else "")
    frames = [_block(block, separator) for block in blocks]
    if not frames or len({frame.shape for frame in frames}) > 1:
        raise CorruptFile("the blocks of numbers differ in rows or columns", "write every frame with all its cells")
    rows, columns = frames[0].shape
    if rows < _LEAST_ROWS or columns < _LEAST_COLUMNS:
        raise CorruptFile(f"{rows} rows of {columns} numbers are no picture of a foot", EXPORT_AGAIN)
    need_room(len(frames), rows, columns)
    return RawPressure(instrument="plate", frames=np.stack(frames), layout=Lattice(pitch_mm=None), unit=None)


def _separator(block: str) -> str | None:
    """Return the mark between the numbers: the first of tab, semicolon, comma that stands in the block; else blanks."""
    return next((mark for mark in "\t;" if mark in block), "," if "," in block else None)


def _block(block: str, separator: str | None) -> np.ndarray:
    rows = [
        line.strip().rstrip(separator) if separator else line.strip() for line in block.splitlines() if line.strip()
    ]
    words = [row.split(separator) for row in rows]
    if len({len(row) for row in words}) > 1:
        raise CorruptFile("the rows of a block differ in length", "write every row with all its cells")
    decimal_comma = separator in ("\t", ";")
    flat = [word.strip().replace(",", ".") if decimal_comma else word.strip() for row in words for word in row]
    return (
        floats(["nan" if word.upper() in ("NA", "NAN") else word for word in flat])
        .astype(np.float32)
        .reshape(len(rows), -1)
    )


def _npz(data: bytes) -> RawPressure:
    """Return what an NPZ holds: `frames` or `pressure` (t, rows, columns), and where present time_s, pitch_mm, unit."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            _need_small(data)
            arrays = {key: held[key] for key in held.files}
    except (ValueError, OSError, zipfile.BadZipFile, KeyError, EOFError) as error:
        raise CorruptFile(f"the archive cannot be read: {error}", EXPORT_AGAIN) from error
    frames = arrays.get("frames", arrays.get("pressure"))
    if frames is None or frames.ndim not in (2, 3) or not np.issubdtype(frames.dtype, np.number):
        raise CorruptFile("the archive holds no array `frames` of rows and columns", EXPORT_AGAIN)
    frames = frames.astype(np.float32).reshape(-1, *frames.shape[-2:])
    need_room(*frames.shape)
    pitch: FloatArray | None = arrays.get("pitch_mm")
    return RawPressure(
        instrument="plate", frames=frames, unit=str(arrays["unit"]) if "unit" in arrays else None,
        layout=Lattice(pitch_mm=None if pitch is None or pitch.shape != (2,) else (float(pitch[0]), float(pitch[1]))),
        time_s=arrays.get("time_s"),
    )  # fmt: skip


def _need_small(data: bytes) -> None:
    """Raise CorruptFile for an archive that would unpack to more than any recording."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > 8 * MOST_VALUES:
            raise CorruptFile("the archive unpacks to more than a recording can hold", "export fewer frames")
