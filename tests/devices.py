"""Devices for tests. a design -> what would be read back from it if the solid were perfect."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from orthogen import design as room
from orthogen.checks import doses as dose_check
from orthogen.checks import overlap
from orthogen.kernel.arrays import FloatArray
from orthogen.records.device import NOTHING_MM, Design
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
    return _made_by_kind(design)[kind]


def doses(design: Design) -> list[Dose]:
    """Return every dose that can be measured on the foot bed."""
    shell = design.site.construction == "shell"
    above = tuple(item for item in design.settled.modifications if not (shell and item.below_shell))
    ordered = replace(design.settled, modifications=above)
    return list(dose_check.check(replace(design, settled=ordered), ordered, _made_by_kind(design)))


def _made_by_kind(design: Design) -> dict[str, Made]:
    """Return KIND -> the device as it would be read back, inside the trim line."""
    inside, line = design.inset_mm >= 0, design.outline_mm
    top = np.where(inside, design.bed_mm, np.nan)
    rim = design.grid.sample(design.bed_mm, line[:, 0], line[:, 1])
    whole = Made(
        site=design.site, top_mm=top - design.cover_mm, bottom_mm=top - 4.0, change_mm=np.zeros(design.grid.shape),
        without_mm=design.stood_on_mm,
        lost_mm=NOTHING_MM, cover_mm=design.cover_mm, tilt_mm=design.tilt_mm,
        relief_mm=design.relief_mm, rim_mm=overlap.uncovered(np.column_stack([line, rim]), design), corners=inside,
    )  # fmt: skip
    beds, items = beds_without(design), {item.KIND: item for item in design.settled.modifications}
    return {
        kind: overlap.made_for(items[kind], whole, design, top_mm=top, without_mm=bed) for kind, bed in beds.items()
    }
