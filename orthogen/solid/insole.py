"""Insole. Design -> the top and bottom fields of the device, labelled."""

import numpy as np

from orthogen.kernel.arrays import frozen
from orthogen.records.device import Design, Insole
from orthogen.records.finding import Finding
from orthogen.solid.floor import contact_underside
from orthogen.solid.label import DEPTH_MM, debossed
from orthogen.solid.shell import shell_underside
from orthogen.solid.sole import bent, told_of_shoe


def make_insole(design: Design, *, label: str) -> Insole:
    """Return the device as two fields: the foot bed, and under it what the construction asks for.

    A full-contact insole stands on a floor, a shell is `thickness_mm` thick at right angles and carries posts. All of
    it is bent to the inner sole of the shoe: level from heel to ball, where the foot was scanned level, and up beyond.
    `label` (side and case id, never a name) is debossed into the underside.
    """
    design = bent(design)
    least_wall = design.settled.least_wall_mm
    findings: tuple[Finding, ...] = ()
    if design.settled.construction == "insole":
        bottom, findings = contact_underside(design)
        bare = np.ones(bottom.shape, dtype=bool)
    else:
        bottom, bare = shell_underside(design)
        least_wall = max(least_wall, design.settled.thickness_mm - DEPTH_MM)
    bottom, told = debossed(design, bottom, label, bare=bare, least_wall_mm=least_wall)
    return Insole(
        grid=design.grid,
        inset_mm=design.inset_mm,
        top_mm=design.bed_mm,
        bottom_mm=frozen(bottom),
        least_wall_mm=least_wall,
        findings=(*findings, *told, *told_of_shoe(design, bottom)),
    )
