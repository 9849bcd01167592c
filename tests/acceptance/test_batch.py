"""Batch. a day of orders with every way of being spoiled: the good are made, the bad told, twice the same bytes."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.day import SPOILED, a_day

ROOT = Path(__file__).resolve().parents[2]
# times and dates stand only in these (and in the store, where rows are dated)
DATED = ("build.json", "report.html", "inputs.json", "batch.json")
MOST_WORDS = 60


def run(orders: Path, out: Path) -> dict[str, Any]:
    """Run the batch as a laboratory does and return its document."""
    command = [sys.executable, "-m", "orthogen", "batch", str(orders), "--workers", "2", "--out", str(out), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=3000)
    assert done.returncode == 6, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    return document


def tree(out: Path) -> dict[str, str]:
    """Return every file that is promised to be the same twice -> its digest."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name not in DATED and "store" not in path.relative_to(out).parts
        and path.name != "orthogen.db"
    }  # fmt: skip


@pytest.fixture(scope="module", params=[3, pytest.param(90, marks=pytest.mark.sweep)])
def day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], int]:
    """The output folder of a day, its document, and how many orders were good."""
    folder = tmp_path_factory.mktemp("day")
    spoiled = dict(list(SPOILED.items())[:10]) if request.param == 90 else SPOILED
    return folder, run(a_day(folder, request.param, spoiled), folder / "out"), request.param


def test_the_good_are_delivered_and_the_spoiled_told(day: tuple[Path, dict[str, Any], int]) -> None:
    _, document, good = day
    statuses = {one["case"]: one for one in document["orders"] if one["status"] == "done"}
    assert set(statuses) == {f"C{k:04d}" for k in range(good)} and document["failed"] == 0
    refused = [one for one in document["orders"] if one["status"] == "refused"]
    spoiled = list(SPOILED.items())[: len(refused)]
    assert len(refused) == (10 if good == 90 else len(SPOILED))
    for one, (what, (_, word)) in zip(refused, spoiled, strict=True):
        assert word in one["reason"], (what, one)
        assert one["next"] and "Traceback" not in one["reason"], (what, one)
        assert len(one["reason"].split()) < MOST_WORDS, (what, one)


def test_twice_gives_the_same_bytes(day: tuple[Path, dict[str, Any], int]) -> None:
    folder, _, _ = day
    run(folder / "day.csv", folder / "again")
    assert tree(folder / "out") == tree(folder / "again")


@pytest.mark.slicer
def test_every_tray_slices_with_as_many_objects_as_the_manifest_says(
    day: tuple[Path, dict[str, Any], int], tmp_path: Path
) -> None:
    if shutil.which("prusa-slicer") is None:
        pytest.skip("needs prusa-slicer on the PATH (apt install prusa-slicer)")
    folder, document, _ = day
    manifest = json.loads((folder / "out/batch-day/manifest.json").read_text())
    assert document["trays"] and [tray["name"] for tray in manifest["trays"]] == [t["name"] for t in document["trays"]]
    for tray in manifest["trays"]:
        layers = {part["tray_from_stl"][2][3] for part in tray["parts"]}
        path = folder / "out" / tray["file"]
        said = subprocess.run(["prusa-slicer", "--info", str(path)], capture_output=True, text=True, timeout=600).stdout
        assert len(re.findall(r"^manifold = yes$", said, re.M)) == tray["objects"] == len(tray["parts"]), said
        if len(layers) == 1:  # on a bed; in powder parts lie above each other, which no filament slicer takes
            assert _sliced(path, tmp_path / "tray.gcode") == tray["objects"]


def _sliced(path: Path, code: Path) -> int:
    """Return how many objects are in the machine code that the slicer makes of a tray."""
    subprocess.run(
        ["prusa-slicer", "--bed-shape", "0x0,400x0,400x400,0x400", "--dont-arrange", "--layer-height", "0.3",
         "--gcode-label-objects", "--fill-density", "10%", "--export-gcode", "-o", str(code), str(path)],
        capture_output=True, timeout=1200, check=True,
    )  # fmt: skip
    return len(set(re.findall(r"^; printing object (.*)$", code.read_text(), re.M)))
