"""STL bytes. binary STL <-> triangles; pure: bytes in, arrays out."""

import numpy as np
from numpy.typing import NDArray

from orthogen.kernel import _native
from orthogen.kernel.arrays import FloatArray

_FACET = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("attribute", "<u2")])
HEADER_BYTES = 84


def binary_face_count(data: bytes) -> int:
    """Return the face count that a binary STL's header claims; the caller compares it with the size."""
    return int.from_bytes(data[80:84], "little")


def triangles(data: bytes) -> NDArray[np.float32]:
    """Return the corners (n, 3, 3) as stored, float32, of a binary STL whose size is known to fit its count."""
    count = binary_face_count(data)
    return np.frombuffer(data, dtype=_FACET, count=count, offset=HEADER_BYTES)["corners"]


def binary(corners_mm: FloatArray, *, header: str) -> bytes:
    """Return the bytes of a binary STL: corners (n, 3, 3) in mm, true unit normals, attribute 0.

    Nothing in it depends on time or place, so equal devices are equal files (geometry.md 9).
    """
    facets = _native.facets(np.ascontiguousarray(corners_mm, dtype=np.float32))
    title = header.encode("ascii", "replace")[:80].ljust(80)
    return b"".join((title, len(corners_mm).to_bytes(4, "little"), facets.data))
