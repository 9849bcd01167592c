"""Overlap. design, device -> what each modification is measured on: its own change, and what others took of it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from orthogen.kernel.arrays import FloatArray
from orthogen.records.device import NOTHING_MM, Design
from orthogen.records.prescription import Modification, Stage
from orthogen.records.site import Made

_LOSS_MM = 0.01  # the faces of a file follow the fields to this; less is not a loss


def made_for(item: Modification, whole: Made, design: Design, *, top_mm: FloatArray, without_mm: FloatArray) -> Made:
    """Return what one modification is measured on.

    whole: the device as the foot will stand on it. top_mm, without_mm (nx, ny): the top of the file itself, on which
    a cover is measured; the bed without this modification.
    """
    others = (one.block() for one in design.settled.modifications if one is not item and not one.is_null)
    thicker = (one.thicker_mm(design.site) for one in design.settled.modifications)
    whole = replace(
        whole,
        blocks=tuple(block for block in others if block is not None),
        thicker_mm=sum((more for more in thicker if more is not None), start=np.zeros((1, 1))),
    )
    if item.STAGE is Stage.COVER:
        return replace(whole, top_mm=top_mm, cover_mm=0.0, change_mm=top_mm - without_mm, without_mm=without_mm)
    lost = NOTHING_MM
    if item.KIND in design.fields_mm:
        lost = design.fields_mm[item.KIND] - (design.stood_on_mm - without_mm)
        lost = lost if (np.abs(lost) > _LOSS_MM).any() else NOTHING_MM
    shared = _shared_with(item.KIND, lost, design.fields_mm) if lost.any() else ()
    change = whole.top_mm - without_mm
    return replace(whole, change_mm=change, without_mm=without_mm, lost_mm=lost, lost_to=shared)


def _shared_with(kind: str, lost_mm: FloatArray, fields_mm: Mapping[str, FloatArray]) -> tuple[str, ...]:
    """Return which other modifications act where something of this one was lost."""
    where = np.abs(lost_mm) > _LOSS_MM
    return tuple(
        other for other, field in fields_mm.items() if other != kind and (np.abs(field[where]) > _LOSS_MM).any()
    )


def uncovered(rim_mm: FloatArray, design: Design) -> FloatArray:
    """Return the rim line (n, 3) with a cover's allowance filled up."""
    if not design.cover_mm.any():
        return rim_mm
    lift = design.grid.sample_linear(design.cover_mm, rim_mm[:, 0], rim_mm[:, 1])
    return rim_mm - np.column_stack([np.zeros((len(rim_mm), 2)), lift])
