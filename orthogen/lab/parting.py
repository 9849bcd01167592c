"""Parting. two versions on different scans -> how the feet lie on each other, and the old order on the new foot."""

import tempfile
import time
from pathlib import Path

import numpy as np

from orthogen import anatomy, pipeline
from orthogen.errors import GeometryError
from orthogen.intake.fields import read_fields
from orthogen.kernel.arrays import FloatArray
from orthogen.lab.cases import case_shelf
from orthogen.lab.recalling import scans_of, written
from orthogen.lab.reviewing import old_feet
from orthogen.lazyclass import dataclass
from orthogen.publish import fields_npz
from orthogen.records.difference import TopField
from orthogen.records.foot import Foot
from orthogen.records.held import HeldVersion
from orthogen.records.prescription import Prescription
from orthogen.records.proposal import Side
from orthogen.store import Shelf


@dataclass(frozen=True, kw_only=True)
class Parted:
    """new_from_old (4, 4): foot frames, at best fit of the skins. between: None where the old order cannot be made."""

    new_from_old: FloatArray
    between: TopField | None


def parted_by_scan(old: HeldVersion, new: HeldVersion, *, out: Path, store: str | None) -> dict[Side, Parted]:
    """Return for each side what parts the change of the foot from that of the order; nothing where no scan is kept."""
    with case_shelf(new.case, out=out, store=store) as shelf, tempfile.TemporaryDirectory() as place:
        before, after = (_feet(shelf, version, Path(place) / version.version) for version in (old, new))
    found: dict[Side, Parted] = {}
    for device in new.devices:
        one = next((foot for foot in before if foot.side == device.side), None)
        other = next((foot for foot in after if foot.side == device.side), None)
        was = old.device(device.side)
        if one is not None and other is not None and was is not None:
            overlay = anatomy.compare_feet(one, other).overlay
            frame = np.eye(4) if overlay is None or overlay.mirrors else overlay.b_from_a
            found[device.side] = Parted(new_from_old=frame, between=_made(other, was.prescription))
    return found


def _feet(shelf: Shelf, version: HeldVersion, place: Path) -> tuple[Foot, ...]:
    """Return the feet of the scans that a version was built on, none where they are not kept."""
    stored = shelf.version(version.case, version.version)
    scans = [written(shelf, files, place / f"scan{k}") for k, files in enumerate(scans_of(stored))]
    return old_feet(scans, stored.told)


def _made(foot: Foot, order: Prescription) -> TopField | None:
    """Return the upper side of an order on a foot, None where it cannot be made there."""
    try:
        device = pipeline.make(foot, order, label="", case="", clock=time.perf_counter)
    except GeometryError:
        return None
    return read_fields(fields_npz(device), name="fields")
