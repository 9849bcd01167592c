"""Fields. the npz archive beside a device -> its upper side as it was designed."""

import io
import zipfile

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.kernel.arrays import frozen
from orthogen.kernel.grid import Grid
from orthogen.records.difference import TopField

_MOST_NODES = 10_000_000


def read_fields(data: bytes, *, name: str) -> TopField:
    """Return the field; raises CorruptFile for bytes that are none."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as held:
            return _field({key: held[key] for key in held.files})
    except (ValueError, KeyError, IndexError, OSError, EOFError, zipfile.BadZipFile) as trouble:
        raise CorruptFile(f"{name} holds no field of a device: {trouble}", "take it from the store again") from trouble


def _field(held: dict[str, np.ndarray]) -> TopField:
    x0, y0, step, nx, ny = (float(value) for value in held["grid"])
    if not (0 < nx * ny <= _MOST_NODES and step > 0):
        raise ValueError(f"a grid of {nx:g} × {ny:g} nodes")
    grid = Grid(x0_mm=x0, y0_mm=y0, step_mm=step, nx=int(nx), ny=int(ny))
    inside = np.unpackbits(held["inside"], count=grid.nx * grid.ny).astype(bool).reshape(grid.shape)
    top = np.full(grid.shape, np.nan)
    top[inside] = held["top_mm"]
    footprints = {}
    for kind, bits in zip(held["kinds"].tolist(), held["footprints"], strict=True):
        touched = np.zeros(grid.shape, dtype=bool)
        touched[inside] = np.unpackbits(bits, count=int(inside.sum())).astype(bool)
        footprints[kind] = touched
    return TopField(
        grid=grid, top_mm=frozen(top), outline_mm=frozen(held["outline_mm"]), footprints=footprints,
        stl_from_foot=frozen(held["stl_from_foot"]),
    )  # fmt: skip
