"""Zones. a slicer reads the zones of hardness: more infill in a zone is as much more filament as there is room for."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy import ndimage

from orthogen import pipeline, publish
from orthogen.records.device import Device
from tests.feet import truth_foot
from tests.orders import ordered

pytestmark = pytest.mark.slicer
LAYER_MM, WIDTH_MM = 0.3, 0.45
# lines are laid so far apart; the perimeter takes half its width and half that, the ends of infill another half
SPACING_MM = WIDTH_MM - LAYER_MM * (1 - np.pi / 4)
EDGE_MM = WIDTH_MM / 2 + SPACING_MM
# one perimeter, no solid layers, no lines that join the ends of others: what is inside is infill of a known volume
SETTINGS = [
    "--bed-shape", "0x0,300x0,300x300,0x300", "--center", "150,150", "--layer-height", f"{LAYER_MM}",
    "--first-layer-height", f"{LAYER_MM}", "--nozzle-diameter", "0.4", "--perimeters", "1", "--top-solid-layers", "0",
    "--bottom-solid-layers", "0", "--skirts", "0", "--solid-infill-below-area", "0", "--filament-diameter", "1.75",
    "--external-perimeter-extrusion-width", f"{WIDTH_MM}", "--infill-extrusion-width", f"{WIDTH_MM}",
    "--first-layer-extrusion-width", f"{WIDTH_MM}", "--infill-overlap", "0",
    "--infill-anchor", "0", "--infill-anchor-max", "0", "--fill-pattern", "rectilinear",
]  # fmt: skip


def made(**zones: float) -> Device:
    order = replace(ordered("insole", "full", heel_cup=14, offload_well=3), zones=zones)
    return pipeline.make(truth_foot("adult_right_normal"), order, label="X", case="X", clock=lambda: 0.0)


def filament_mm3(device: Device, folder: Path) -> float:
    if shutil.which("prusa-slicer") is None:
        pytest.skip("needs prusa-slicer on the PATH (apt install prusa-slicer)")
    assert device.zoned is not None
    part, code = folder / "part.3mf", folder / "part.gcode"
    part.write_bytes(publish.modifiers_3mf(device.stl, device.zoned, case="X", side="right"))
    subprocess.run(["prusa-slicer", *SETTINGS, "--export-gcode", "-o", str(code), str(part)],
                   capture_output=True, timeout=600, check=True)  # fmt: skip
    found = re.search(r"; filament used \[cm3\] = ([\d.]+)", code.read_text())
    assert found
    return 1000.0 * float(found.group(1))


def room_mm3(device: Device) -> np.ndarray:
    """Return the volume inside the one perimeter over each node, mm³, from the fields of the design."""
    insole = device.insole
    low = float(np.nanmin(insole.bottom_mm[insole.inset_mm > 0]))
    high = float(np.nanmax(insole.top_mm[insole.inset_mm > 0]))
    room = np.zeros(insole.grid.shape)
    for z in np.arange(low + LAYER_MM / 2, high, LAYER_MM):
        there = (insole.inset_mm > 0) & (insole.bottom_mm < z) & (insole.top_mm > z)
        deep = ndimage.distance_transform_edt(there, sampling=insole.grid.step_mm)
        room += np.clip((deep - EDGE_MM) / insole.grid.step_mm + 0.5, 0.0, 1.0)
    return room * LAYER_MM * insole.grid.step_mm**2


def added_mm3(device: Device) -> float:
    """Return the filament that the zones add: of each step its infill of its room, less half a line at its borders."""
    assert device.zoned is not None
    grid, rest = device.design.grid, device.zoned.rest_percent
    ends = np.append(grid.x_mm[:, 0] - grid.step_mm / 2, grid.x_mm[-1, 0] + grid.step_mm / 2)
    up_to = np.append(0.0, np.cumsum(room_mm3(device).sum(axis=1)))
    slabs = sorted((*np.sort(item.triangles_mm[..., 0].ravel())[[0, -1]], item.infill_percent)
                   for item in device.zoned.modifiers)  # fmt: skip
    bands, at = [], float(ends[0])
    for start, end, percent in slabs:
        bands += [(at, start, rest)] * int(start > at + 0.01) + [(start, end, percent)]
        at = end
    bands += [(at, float(ends[-1]), rest)] * int(at < ends[-1])
    lost = SPACING_MM / 2
    return sum(
        percent / 100 * float(np.interp(end - lost, ends, up_to) - np.interp(start + lost, ends, up_to))
        for start, end, percent in bands
    ) - rest / 100 * float(up_to[-1])


@pytest.fixture(scope="module")
def plain_mm3(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Filament of the device without zones."""
    return filament_mm3(made(rest=15), tmp_path_factory.mktemp("plain"))


@pytest.mark.parametrize("zones", [{"heel": 60.0}, pytest.param({"arch": 40.0}, marks=pytest.mark.sweep),
    pytest.param({"heel": 30.0, "forefoot": 45.0}, marks=pytest.mark.sweep)])  # fmt: skip
def test_more_infill_in_a_zone_is_as_much_more_filament(
    zones: dict[str, float], plain_mm3: float, tmp_path: Path
) -> None:
    zoned = made(rest=15, **zones)
    more = filament_mm3(zoned, tmp_path) - plain_mm3
    assert more == pytest.approx(added_mm3(zoned), rel=0.05)


@pytest.mark.sweep
def test_a_soft_plug_takes_filament_away(tmp_path: Path) -> None:
    assert filament_mm3(made(rest=30, offload=8), tmp_path) < filament_mm3(made(rest=30), tmp_path)


def test_bodies_are_sound_parts_of_their_own(tmp_path: Path) -> None:
    if shutil.which("prusa-slicer") is None:
        pytest.skip("needs prusa-slicer on the PATH (apt install prusa-slicer)")
    device = made(heel=40, offload=8)
    assert device.zoned is not None
    part = tmp_path / "bodies.3mf"
    part.write_bytes(publish.bodies_3mf(device.zoned, case="X", side="right"))
    said = subprocess.run(["prusa-slicer", "--info", str(part)], capture_output=True, text=True, timeout=300).stdout
    assert len(re.findall(r"^manifold = yes$", said, re.M)) == len(device.zoned.bodies), said
