"""Pack. surfaces and scales -> a small table of what lies where, and the bytes themselves.

Places are kept in 16 bits for each axis of the surface's own box: 280 mm in steps of .0043 mm, so a place is off by
.0022 mm at most. Values are kept in 8 bits where their error then is at most a quarter of the .1 mm that is shown,
else in 16; code 0 says that a point has no value.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from orthogen.errors import GeometryError
from orthogen.kernel.arrays import FloatArray
from orthogen.publish.png import RISING, TWO_SIDED
from orthogen.publish.viewer.surface import Scale, Surface, ViewedFoot

SCHEMA = "orthogen.view/1"
SHOWN_STEP = 0.1
_ALIGNED_BYTES = 4


def packed(feet: Sequence[ViewedFoot], scales: Sequence[Scale]) -> tuple[dict[str, Any], bytes]:
    """Return the header (plain values) and the bytes that it points into; equal feet give equal bytes.

    Raises GeometryError for a surface without faces, with a point or index that does not exist, or with values
    of no scale or of another number than its points.
    """
    keys = {scale.key for scale in scales}
    store = _Store()
    told = [
        {
            "side": foot.side,
            "stl_from_foot": [[float(value) for value in row] for row in foot.stl_from_foot],
            "surfaces": {
                name: _surface(surface, store, keys)
                for name, surface in (("device", foot.device), ("scan", foot.scan))
                if surface is not None
            },
        }
        for foot in feet
    ]
    header = {
        "schema": SCHEMA,
        "ramps": {"rising": RISING, "two_sided": TWO_SIDED},
        "scales": [_scale(scale) for scale in scales],
        "feet": told,
    }
    return header, store.bytes()


class _Store:
    """Arrays laid one after the other, each beginning on a multiple of four bytes."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0

    def add(self, array: NDArray[np.unsignedinteger[Any]]) -> int:
        """Keep an array, little-endian, and return where it begins."""
        data = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<")).tobytes()
        begin = self._length
        self._parts += [data, bytes(-len(data) % _ALIGNED_BYTES)]
        self._length += len(data) + len(self._parts[-1])
        return begin

    def bytes(self) -> bytes:
        """All that was kept."""
        return b"".join(self._parts)


def _scale(scale: Scale) -> dict[str, Any]:
    return {
        "key": scale.key, "title": scale.title, "unit": scale.unit, "low": scale.low, "high": scale.high,
        "step": scale.step, "ramp": "two_sided" if scale.two_sided else "rising", "own": scale.own, "note": scale.note,
    }  # fmt: skip


def _surface(surface: Surface, store: _Store, keys: set[str]) -> dict[str, Any]:
    """Keep one surface and return where its parts lie."""
    _need_sound(surface, keys)
    points, count = surface.points_mm, len(surface.points_mm)
    low = points.min(0)
    step = np.maximum((points.max(0) - low) / 65535, 1e-9)
    wide = count > 65536
    return {
        "points": count,
        "faces": len(surface.faces),
        "low_mm": low.tolist(),
        "step_mm": step.tolist(),
        "positions": store.add(np.rint((points - low) / step).astype(np.uint16)),
        "index_bits": 32 if wide else 16,
        "indices": store.add(surface.faces.astype(np.uint32 if wide else np.uint16)),
        "values": _values(surface.values, store),
    }


def _values(values: Mapping[str, FloatArray], store: _Store) -> dict[str, dict[str, Any]]:
    """Keep the values that are known anywhere and return where each lies and how its codes are read."""
    told = {}
    for key, array in values.items():
        known = np.isfinite(array)
        if not known.any():
            continue
        low, high = float(array[known].min()), float(array[known].max())
        bits = 8 if (high - low) / 254 <= SHOWN_STEP / 2 else 16
        step = max((high - low) / (2**bits - 2), 1e-9)
        codes = np.where(known, np.rint((np.where(known, array, low) - low) / step) + 1, 0)
        at = store.add(codes.astype(np.uint8 if bits == 8 else np.uint16))
        told[key] = {"at": at, "bits": bits, "low": low, "step": step}
    return told


def _need_sound(surface: Surface, keys: set[str]) -> None:
    """Raise GeometryError for a surface that cannot be shown."""
    count, next_step = len(surface.points_mm), "this is a fault of the program: please report it with the scan"
    if count == 0 or len(surface.faces) == 0 or not np.isfinite(surface.points_mm).all():
        raise GeometryError(f"a surface of {count} points and {len(surface.faces)} faces cannot be shown", next_step)
    if surface.faces.min() < 0 or surface.faces.max() >= count:
        raise GeometryError(f"a face names a point that is none of the {count}", next_step)
    for key, array in surface.values.items():
        if key not in keys or array.shape != (count,):
            raise GeometryError(f"values {key} of shape {array.shape} fit no scale or not {count} points", next_step)
