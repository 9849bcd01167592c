"""Predicting. a filed build, the scan it was made from, a barefoot print -> what its devices are likely to change."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from orthogen import intake, pipeline
from orthogen import predict as room
from orthogen.errors import PrescriptionError
from orthogen.lab.assessing import Paths, measure, told_of
from orthogen.lab.evidence import people
from orthogen.lab.folder import case_id
from orthogen.lab.looking import read
from orthogen.lab.recalling import recalled
from orthogen.lab.reviewing import old_feet
from orthogen.lazyclass import dataclass
from orthogen.records.assessment import Assessment
from orthogen.records.device import Device
from orthogen.records.foot import Foot, Side
from orthogen.records.prediction import PARTS, Optimum, Prediction
from orthogen.records.prescription import Prescription
from orthogen.records.scan import Unit


@dataclass(frozen=True, kw_only=True)
class _Case:
    """The devices of one build, made again from its scan, with what is known of the person."""

    devices: tuple[Device, ...]
    people: tuple[room.Person, ...]


def predict(
    build: str | Path,
    scans: Sequence[str | Path] = (),
    *,
    pressure: Paths = (),
    assessment: str | Path | Assessment | None = None,
    pressure_told: Mapping[str, Any] | None = None,
    material: str = "tpu",
    target: str | None = None,
    side: Side | None = None,
    unit: Unit | None = None,
    out: str | Path = "output",
) -> tuple[Prediction, ...]:
    """Return for each device what it is likely to change, as bands, or why nothing may be told.

    build: a case (its last version), its folder or its build.json. scans: what it was made from, with side and unit as
    they were given then; without any, scan, form and pressure are those of the store, where no other is given. Raises
    OrthogenError, PrescriptionError where the scan does not give the filed device.
    """
    _demand(material, target)
    case = _case(build, scans, pressure=pressure, assessment=assessment, told=pressure_told, side=side, unit=unit,
                 out=out)  # fmt: skip
    return tuple(
        room.forecast(item.foot, item.design, item.insole, person, material=material, target=target)
        for item, person in zip(case.devices, case.people, strict=True)
    )


def optimise(
    build: str | Path,
    scans: Sequence[str | Path] = (),
    *,
    target: str,
    change_percent: float,
    pressure: Paths = (),
    assessment: str | Path | Assessment | None = None,
    pressure_told: Mapping[str, Any] | None = None,
    material: str = "tpu",
    side: Side | None = None,
    unit: Unit | None = None,
    out: str | Path = "output",
) -> tuple[Optimum, ...]:
    """Return for each device what the model would try to change the peak at the target, with its trade-off curve.

    It proposes and never decides; nothing is written. change_percent: negative for a relief. Raises as `predict` does.
    """
    _demand(material, target)
    case = _case(build, scans, pressure=pressure, assessment=assessment, told=pressure_told, side=side, unit=unit,
                 out=out)  # fmt: skip
    return tuple(
        room.optimised(item.foot, item.prescription, person, dosing=pipeline.dosing(item.foot, item.prescription),
                       material=material, target=target, change_percent=change_percent)
        for item, person in zip(case.devices, case.people, strict=True)
    )  # fmt: skip


def _demand(material: str, target: str | None) -> None:
    for what, given, known in (("material", material, tuple(room.MATERIALS_KPA)), ("target", target, PARTS)):
        if given is not None and given not in known:
            raise PrescriptionError(f"the {what} {given!r} is unknown", f"known: {', '.join(known)}")


def _case(
    build: str | Path, scans: Sequence[str | Path], *, pressure: Paths, assessment: str | Path | Assessment | None,
    told: Mapping[str, Any] | None, side: Side | None, unit: Unit | None, out: str | Path,
) -> _Case:  # fmt: skip
    """Return the devices of a build, each the same bytes as were filed."""
    folder = _folder(build, Path(out))
    if scans:
        feet = [foot for scan in scans for foot in pipeline.see(read(scan, unit=unit), side=side)]
        return _made(folder, feet, pressure=pressure, assessment=assessment, told=told)
    if side or unit:
        raise PrescriptionError(
            "a side or unit is given without a scan: those of the stored scan are known",
            "leave it out, or give the scan with --scan",
        )
    with recalled(folder.parent.name, folder.name, out=folder.parent.parent) as stored:
        return _made(folder, old_feet(stored.scans, stored.told), told=told,
                     pressure=pressure or stored.pressure, assessment=assessment or stored.form)  # fmt: skip


def _made(
    folder: Path, feet: Sequence[Foot], *, pressure: Paths, assessment: str | Path | Assessment | None,
    told: Mapping[str, Any] | None,
) -> _Case:  # fmt: skip
    orders = intake.read_prescription(folder / "prescription.toml")
    issued = intake.read_build(folder / "build.json")
    filed, case = {item.side: item.sha256 for item in issued}, issued[0].case if issued else ""
    form = intake.read_assessment(Path(assessment)) if isinstance(assessment, str | Path) else assessment
    devices = tuple(_again(foot, orders, filed, case, time.perf_counter) for foot in feet)
    loads = measure(pressure, gait=(), told=told_of(**told or {}), form=form).on(feet)
    return _Case(devices=devices, people=people(feet, loads, form))


def _again(
    foot: Foot, orders: Mapping[str, Prescription], filed: Mapping[str, str], case: str, clock: Callable[[], float]
) -> Device:
    """Return the filed device of this foot, made again; raises PrescriptionError where it is another."""
    if foot.side not in orders or foot.side not in filed:
        raise PrescriptionError(
            f"this build holds no device for the {foot.side} foot that the scan shows",
            "give the scan that it was built from, and --side if it was given then",
        )
    device = pipeline.make(foot, orders[foot.side], label=f"{foot.side[0].upper()} {case}", case=case, clock=clock)
    if (digest := device.sha256) != filed[foot.side]:
        raise PrescriptionError(
            f"this scan gives another {foot.side} device ({digest[:12]}…) than was filed ({filed[foot.side][:12]}…)",
            "give the scan, side and unit that it was built with, and the same version of the program",
        )
    return device


def _folder(build: str | Path, out: Path) -> Path:
    """Return the folder of a version: of a build.json, of itself, or the last of a case."""
    given = Path(build)
    if given.name == "build.json":
        return given.parent
    if (given / "build.json").is_file():
        return given
    home = out / case_id(str(build))
    versions = sorted((path for path in home.glob("v*") if (path / "build.json").is_file()),
                      key=lambda path: (len(path.name), path.name))  # fmt: skip
    if not versions:
        raise PrescriptionError(
            f"{home} holds no finished version of a case", "give a case of --out, or its build.json"
        )
    return versions[-1]
