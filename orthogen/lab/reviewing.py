"""Reviewing. a case of the store, a review, new files -> the facts of each foot that the rules of the re-fit see."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from orthogen import anatomy, pipeline, prescribe
from orthogen.errors import PrescriptionError
from orthogen.lab.assessing import Measured
from orthogen.lab.looking import read
from orthogen.lab.versions import held
from orthogen.lazyclass import dataclass
from orthogen.records.assessed import FootLoad
from orthogen.records.assessment import Assessment
from orthogen.records.case import Entry, StoredVersion
from orthogen.records.foot import Foot
from orthogen.records.held import HeldDevice, HeldVersion
from orthogen.records.proposal import Fact, Facts, Side
from orthogen.records.refit import FootFacts, GoodVersion, LoadChange, Pressed, ScanChange
from orthogen.records.review import Review
from orthogen.records.scan import Scan
from orthogen.refit import compare_loads, scan_change

_MOST_GROWTH = 1.25
_RESIDUAL, _REVERT = "forefoot-residual", "revert-to-last-good"


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """What the store tells of a case: its versions and entries, oldest first; before: the versions as held on disk."""

    versions: tuple[StoredVersion, ...]
    entries: tuple[Entry, ...]
    held: tuple[HeldVersion, ...]

    @property
    def latest(self) -> HeldVersion:
        """The newest version."""
        return self.held[-1]

    def since(self, kind: str) -> list[str]:
        """Return the notes of one kind since the newest version was filed."""
        at = max((item.number for item in self.entries if item.kind == "version"), default=0)
        return [str((item.content or {}).get("text", "")) for item in self.entries
                if item.kind == kind and item.number > at]  # fmt: skip

    def count(self, kind: str) -> int:
        """Return how many entries of one kind the case has."""
        return sum(item.kind == kind for item in self.entries)

    def decisions(self) -> list[Mapping[str, Any]]:
        """Return the accepted proposals of the case."""
        return [item.content for item in self.entries if item.kind == "decision" and item.content
                and "from_version" in item.content]  # fmt: skip


def good_version(line: CaseLine) -> GoodVersion | None:
    """Return the newest earlier version that was accepted and that nobody went back from."""
    left = {found["from_version"] for found in line.decisions()
            if any(item["rule"] == _REVERT for item in found["changes"])}  # fmt: skip
    for version in reversed(line.held[:-1]):
        if version.verdict == "accepted" and version.version not in left:
            orders = {item.side: item.prescription for item in version.devices}
            return GoodVersion(version=version.version, prescriptions=orders)
    return None


def new_flags(line: CaseLine, form: Assessment | None) -> list[str]:
    """Return the red flags that are present and were not before, and the incidents since the device was issued."""
    assessed = [item.content for item in line.entries if item.kind == "assessment" and item.content]
    before = {name for content in assessed for name in content.get("present", ())}
    now = [name for name, there in (form.red_flags if form else {}).items() if there and name not in before]
    flags = [f"red flag {name.replace('_', ' ')}" for name in now]
    return [*flags, *(f"an incident was filed since {line.latest.version}: {text}" for text in line.since("incident"))]


def facts_of(
    line: CaseLine,
    *,
    review: Review,
    form: Assessment | None,
    measured: Measured,
    feet: Sequence[Foot],
    scans: Mapping[Side, ScanChange],
) -> list[FootFacts]:
    """Return the facts of each foot of the latest version; feet: as scanned, empty where no print needs them."""
    latest = line.latest
    loads = measured.on(feet)
    known = prescribe.known_of(form=form, gaits=measured.gaits, loads=loads, feet=feet).feet
    trouble = tuple(f"complaint: {text}" for text in line.since("complaint"))
    rounds = sum(any(item["rule"] == _RESIDUAL for item in found["changes"]) for found in line.decisions())
    return [
        FootFacts(
            side=device.side, prescription=device.prescription, review=review.foot(device.side),
            worn_weeks=review.worn_weeks if review.worn_weeks is not None else _weeks(review, latest),
            wear_hours=review.wear_hours, worn=_worn(line, device.side), now=known.get(device.side, Facts()),
            load=_load_change(line, device.side, loads), scan=scans.get(device.side), trouble=trouble, rounds=rounds,
        )
        for device in latest.devices
    ]  # fmt: skip


def line_of(case: str, versions: tuple[StoredVersion, ...], entries: tuple[Entry, ...], *, out: Path) -> CaseLine:
    """Return the line of a case with its folders read."""
    return CaseLine(
        versions=versions, entries=entries, held=tuple(held(case, item.version, out=out) for item in versions)
    )


def scan_changes(version: HeldVersion, old: Sequence[Foot], new: Sequence[tuple[Scan, Foot]]) -> dict[Side, ScanChange]:
    """Return what the new scan changes of each foot that it shows; raises PrescriptionError for another foot."""
    found: dict[Side, ScanChange] = {}
    for scan, foot in new:
        device = next((item for item in version.devices if item.side == foot.side), None)
        before = next((item for item in old if item.side == foot.side), None)
        if device is None or before is None:
            raise PrescriptionError(
                f"the new scan shows a {foot.side} foot, and the case has no device for it", "check the file"
            )
        found[device.side] = _scan_change(device, before, foot, scan)
    return found


def _scan_change(device: HeldDevice, before: Foot, foot: Foot, scan: Scan) -> ScanChange:
    """Return the change of one foot; one of another size is brought back to the old length and compared by its form."""
    likeness = anatomy.compare_feet(before, foot)
    ratio = foot.foot_length_mm / before.foot_length_mm
    longer = foot.foot_length_mm - before.foot_length_mm
    grown = False
    if likeness.verdict in ("unsure", "other_foot") and longer >= 3.0 and ratio <= _MOST_GROWTH:
        shrunk = pipeline.see(replace(scan, points=scan.points / ratio), load=foot.load)
        same = [item for item in shrunk if item.side == foot.side]
        grown = bool(same) and anatomy.compare_feet(before, same[0]).verdict == "same_foot"
    return scan_change(device.side, likeness, device.prescription, grown=grown)


def old_feet(scans: Sequence[Path], told: Mapping[str, Any]) -> tuple[Foot, ...]:
    """Return the feet of the stored scans, seen as they were when the version was built."""
    marks = {name: (float(x), float(y)) for name, (x, y) in (told.get("landmarks") or {}).items()}
    return tuple(
        foot for path in scans
        for foot in pipeline.see(read(path, unit=told.get("unit")), side=told.get("side"), landmarks=marks,
                                 load=told.get("load"), toes_needed=bool(told.get("toes_needed", True)))
    )  # fmt: skip


def _weeks(review: Review, version: HeldVersion) -> float:
    """Return the weeks from the making of a version to its review, to today where the review has no date."""
    day = date.fromisoformat(review.date) if review.date else datetime.now(UTC).date()
    return max(0.0, round((day - date.fromisoformat(version.date[:10])).days / 7, 1))


def _worn(line: CaseLine, side: Side) -> Facts:
    """Return what was measured for the newest version that it was measured for."""
    for version in reversed(line.held):
        if side in version.eversion_deg:
            value = version.eversion_deg[side]
            said = f"eversion of {value:g}° when {version.version} was ordered"
            return Facts(known={"eversion_deg": Fact(value=value, said=said)})
    return Facts()


def _load_change(line: CaseLine, side: Side, loads: Sequence[FootLoad]) -> LoadChange | None:
    """Return the new pressures of a foot against the last ones of the same instrument, or of any."""
    now = next((_pressed(item) for item in loads if item.load.side == side), None)
    before = [item for version in reversed(line.held) for item in version.pressures if item.side == side]
    if now is None or not before:
        return None
    alike = [item for item in before if (item.instrument, item.format) == (now.instrument, now.format)]
    return compare_loads((alike or before)[0], now)


def _pressed(item: FootLoad) -> Pressed:
    load = item.load
    masks = item.on_foot.masks if item.on_foot else load.masks
    return Pressed(
        side="left" if load.side == "left" else "right", file=load.file, format=load.format,
        instrument=load.instrument, steps=load.steps, contact_s=load.contact_s, step_force_n=load.step_force_n,
        cell_mm2=None, masks_from="scan" if item.on_foot else "print",
        peaks_kpa={name: mask.peak_kpa for name, mask in masks.items()},
    )  # fmt: skip
