"""Fields. Device -> bytes of its upper side as it was designed, kept to prove what a later version moved."""

import io

import numpy as np

from orthogen.records.device import Device


def fields_npz(device: Device) -> bytes:
    """Return grid, upper side inside the trim line (float64, exact), trim line and footprints as an npz archive.

    Equal devices give equal bytes. `intake.read_fields` reads it back.
    """
    insole, design = device.insole, device.design
    inside = insole.inset_mm >= 0
    kinds = sorted({*device.footprints_mm, *design.fields_mm})
    nothing = np.zeros(insole.grid.shape)
    touched = [
        ((device.footprints_mm.get(kind, nothing) != 0) | (design.fields_mm.get(kind, nothing) != 0))[inside]
        for kind in kinds
    ]
    grid = insole.grid
    held = io.BytesIO()
    np.savez(
        held,
        grid=np.array([grid.x0_mm, grid.y0_mm, grid.step_mm, grid.nx, grid.ny], dtype=np.float64),
        inside=np.packbits(inside),
        top_mm=np.asarray(insole.top_mm, dtype=np.float64)[inside],
        outline_mm=np.asarray(design.outline_mm, dtype=np.float64),
        stl_from_foot=np.asarray(device.stl_from_foot, dtype=np.float64),
        kinds=np.array(kinds, dtype=np.str_),
        footprints=np.packbits(np.array(touched, dtype=bool).reshape(len(kinds), -1), axis=1),
    )
    return held.getvalue()
