"""Day. a folder, how many good orders, how many spoiled -> a list as many clinics send it in, and what is spoiled."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np

from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray

SCANS = Path(__file__).resolve().parents[1] / "scans"
NAMES = ("right_normal", "left_normal", "right_flat", "left_high_arch", "child_right")
MADE = (("mjf", "PA12"), ("fdm", "TPU95A"), ("sls", "PA11"), ("mjf", "PA12"), ("fdm", "PP"))
COLUMNS = ("case", "scan_left", "scan_right", "scan_pair", "unit", "profile", "set", "pressure", "assessment",
           "construction", "length", "material", "zones", "process", "quantity", "due", "clinic")  # fmt: skip
Row = Mapping[str, str]


def good(k: int) -> Row:
    """Return the k-th order in order: another foot, profile, dose, machine and due date than its neighbours."""
    name = NAMES[k % 5]
    process, material = MADE[k % 5]
    row = {
        "case": f"C{k:04d}", "profile": ("neutral", "overpronation", "plantar_fasciitis")[k % 3],
        "set": f"heel_lift.height_mm={1 + k % 7 / 2:g}", "process": process, "material": material,
        "quantity": "2" if k % 10 == 0 else "", "due": f"2026-12-{1 + k % 9:02d}", "clinic": f"K{k % 4}",
    }  # fmt: skip
    if k % 9 == 8:
        return row | {"scan_left": f"{SCANS}/left_normal.stl", "scan_right": f"{SCANS}/right_normal.stl"}
    zones = {"zones": "heel=30;rest=15"} if process == "fdm" and k % 10 == 1 else {}
    shell = {"construction": "shell", "length": "three-quarter"} if k % 7 == 3 and not zones else {}
    side = "left" if name.startswith("left") else "right"
    return row | {f"scan_{side}": f"{SCANS}/{name}.stl"} | zones | shell


def _corners() -> FloatArray:
    return stl.triangles((SCANS / "right_normal.stl").read_bytes()).astype(np.float64)


def _scan(folder: Path, name: str, data: bytes) -> Row:
    (folder / name).write_bytes(data)
    return {"scan_right": name}


def _cropped(folder: Path) -> Row:
    corners = _corners()
    along = corners[..., int(np.argmax(np.ptp(corners.reshape(-1, 3), axis=0)))]
    kept = corners[along.mean(axis=1) < along.min() + 0.55 * np.ptp(along)]
    return _scan(folder, "cropped.stl", stl.binary(kept, header="half"))


def _nan(folder: Path) -> Row:
    corners = _corners()
    corners[::3] = np.nan
    return _scan(folder, "nan.stl", stl.binary(corners, header="nan"))


def _ball(folder: Path) -> Row:
    corners = _corners()
    apart = corners - corners.reshape(-1, 3).mean(axis=0)
    round_mm = 100.0 * apart / np.linalg.norm(apart, axis=-1, keepdims=True)
    return _scan(folder, "ball.stl", stl.binary(round_mm, header="ball"))


def _truncated(folder: Path) -> Row:
    return _scan(folder, "cut.stl", (SCANS / "right_normal.stl").read_bytes()[:300_000])


def _stop(folder: Path) -> Row:
    (folder / "stop.toml").write_text(
        'schema = "orthogen.assessment/1"\nbody_mass_kg = 78\n[red_flags]\nopen_ulcer = true\n'
    )
    return {"assessment": "stop.toml"}


def _broken_pressure(folder: Path) -> Row:
    (folder / "walk.asf").write_text("DATA_TYPE MOVIE\nROWS 60\nCOLS 21\nASCII_DATA @@\n")
    return {"pressure": "walk.asf"}


# what is wrong -> what of the row is written otherwise, and a word that the refusal must say
SPOILED: Mapping[str, tuple[Callable[[Path], Row], str]] = {
    "cropped": (_cropped, "foot"),
    "nan": (_nan, ""),
    "wrong unit": (lambda folder: {"unit": "m"}, "in m (given)"),
    "no foot": (_ball, "foot"),
    "truncated": (_truncated, "truncated"),
    "missing file": (lambda folder: {"scan_right": "nowhere.stl"}, "there is no file nowhere.stl"),
    "wrong side": (lambda folder: {"scan_right": f"{SCANS}/left_normal.stl"}, "the shape says left"),
    "bad option": (lambda folder: {"length": "half"}, "half"),
    "unknown profile": (lambda folder: {"profile": "flat_feet"}, "flat_feet"),
    "nan dose": (lambda folder: {"set": "heel_lift.height_mm=nan"}, "heel_lift"),
    "red flag": (_stop, "open_ulcer"),
    "empty file": (lambda folder: _scan(folder, "empty.stl", b""), "empty"),
    "no scan at all": (lambda folder: {"scan_right": ""}, "no scan is named"),
    "text as a scan": (lambda folder: _scan(folder, "letter.stl", b"Dear laboratory,\nplease find attached\n" * 9), ""),
    "dose out of range": (lambda folder: {"set": "heel_lift.height_mm=400"}, "400"),
    "unknown modification": (lambda folder: {"set": "heel_wings.height_mm=4"}, "heel_wings"),
    "zone without sense": (lambda folder: {"zones": "toe=20"}, "toe"),
    "broken recording": (_broken_pressure, "walk.asf"),
    "no number": (lambda folder: {"quantity": "two"}, "quantity"),
    "no date": (lambda folder: {"due": "tomorrow"}, "due"),
    "case that is a path": (lambda folder: {"case": "../C1"}, "case"),
    "same case twice": (lambda folder: {"case": "C0000"}, "each order needs its own"),
}  # fmt: skip


def a_day(folder: Path, count: int, spoiled: Mapping[str, tuple[Callable[[Path], Row], str]] = SPOILED) -> Path:
    """Write `count` good orders with the spoiled ones among them, cases X00, X01, …, and return the list."""
    rows = [good(k) for k in range(count)]
    for k, (spoil, _) in enumerate(spoiled.values()):
        base = {"case": f"X{k:02d}", "scan_right": f"{SCANS}/right_normal.stl", "profile": "neutral"}
        rows.insert(1 + k * count // len(spoiled) + k, base | spoil(folder))
    with (folder / "day.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return folder / "day.csv"
