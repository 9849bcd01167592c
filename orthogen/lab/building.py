"""Building. scans and an order -> one new version of a case on the disk."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import orthogen
from orthogen import pipeline, prescribe, publish
from orthogen.errors import PrescriptionError
from orthogen.kernel.beside import Beside
from orthogen.lab.assessing import Paths, measure, told_of
from orthogen.lab.evidence import Evidence, evidence_of, people
from orthogen.lab.filing import Papers, file_build, given_files, profile_file
from orthogen.lab.folder import case_from_name, case_id, staged
from orthogen.lab.lasting import case_of, lasting_files
from orthogen.lab.looking import need_clear_sides, need_one_foot, read
from orthogen.lab.ordering import (
    Ordering,
    all_prescribed,
    confirmation,
    load_of,
    need_feet_for_orders,
    needed_sign_offs,
    needs_toes,
    ordering,
    remarks,
)
from orthogen.lab.request import demand_choices
from orthogen.lab.signing import signed_flags
from orthogen.lab.zoning import zone_notes
from orthogen.lazyclass import dataclass
from orthogen.records.assessment import Assessment
from orthogen.records.build import Build
from orthogen.records.case import Filing
from orthogen.records.device import Device
from orthogen.records.foot import Foot, Load, Side
from orthogen.records.prediction import Prediction
from orthogen.records.prescription import Prescription
from orthogen.records.profile import Profile
from orthogen.records.scan import Scan, Unit
from orthogen.records.shoe import Shoe
from orthogen.records.site import Construction, Length, Material
from orthogen.records.variant import Variant

Progress = Callable[[str], None]
MoreFiles = Callable[[Build], Mapping[str, bytes]]
Places = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, kw_only=True)
class _Told:
    """What is known of a scan before it is looked at."""

    side: Side | None
    unit: Unit | None
    landmarks: Places
    load: Load | None
    toes_needed: bool


@dataclass(frozen=True, kw_only=True)
class _Seen:
    """A foot and the seconds it took to find it."""

    scan: Scan
    foot: Foot
    timings_s: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class _Ordered(_Seen):
    """A foot and what is to be made for it: one device, or those of a series of doses. drawn: meanwhile."""

    drawn: Beside[publish.FootDrawn]
    prescriptions: tuple[tuple[Variant | None, Prescription], ...]


def build(
    scan: str | Path | Scan,
    second_scan: str | Path | Scan | None = None,
    *,
    profile: str | Profile | None = None,
    prescription: str | Path | Mapping[str, Prescription] | None = None,
    assessment: str | Path | Assessment | None = None,
    pressure: Paths = (),
    gait: Paths = (),
    pressure_told: Mapping[str, Any] | None = None,
    sets: Sequence[str] = (),
    side: Side | None = None,
    unit: Unit | None = None,
    landmarks: Places | None = None,
    load: Load | None = None,
    length: Length | None = None,
    construction: Construction | None = None,
    material: Material | None = None,
    thickness_mm: float | None = None,
    choose: Sequence[str] = (),
    case: str | None = None,
    by: str = "",
    out: str | Path = "output",
    formats: Sequence[Literal["stl", "3mf"]] = (),
    accepted: Sequence[str] = (),
    vary: str | None = None,
    shoe: str | Path | Shoe | None = None,
    liners: Mapping[str, str | Path] | None = None,
    zones: Mapping[str, float] | None = None,
    wording: publish.Wording | None = None,
    filing: Filing | None = None,
    store: str | None = None,
    progress: Progress = lambda said: None,
    more_files: MoreFiles = lambda made: {},
) -> Build:
    """Build, verify and file the device for every foot in the scan, or for the two feet of one person in two scans.

    Writes `<out>/<case>/v001` (the next free version), whole or not at all. A device that fails its checks is written
    as rejected; look at `verdict`. vary: `KIND.FIELD=V1,V2,…`, one device for each value. shoe: a shoe file; liners:
    "left", "right" or "" if that was not said -> drawing. zones: part of the insole -> infill, percent. pressure_told:
    what `assess` takes by name of pressure files. filing: why, and after which version. store: URL of the database, by
    default ORTHOGEN_STORE or a file in `out`.
    more_files: of the version, by name, from the finished build. Raises OrthogenError (its branch: the exit code).
    """
    start = time.perf_counter()
    demand_choices(side=side, unit=unit, load=load, length=length, construction=construction, material=material)
    for one in formats:
        demand_choices(format=one)
    name = case_id(case) if case is not None else case_from_name(_name(scan))
    order = ordering(
        profile=profile, prescription=prescription, assessment=assessment, sets=sets,
        construction=construction, length=length, material=material, thickness_mm=thickness_mm, choose=choose,
        accepted=accepted, vary=vary, shoe=shoe, liners=liners, zones=zones, signed=signed_flags(name, out=out),
    )  # fmt: skip
    measured = measure(pressure, gait=gait, told=told_of(**pressure_told or {}), form=order.assessment)
    scans = _scans(scan, second_scan, told=bool(side or landmarks))
    told = _Told(side=side, unit=unit, landmarks=landmarks or {}, load=load_of(order, load),
                 toes_needed=needs_toes(order))  # fmt: skip
    with staged(Path(out), name) as staging:
        seen = [foot for one in scans for foot in _see(one, told, progress)]
        need_clear_sides([item.foot for item in seen])
        need_feet_for_orders([item.foot for item in seen], order)
        evidence = evidence_of(measured, order.assessment, [item.foot for item in seen])
        ordered = [_ordered(item, order, evidence, wording or publish.english()) for item in seen]
        devices = tuple(device for item in ordered for device in _devices(item, name, progress))
        prescribed = [(item.foot, one) for item in ordered for _, one in item.prescriptions]
        assessed = evidence.assessed(prescribed)
        notes = (*remarks(prescribed, order, by=by), *evidence.remarks(assessed, prescribed), *zone_notes(devices))
        draft = Build(
            case=name, version="", folder="", date=datetime.now(UTC).isoformat(timespec="seconds"), by=by,
            program_version=orthogen.__version__, formats=("stl", "3mf") if "3mf" in formats else ("stl",),
            notes=(*notes, *_renamed(scan, case, name), *confirmation(by)), devices=devices,
            vary=prescribe.series_text(order.series) if order.series else None,
            sign_offs=needed_sign_offs([one for _, one in prescribed], order), assessed=assessed,
            predictions=_foreseen(devices, evidence, progress),
        )  # fmt: skip
        progress("writing")
        papers = Papers(
            url=store, filing=filing or Filing(),
            given=given_files(scans, [item.scan for item in seen], profile=profile_file(profile),
                              assessment=assessment, pressure=pressure, gait=gait),
            told={**asdict(told), "formats": draft.formats, "sets": sets, "accepted": accepted}, form=order.assessment,
        )  # fmt: skip
        return _filed(draft, ordered, wording, Path(out), staging, start, papers, more_files)


def _scans(scan: str | Path | Scan, second: str | Path | Scan | None, *, told: bool) -> list[str | Path | Scan]:
    """Return the scans; told: a side or landmarks were given, which are of one scan only."""
    if second is not None and told:
        raise PrescriptionError("a side or landmarks are given for two scans", "give them with one scan at a time")
    return [scan] if second is None else [scan, second]


def _renamed(scan: str | Path | Scan, case: str | None, name: str) -> tuple[str, ...]:
    """Return that a case was named after the scan's file, where that could not be done letter by letter."""
    said = f"The case is called {name}, from the file name {_name(scan)!r}."
    return (said,) if case is None and name != _name(scan) else ()


def _name(scan: str | Path | Scan) -> str:
    return scan.name if isinstance(scan, Scan) else Path(scan).stem


def _see(scan: str | Path | Scan, told: _Told, progress: Progress) -> list[_Seen]:
    """Return the feet of one scan with the time it took."""
    begun = time.perf_counter()
    progress(f"reading {_name(scan)}")
    record = read(scan, unit=told.unit)
    taken_in = time.perf_counter()
    progress("finding the foot")
    feet = pipeline.see(record, side=told.side, landmarks=told.landmarks, load=told.load, toes_needed=told.toes_needed)
    need_one_foot(feet, told.side, told.landmarks)
    timings = {"intake": taken_in - begun, "anatomy": time.perf_counter() - taken_in}
    return [_Seen(scan=record, foot=foot, timings_s=timings) for foot in feet]


def _ordered(seen: _Seen, order: Ordering, evidence: Evidence, words: publish.Wording) -> _Ordered:
    """Return the foot with its prescription, or those of a series; from now on it is being drawn."""
    begun = time.perf_counter()
    scan, foot = seen.scan, seen.foot
    prescriptions = all_prescribed(foot, order, evidence.advice_on(foot))
    drawn = Beside(lambda: publish.foot_drawn(foot, scan=scan, wording=words))
    timings = {**seen.timings_s, "prescribe": time.perf_counter() - begun}
    return _Ordered(scan=scan, foot=foot, drawn=drawn, timings_s=timings, prescriptions=prescriptions)


def _devices(item: _Ordered, case: str, progress: Progress) -> list[Device]:
    """Return the verified devices for one foot, labelled with side and case, and of a series with what differs."""
    side = item.foot.side
    progress(f"building and verifying the {side} device{'s' * (len(item.prescriptions) > 1)}")
    orders = [
        pipeline.Order(
            prescription=prescription,
            label=f"{side[0].upper()} {case}" + ("" if variant is None else f" {variant.mark}"),
            case=case_of(case, variant),
            variant=variant,
        )
        for variant, prescription in item.prescriptions
    ]
    made = pipeline.make_all(item.foot, orders, clock=time.perf_counter)
    return [replace(device, timings_s={**item.timings_s, **device.timings_s}) for device in made]


def _foreseen(devices: Sequence[Device], evidence: Evidence, progress: Progress) -> tuple[Prediction, ...]:
    """Return what each device is likely to change; nothing where nobody told anything of the person."""
    if not evidence.loads and evidence.form is None:
        return ()
    from orthogen import predict

    progress("estimating the change of pressure")
    told = people([item.foot for item in devices], evidence.loads, evidence.form)
    return tuple(predict.forecast(item.foot, item.design, item.insole, person)
                 for item, person in zip(devices, told, strict=True))  # fmt: skip


def _filed(
    draft: Build, ordered: Sequence[_Ordered], wording: publish.Wording | None, out: Path, staging: Path, start: float,
    papers: Papers, more_files: MoreFiles,
) -> Build:  # fmt: skip
    """Write the files of the draft as the next version of its case and return the build as it was filed."""
    words = wording or publish.english()
    begun = time.perf_counter()
    feet = [item.drawn.result() for item in ordered for _ in item.prescriptions]
    draw = publish.devices_drawn
    drawn = Beside(lambda: draw(draft.devices, feet, wording=words))
    lasting = lasting_files(draft)
    filed = draft

    def render(version: str, document: Callable[[], Mapping[str, Any]]) -> dict[str, bytes]:
        nonlocal filed
        named = replace(draft, version=version)
        pages = {
            "leaflet.html": publish.leaflet_html(named, wording=words),
            "report.html": publish.report_html(named, drawn=drawn.result(), wording=words),
            **more_files(named),
        }
        now = time.perf_counter()
        clocked = {"publish": now - begun, "total": now - start}
        filed = replace(
            draft,
            version=version,
            folder=str(out / draft.case / version),
            devices=tuple(replace(item, timings_s={**item.timings_s, **clocked}) for item in draft.devices),
        )
        told = publish.build_json(filed)
        record = publish.device_record_html(json.loads(told), papers=document(), wording=words)
        return {"build.json": told, "device-record.html": record, **pages}

    file_build(staging, draft, papers, out=out, lasting=lasting, render=render)
    return filed
