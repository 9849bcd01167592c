"""Matrix. plain numbers as CSV, NPZ or NPY -> raw frames; pitch and unit come from the user or from the NPZ.

formats.md 1.15. Blocks of equal shape, parted by blank lines, are frames; a single block is a peak picture. Row 0 is at
the heel and columns run from left to right seen from above; a walk that runs the other way is turned later.
"""

import io
import math
import re
import tokenize
import zipfile
import zlib

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.again import EXPORT_AGAIN
from orthogen.intake.pressure.raw import MOST_VALUES, Frames, Lattice, RawPressure, need_room
from orthogen.intake.pressure.side import side_by_name
from orthogen.intake.pressure.words import MOST_VALUE, head, numbers, separator, spaced, text
from orthogen.kernel.arrays import FloatArray

FORMAT = "matrix"
_ZIP, _NPY = b"PK\x03\x04", b"\x93NUMPY"
_REMARK = re.compile(r"^[ \t]*[#%][^\n]*\n", re.M)
_PLAIN = re.compile(r"[-+0-9.,;eE \tnaNA\n]*\Z")
_LEAST_ROWS, _LEAST_COLUMNS = 3, 3
_NAMES = ("frames", "frames_kpa", "pressure", "data", "arr_0")
_SLOWEST_HZ, _FASTEST_HZ = 0.1, 1e5
_HINT = "--pressure-unit kPa --pressure-pitch 5x5 --pressure-hz 100"


def sniff(data: bytes) -> bool:
    """True if the head is nothing but numbers in rows, or an NPZ archive."""
    if data.startswith(_ZIP):
        return b".npy" in data[:4096]
    if data.startswith(_NPY):
        return True
    said = _REMARK.sub("", head(data))
    lines = [line for line in said.splitlines()[:-1] or said.splitlines() if line.strip()]
    return (
        bool(lines)
        and _PLAIN.match("\n".join(lines)) is not None
        and len(re.split(r"[;\t, ]+", lines[0].strip())) >= _LEAST_COLUMNS
    )


def read(data: bytes, name: str) -> tuple[RawPressure, ...]:
    """Return the recording."""
    held = data.startswith((_ZIP, _NPY))
    return (_arrays_read(_arrays(data), name) if held else _csv(_REMARK.sub("", text(data)), name),)


def _csv(said: str, name: str) -> RawPressure:
    blocks = [block.strip("\n") for block in re.split(r"\n[;,\t ]*(?=\n)", said) if block.strip("\n;,\t ")]
    mark = separator(blocks[0][:20_000]) if blocks else None
    frames = [_block(block, mark) for block in blocks]
    if not frames or len({frame.shape for frame in frames}) > 1:
        raise CorruptFile("the blocks of numbers differ in rows or columns", "write every frame with all its cells")
    rows, columns = frames[0].shape
    if rows < _LEAST_ROWS or columns < _LEAST_COLUMNS:
        raise CorruptFile(f"{rows} rows of {columns} numbers are no picture of a foot", EXPORT_AGAIN)
    need_room(len(frames), rows, columns)
    return RawPressure(
        instrument="plate", frames=np.stack(frames), layout=Lattice(pitch_mm=None), unit=None, cropped=True,
        side=side_by_name(name), side_source="inferred", likely=_HINT,
    )  # fmt: skip


def _block(block: str, mark: str | None) -> Frames:
    rows = [line.strip().rstrip(mark) if mark else line.strip() for line in block.splitlines()]
    if mark:  # an empty cell is no load
        rows = [re.sub(rf"{mark}(?={mark})", f"{mark}0", line) for line in rows]
    words = [len(spaced(row, mark).split()) for row in rows]
    if len(set(words)) > 1:
        raise CorruptFile("the rows of a block differ in length", "write every row with all its cells")
    values = numbers(spaced("\n".join(rows), mark).upper().replace("NAN", "NA").replace("NA", "NAN"))
    return values.astype(np.float32).reshape(len(rows), -1)


def _arrays_read(arrays: dict[str, np.ndarray], name: str) -> RawPressure:
    """Return what an NPZ holds: its picture or its frames, and where present time_s or rate_hz, pitch_mm, unit."""
    pictures = [key for key, held in arrays.items() if held.ndim in (2, 3) and min(held.shape[-2:]) >= _LEAST_ROWS]
    chosen: str | None = next((key for key in _NAMES if key in pictures), None)
    if chosen is None and len(pictures) == 1:
        (chosen,) = pictures
    if chosen is None or not np.issubdtype(arrays[chosen].dtype, np.number) or np.iscomplexobj(arrays[chosen]):
        raise CorruptFile("the archive holds no array `frames` of numbers in rows and columns", EXPORT_AGAIN)
    frames = arrays[chosen]
    frames = frames.reshape(-1, *frames.shape[-2:])
    need_room(*frames.shape)
    with np.errstate(invalid="ignore"):  # a signalling NaN is no sensor, as every other
        values = frames.astype(np.float64)
    if values.size and np.nanmax(np.abs(values), initial=0.0) > MOST_VALUE:
        raise CorruptFile("the archive holds values that no device writes", EXPORT_AGAIN)
    with np.errstate(under="ignore"):
        frames = values.astype(np.float32)
    pitch = _numbers(arrays.get("pitch_mm"))
    rate = _numbers(arrays.get("rate_hz"))
    clock = _numbers(arrays.get("time_s"))
    if len(clock) != len(frames):
        known = len(rate) == 1 and _SLOWEST_HZ <= rate[0] <= _FASTEST_HZ
        clock = np.arange(len(frames)) / rate[0] if known else np.zeros(0)
    unit = arrays.get("unit")
    return RawPressure(
        instrument="plate", frames=frames, cropped=True, side=side_by_name(name), side_source="inferred", likely=_HINT,
        unit="kPa" if chosen == "frames_kpa" else str(unit) if unit is not None and unit.size == 1 else None,
        layout=Lattice(pitch_mm=(float(pitch[0]), float(pitch[-1])) if len(pitch) in (1, 2) else None),
        time_s=clock if len(clock) else None,
    )  # fmt: skip


def _arrays(data: bytes) -> dict[str, np.ndarray]:
    """Return the arrays of an archive, none of them objects; raises CorruptFile."""
    try:
        if data.startswith(_NPY):
            return {"arr_0": _array(data)}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.endswith(".npy")]
            if sum(entry.file_size for entry in entries) > 8 * MOST_VALUES:
                raise CorruptFile("the archive unpacks to more than a recording can hold", "export fewer frames")
            return {entry.filename.removesuffix(".npy"): _array(archive.read(entry)) for entry in entries}
    except (ValueError, OSError, zipfile.BadZipFile, zlib.error, KeyError, EOFError, RuntimeError, SyntaxError,
            NotImplementedError, TypeError, OverflowError, tokenize.TokenError) as error:  # fmt: skip
        raise CorruptFile("the archive cannot be read", EXPORT_AGAIN) from error


def _array(data: bytes) -> np.ndarray:
    """Return one array; raises ValueError where its header announces more than the member holds."""
    file = io.BytesIO(data)
    version = np.lib.format.read_magic(file)
    header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
    shape, _, dtype = header(file)
    if dtype.hasobject or math.prod(shape) * dtype.itemsize > len(data):
        raise ValueError("the header announces more than there is")
    file.seek(0)
    return np.asarray(np.lib.format.read_array(file, allow_pickle=False))


def _numbers(array: np.ndarray | None) -> FloatArray:
    """Return a small array of finite numbers (n,), empty where there is none."""
    if array is None or not np.issubdtype(array.dtype, np.number) or np.iscomplexobj(array):
        return np.zeros(0)
    with np.errstate(invalid="ignore"):
        flat = np.asarray(array, dtype=np.float64).ravel()
    return flat if np.isfinite(flat).all() else np.zeros(0)
