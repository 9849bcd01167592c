"""Version. the folder of a version -> what it holds: orders, measures, files, and what was measured for it."""

from pathlib import Path
from typing import Any

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.prescription import read_prescription
from orthogen.intake.tables import read_table
from orthogen.kernel.arrays import frozen
from orthogen.records.foot import MEASURES
from orthogen.records.held import HeldDevice, HeldVersion
from orthogen.records.prescription import Prescription
from orthogen.records.proposal import Side
from orthogen.records.refit import Pressed

SCHEMA = "orthogen.build/1"
_SIDES: tuple[Side, Side] = ("left", "right")


def read_version(folder: Path) -> HeldVersion:
    """Return the version in this folder; raises CorruptFile where build.json is missing or lacks what it says."""
    path = folder / "build.json"
    document = read_table(path, what="build file", error=CorruptFile)
    if document.get("schema") != SCHEMA:
        raise CorruptFile(f"{path} says schema {document.get('schema')!r}, not {SCHEMA}", "name another version")
    orders = read_prescription(folder / "prescription.toml")
    try:
        return _version(document, orders)
    except (KeyError, TypeError, ValueError, AttributeError) as trouble:
        raise CorruptFile(
            f"{path} lacks what a build.json says: {trouble}", "take the version from the store again"
        ) from trouble


def _version(document: dict[str, Any], orders: dict[str, Prescription]) -> HeldVersion:
    all_devices = document["devices"]
    first = {side: next((item for item in all_devices if item["side"] == side), None) for side in _SIDES}
    assessed = document.get("assessment") or {}
    eversion = assessed.get("gait", {}).get("rearfoot_eversion_max", {})
    return HeldVersion(
        case=str(document["case"]),
        version=str(document["version"]),
        date=str(document["date"]),
        verdict=str(document["verdict"]),
        devices=tuple(_device(side, item, orders[side]) for side, item in first.items() if item is not None),
        eversion_deg={side: float(eversion[side]) for side in _SIDES if eversion.get(side) is not None},
        pressures=tuple(_pressed(item) for item in assessed.get("pressure", []) if item["side"] in _SIDES),
        series=len(all_devices) > sum(item is not None for item in first.values()),
    )


def _device(side: Side, item: dict[str, Any], order: Prescription) -> HeldDevice:
    return HeldDevice(
        side=side,
        file=str(item["files"]["stl"]),
        sha256=str(item["sha256"]),
        foot={name: float(item["scan"][name]) for name in MEASURES},
        made={"volume_mm3": float(item["volume_mm3"])},
        foot_from_file=frozen(np.array(item["scan"]["foot_from_file"], dtype=float).reshape(4, 4)),
        stl_from_file=frozen(np.array(item["stl_from_file"], dtype=float).reshape(4, 4)),
        prescription=order,
    )


def _pressed(item: dict[str, Any]) -> Pressed:
    return Pressed(
        side=item["side"], file=str(item["file"]), format=str(item["format"]), instrument=str(item["instrument"]),
        steps=int(item["steps"]), contact_s=float(item["contact_s"]), step_force_n=float(item["step_force_n"]),
        cell_mm2=None, masks_from=str(item["masks_from"]),
        peaks_kpa={name: float(mask["peak_kpa"]) for name, mask in item["masks"].items()},
    )  # fmt: skip
