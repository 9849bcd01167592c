"""Devices for tests. a design -> what would be read back from it if the solid were perfect."""

from collections.abc import Mapping

import numpy as np

from orthogen import design as room
from orthogen.kernel.arrays import FloatArray
from orthogen.records.device import Design
from orthogen.records.finding import Dose
from orthogen.records.prescription import Modification, Prescription
from orthogen.records.site import Made


def order(*modifications: Modification, **settings: object) -> Prescription:
    """Return a prescription of these modifications."""
    return Prescription(profile="test", modifications=modifications, **settings)  # type: ignore[arg-type]


def beds_without(design: Design) -> Mapping[str, FloatArray]:
    """Return the beds of the same design, each without one of its modifications."""
    return room.beds_without(room.ground(room.fitted(design.site.foot), design.settled), design.settled)


def made(design: Design, kind: str) -> Made:
    """Return the device as the fields say it is, compared with itself without one modification."""
    return _compared(design, beds_without(design)[kind])


def doses(design: Design) -> list[Dose]:
    """Return every dose that can be measured on the foot bed."""
    shell, beds = design.site.construction == "shell", beds_without(design)
    return [
        dose
        for item in design.settled.modifications
        if not item.is_null and not (shell and item.BELOW_SHELL)
        for dose in item.measure(_compared(design, beds[item.KIND]))
    ]


def _compared(design: Design, bed_without_mm: FloatArray) -> Made:
    inside = design.inset_mm >= 0
    line = design.outline_mm
    rim = design.grid.sample(design.bed_mm, line[:, 0], line[:, 1])
    return Made(
        site=design.site, top_mm=np.where(inside, design.bed_mm, np.nan),
        bottom_mm=np.where(inside, design.bed_mm - 4.0, np.nan),
        change_mm=np.where(inside, design.bed_mm - bed_without_mm, np.nan), tilt_mm=design.tilt_mm,
        rim_mm=np.column_stack([line, rim]), lever_mm=150.0,
    )  # fmt: skip
