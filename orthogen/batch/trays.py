"""Trays. the parts of a batch, machines -> filled beds: what lies where, the file of each, its mass, cost and hours."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from orthogen.batch.nesting import Spot, nested
from orthogen.errors import CorruptFile
from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.silhouette import silhouette
from orthogen.lazyclass import dataclass
from orthogen.records.batch import Part, Placed, Tray
from orthogen.records.machine import Machine

_PITCH_MM = 4.0


@dataclass(frozen=True, kw_only=True)
class _Copy:
    """One copy of a part: its name on the tray, where its STL stands, and its outline there."""

    name: str
    part: Part
    outline_mm: FloatArray
    low_mm: float
    height_mm: float


def laid_out(parts: Sequence[Part], *, out: Path, on: Mapping[str, Machine]) -> tuple[tuple[Tray, ...], list[str]]:
    """Return the trays for all parts whose process has a machine, and a sentence for each part that fits on none.

    One machine and one material a tray; what is due first lies on the first trays. Files are named, not written.
    """
    trays: list[Tray] = []
    misfits: list[str] = []
    groups: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        if part.process in on:
            groups.setdefault((on[part.process].name, part.material), []).append(part)
    of_name = {machine.name: machine for machine in on.values()}
    for (name, material), group in sorted(groups.items()):
        machine = of_name[name]
        soonest = sorted(group, key=lambda part: (part.due or "9999", part.case, part.side))
        copies = [copy for part in soonest for copy in _copies(part, out)]
        fitting = [copy for copy in copies if copy.height_mm <= machine.bed_mm[2]]
        inside = (machine.bed_mm[0] - 2.0 * machine.edge_mm, machine.bed_mm[1] - 2.0 * machine.edge_mm)
        spots = nested(
            [copy.outline_mm for copy in fitting], bed_mm=inside, gap_mm=machine.gap_mm, turns_deg=machine.turns_deg
        )
        lying = [(copy, spot) for copy, spot in zip(fitting, spots, strict=True) if spot is not None]
        lost = {copy.name for copy in copies} - {copy.name for copy, _ in lying}
        misfits += [f"{copy.name} does not fit on {machine.name}" for copy in copies if copy.name in lost]
        trays += _stacked(lying, machine, material)
    return tuple(trays), misfits


def _copies(part: Part, out: Path) -> Iterator[_Copy]:
    """Yield every copy of a part that is ordered."""
    corners = triangles_mm(out / part.file)
    outline = frozen(silhouette(corners, pitch=_PITCH_MM))
    low, high = float(corners[..., 2].min()), float(corners[..., 2].max())
    for index in range(part.quantity):
        which = f" {index + 1} of {part.quantity}" if part.quantity > 1 else ""
        name = f"{part.case} {part.side}{which}"
        yield _Copy(name=name, part=part, outline_mm=outline, low_mm=low, height_mm=high - low)


def triangles_mm(path: Path) -> FloatArray:
    """Return the corners (n, 3, 3) of a binary STL of ours; raises CorruptFile if it is no longer whole."""
    data = path.read_bytes()
    if len(data) != stl.HEADER_BYTES + 50 * stl.binary_face_count(data):
        raise CorruptFile(f"{path} is not as it was written", "build its order again")
    return stl.triangles(data).astype(np.float64)


def _stacked(lying: Sequence[tuple[_Copy, Spot]], machine: Machine, material: str) -> Iterator[Tray]:
    """Yield the trays that the layers make: as many above each other as the machine allows and its height holds."""
    layers: dict[int, list[tuple[_Copy, Spot]]] = {}
    for copy, spot in lying:
        layers.setdefault(spot.bed, []).append((copy, spot))
    held: list[list[tuple[_Copy, Spot, float]]] = []
    top_mm, count = np.inf, machine.layers
    for _, layer in sorted(layers.items()):
        tall_mm = max(copy.height_mm for copy, _ in layer)
        if count >= machine.layers or top_mm + machine.layer_gap_mm + tall_mm > machine.bed_mm[2]:
            held.append([])
            base_mm, count = 0.0, 0
        else:
            base_mm = top_mm + machine.layer_gap_mm
        held[-1] += [(copy, spot, base_mm) for copy, spot in layer]
        top_mm, count = base_mm + tall_mm, count + 1
    for number, tray in enumerate(held, 1):
        yield _tray(tray, machine, material, number)


def _tray(held: Sequence[tuple[_Copy, Spot, float]], machine: Machine, material: str, number: int) -> Tray:
    word = "".join(letter if letter.isalnum() else "-" for letter in material)
    name = "-".join(filter(None, (machine.name, word, f"{number:03d}")))
    parts = [copy.part for copy, _, _ in held]
    volume_cm3 = sum(part.volume_cm3 for part in parts)
    known = machine.materials.get(material)
    mass_g = None if known is None else round(volume_cm3 * known.density_g_cm3, 2)
    height_mm = max(base_mm + copy.height_mm for copy, _, base_mm in held)
    hours = None
    if machine.build_mm_per_h > 0.0:
        hours = round(height_mm / machine.build_mm_per_h, 2)
    elif machine.print_cm3_per_h > 0.0:
        hours = round(volume_cm3 / machine.print_cm3_per_h, 2)
    return Tray(
        name=name, machine=machine.name, material=material, file=f"tray-{name}.3mf",
        placed=tuple(_placed(copy, spot, base_mm, machine) for copy, spot, base_mm in held),
        height_mm=round(height_mm, 2), mass_g=mass_g, print_h=hours,
        cost=None if known is None or mass_g is None else round(mass_g / 1000.0 * known.cost_per_kg, 2),
    )  # fmt: skip


def _placed(copy: _Copy, spot: Spot, base_mm: float, machine: Machine) -> Placed:
    """Return a copy with the matrix that takes its STL to the bed, whose corner is the origin."""
    origin, along, across = spot.moved(np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    rows = np.eye(4)
    rows[:2, 0], rows[:2, 1] = np.rint(along - origin), np.rint(across - origin)
    if not np.allclose(rows[:2, :2], np.column_stack([along - origin, across - origin]), atol=1e-6):
        rows[:2, 0], rows[:2, 1] = along - origin, across - origin
    rows[:3, 3] = [origin[0] + machine.edge_mm, origin[1] + machine.edge_mm, base_mm - copy.low_mm]
    return Placed(name=copy.name, file=copy.part.file, tray_from_stl=frozen(rows.round(6)))


def in_folder(trays: Sequence[Tray], folder: str) -> tuple[Tray, ...]:
    """Return the trays with their files in a folder."""
    return tuple(replace(tray, file=f"{folder}/{tray.file}") for tray in trays)
