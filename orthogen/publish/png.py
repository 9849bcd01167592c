"""PNG. a colour image as an array -> the bytes of a PNG file; no imaging library, the same bytes every time."""

import struct
import zlib
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from orthogen.kernel.arrays import FloatArray

# Anchor colours of a perceptually even, colour-blind-safe ramp from dark blue to yellow, and of a two-sided one
# (blue below zero, near-white at zero, brown above): chosen for orthogen, luminance strictly monotone.
RISING = ((32, 18, 77), (44, 73, 130), (33, 122, 139), (58, 165, 116), (150, 199, 72), (247, 226, 71))
TWO_SIDED = (
    (16, 62, 122),
    (74, 134, 190),
    (176, 206, 226),
    (245, 243, 238),
    (236, 196, 140),
    (202, 128, 52),
    (122, 62, 8),
)


Ramp: TypeAlias = tuple[tuple[int, int, int], ...]
_SHADES = 4096  # of a picture in full colour
_PALETTE = 255  # of one with a palette, whose first entry is nothing


def coloured(values: FloatArray, low: float, high: float, *, ramp: Ramp) -> NDArray[np.uint8]:
    """Return RGBA (rows, columns, 4) of values mapped from [low, high] to the ramp; NaN is transparent."""
    return _shades(ramp, _SHADES)[_shade(values, low, high, _SHADES)]


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Return the PNG bytes of RGBA pixels (rows, columns, 4), top row first."""
    rows, columns = pixels.shape[:2]
    return _file(pixels.reshape(rows, -1), columns, kind=6)


def map_png(values: FloatArray, low: float, high: float, *, ramp: Ramp) -> bytes:
    """Return the PNG bytes of values (rows, columns) in 255 shades of the ramp, a byte a pixel; NaN is transparent."""
    shades = _shades(ramp, _PALETTE)
    palette = _chunk(b"PLTE", shades[:, :3].tobytes()) + _chunk(b"tRNS", shades[:1, 3].tobytes())
    return _file(_shade(values, low, high, _PALETTE).astype(np.uint8), values.shape[1], kind=3, palette=palette)


def _shade(values: FloatArray, low: float, high: float, count: int) -> NDArray[np.int64]:
    """Return the shade of each value, 1 for low … count for high, 0 for NaN."""
    seen = np.isfinite(values)
    share = np.where(seen, values, low)
    share -= low
    share *= (count - 1) / (high - low)
    np.clip(share, 0, count - 1, out=share)
    shade = np.rint(share, out=share).astype(np.int64)
    shade += 1
    shade *= seen
    return shade


def _shades(ramp: Ramp, count: int) -> NDArray[np.uint8]:
    """Return RGBA (count + 1, 4): nothing, then the ramp in even steps."""
    anchors, at = np.array(ramp, dtype=float), np.linspace(0, len(ramp) - 1, count)
    shades = np.zeros((count + 1, 4), np.uint8)
    shades[1:, :3] = np.rint(np.stack([np.interp(at, np.arange(len(ramp)), part) for part in anchors.T], axis=1))
    shades[1:, 3] = 255
    return shades


def _file(lines: NDArray[np.uint8], columns: int, *, kind: int, palette: bytes = b"") -> bytes:
    """Return the PNG of 8-bit samples (rows, columns · samples); kind: 6 RGBA, 3 numbers of a palette."""
    raw = np.concatenate([np.zeros((len(lines), 1), np.uint8), lines], axis=1).tobytes()
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", columns, len(lines), 8, kind, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + palette + _chunk(b"IDAT", zlib.compress(raw, 2)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
