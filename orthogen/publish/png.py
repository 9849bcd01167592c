"""PNG. a colour image as an array -> the bytes of a PNG file; no imaging library, the same bytes every time."""

import struct
import zlib

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


def coloured(
    values: FloatArray, low: float, high: float, *, ramp: tuple[tuple[int, int, int], ...]
) -> NDArray[np.uint8]:
    """Return RGBA (rows, columns, 4) of values mapped from [low, high] to the ramp; NaN is transparent."""
    anchors = np.array(ramp, dtype=float)
    share = np.clip((np.nan_to_num(values) - low) / (high - low), 0, 1) * (len(anchors) - 1)
    base = np.minimum(share.astype(np.int64), len(anchors) - 2)
    part = (share - base)[..., None]
    pixels = np.empty((*values.shape, 4), np.uint8)
    pixels[..., :3] = np.rint(anchors[base] * (1 - part) + anchors[base + 1] * part)
    pixels[..., 3] = np.where(np.isfinite(values), 255, 0)
    return pixels


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Return the PNG bytes of RGBA pixels (rows, columns, 4), top row first."""
    rows, columns = pixels.shape[:2]
    raw = np.concatenate([np.zeros((rows, 1), np.uint8), pixels.reshape(rows, -1)], axis=1).tobytes()
    head = struct.pack(">IIBBBBB", columns, rows, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(raw, 6)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
