"""Slicers. exported files are opened by the programs printers use; their output is parsed, not their exit code."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from orthogen import pipeline
from tests.feet import truth_foot
from tests.orders import ordered

REPAIRS = ("open_edges", "facets_reversed", "degenerate_facets", "edges_fixed", "facets_removed", "backwards_edges")
pytestmark = pytest.mark.slicer


def _need(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"needs {program} on the PATH (apt install {program})")


@pytest.fixture(scope="module", params=["insole", "shell"])
def part(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exported STL of each construction, with several modifications."""
    length = "full" if request.param == "insole" else "three-quarter"
    order = ordered(request.param, length, heel_cup=16, rearfoot_post=4, metatarsal_pad=5, heel_lift=3)
    device = pipeline.make(truth_foot("adult_right_normal"), order, label="R C0001", case="C0001", clock=lambda: 0.0)
    path = tmp_path_factory.mktemp("parts") / f"{request.param}.stl"
    path.write_bytes(device.stl)
    return path


def test_prusa_slicer_finds_nothing_to_repair(part: Path) -> None:
    _need("prusa-slicer")
    said = subprocess.run(["prusa-slicer", "--info", str(part)], capture_output=True, text=True, timeout=300).stdout
    assert re.search(r"^manifold = yes$", said, re.M), said
    assert not [word for word in REPAIRS if re.search(rf"^{word}\s*=", said, re.M)], said


def test_prusa_slicer_makes_layers_of_the_right_size(part: Path, tmp_path: Path) -> None:
    _need("prusa-slicer")
    code = tmp_path / "part.gcode"
    bed = ["--bed-shape", "0x0,300x0,300x300,0x300", "--center", "150,150", "--layer-height", "0.3"]
    subprocess.run(
        ["prusa-slicer", *bed, "--export-gcode", "-o", str(code), str(part)], capture_output=True, timeout=600
    )
    text = code.read_text()
    assert text.count(";LAYER_CHANGE") > 20 and re.search(r"; filament used \[mm\] = [1-9]", text)


def test_admesh_counts_nothing(part: Path) -> None:
    _need("admesh")
    run = subprocess.run(["admesh", str(part)], capture_output=True, timeout=300)
    said = run.stdout.decode("ascii", "replace")  # it prints the header with whatever bytes follow it
    rows = ("Edges fixed", "Facets removed", "Facets added", "Facets reversed", "Backwards edges", "Normals fixed",
            "Degenerate facets")  # fmt: skip
    counts = {row: int(re.search(rf"{row}\s*:\s*(\d+)", said).group(1)) for row in rows}  # type: ignore[union-attr]
    assert counts == dict.fromkeys(rows, 0), said
    assert re.search(r"Number of parts\s*:\s*1\b", said)
