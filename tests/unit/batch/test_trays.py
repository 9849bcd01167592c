"""Trays. nothing overlaps or leaves the bed, copies and layers are counted, and equal lists give equal trays."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from orthogen.batch.chosen import chosen_machines
from orthogen.batch.nesting import Spot, demand_apart, nested
from orthogen.batch.trays import laid_out, triangles_mm
from orthogen.errors import CorruptFile, GeometryError
from orthogen.intake import read_machine
from orthogen.intake.threemf import read
from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.curve import distance
from orthogen.kernel.silhouette import silhouette
from orthogen.publish import write_tray
from orthogen.records.batch import Part

BED = (356.0, 280.0)
TURNS = (0.0, 90.0, 180.0, 270.0)


def oval(length: float, wide: float, narrow: float) -> FloatArray:
    t = np.linspace(0.0, 2.0 * np.pi, 60, endpoint=False)
    return np.column_stack([length / 2 * np.cos(t), np.sin(t) * (narrow + (wide - narrow) * (1 + np.cos(t)) / 2) / 2])


def box(length: float, width: float, height: float) -> FloatArray:
    """A closed box (12, 3, 3) that stands on z = 0."""
    faces = [
        (0, 2, 1),
        (1, 2, 3),
        (4, 5, 6),
        (5, 7, 6),
        (0, 1, 4),
        (1, 5, 4),
        (2, 6, 3),
        (3, 6, 7),
        (0, 4, 2),
        (2, 4, 6),
        (1, 3, 5),
        (3, 7, 5),
    ]
    corners = np.array([[x, y, z] for z in (0.0, height) for y in (0.0, width) for x in (0.0, length)])
    return corners[np.array(faces)]


@pytest.fixture
def parts(tmp_path: Path) -> list[Part]:
    made = []
    for k in range(5):
        (tmp_path / f"C{k}/v001").mkdir(parents=True)
        (tmp_path / f"C{k}/v001/left.stl").write_bytes(stl.binary(box(240.0 + k, 80.0, 30.0), header="box"))
        made.append(
            Part(
                case=f"C{k}",
                side="left",
                part="insole",
                file=f"C{k}/v001/left.stl",
                sha256="",
                quantity=2 if k == 1 else 1,
                material="PA12",
                process="mjf",
                length_mm=240.0 + k,
                width_mm=80.0,
                height_mm=30.0,
                volume_cm3=100.0,
                area_cm2=1.0,
                mass_g=None,
                faces=12,
                least_wall_mm=None,
                label="",
                due="",
                verdict="accepted",
            )
        )
    return made


def test_outlines_lie_apart_on_their_beds_and_early_ones_first() -> None:
    outlines = [oval(240.0 + k, 88.0 + k, 60.0) for k in range(30)]
    spots = nested(outlines, bed_mm=BED, gap_mm=5.0, turns_deg=TURNS)
    lying = [(spot.bed, spot.moved(loop)) for loop, spot in zip(outlines, spots, strict=True) if spot]
    assert len(lying) == 30
    for k, (bed, loop) in enumerate(lying):
        assert loop.min() > -0.01 and (loop.max(axis=0) < np.array(BED) + 0.01).all()
        assert all(distance(loop, other) > 4.99 for one, other in lying[:k] if one == bed)
    beds = sorted({bed for bed, _ in lying})
    assert beds == list(range(len(beds))) and len(beds) <= 11
    assert spots == nested(outlines, bed_mm=BED, gap_mm=5.0, turns_deg=TURNS)


def test_what_is_larger_than_the_bed_has_no_spot() -> None:
    (small, large) = nested([oval(100.0, 50.0, 40.0), oval(500.0, 90.0, 60.0)], bed_mm=BED, gap_mm=5.0, turns_deg=TURNS)
    assert small is not None and large is None


def test_hollows_are_lain_in_and_equal_lists_lie_equally() -> None:
    """Two hooks of 100 by 60 mm go into one another on a bed that is too small for their boxes."""
    hook = np.array([[0.0, 0.0], [100.0, 0.0], [100.0, 20.0], [20.0, 20.0], [20.0, 60.0], [0.0, 60.0]])
    first, second = nested([hook, hook], bed_mm=(128.0, 68.0), gap_mm=5.0, turns_deg=TURNS)
    assert first is not None and second is not None and first.bed == second.bed == 0
    assert nested([hook, hook], bed_mm=(128.0, 68.0), gap_mm=5.0, turns_deg=TURNS) == [first, second]


def test_gaps_are_kept_at_any_turn() -> None:
    outlines = [oval(120.0 + 7 * k, 60.0, 40.0) for k in range(6)]
    spots = nested(outlines, bed_mm=BED, gap_mm=3.3, turns_deg=(0.0, 17.0, 130.0))
    lying = [spot.moved(loop) for loop, spot in zip(outlines, spots, strict=True) if spot and spot.bed == 0]
    assert len(lying) > 4
    assert min(distance(a, b) for k, a in enumerate(lying) for b in lying[:k]) > 3.299


def test_a_packer_that_overlaps_is_found_out() -> None:
    lies = Spot(bed=0, turn_deg=0.0, move_mm=(150.0, 100.0))
    with pytest.raises(GeometryError, match="mm from another"):
        demand_apart([oval(100.0, 50.0, 40.0)] * 2, [lies, lies], BED, 5.0)
    with pytest.raises(GeometryError, match="beyond the bed"):
        demand_apart([oval(350.0, 50.0, 40.0)], [lies], BED, 5.0)


@pytest.mark.parametrize("seed", range(5))
def test_the_silhouette_holds_every_corner_and_little_more(seed: int) -> None:
    turned = Rotation.random(rng=seed).apply(box(200.0, 60.0, 20.0).reshape(-1, 3)).reshape(-1, 3, 3)
    loop = silhouette(turned, pitch=1.0)
    from shapely import MultiPoint, Polygon

    hull, around = MultiPoint(turned[..., :2].reshape(-1, 2)).convex_hull, Polygon(loop)
    assert around.is_valid and around.exterior.is_ccw and around.buffer(1e-6).contains(hull)
    assert around.area < hull.area + 2.1 * hull.length  # a convex thing: its hull is its silhouette


def test_copies_are_named_stacked_and_where_the_manifest_says(parts: list[Part], tmp_path: Path) -> None:
    (tray,), misfits = laid_out(parts, out=tmp_path, on=chosen_machines(()))
    assert not misfits and tray.name == "mjf-PA12-001" and tray.mass_g == 606.0
    assert sorted(one.name for one in tray.placed) == [
        "C0 left",
        "C1 left 1 of 2",
        "C1 left 2 of 2",
        "C2 left",
        "C3 left",
        "C4 left",
    ]
    bases = sorted({float(one.tray_from_stl[2, 3]) for one in tray.placed})
    assert bases[0] == 0.0 and len(bases) > 1 and np.allclose(np.diff(bases), 35.0)
    held = BytesIO()
    write_tray(held, tray, triangles_mm=lambda file: triangles_mm(tmp_path / file))
    mesh = read(held.getvalue())
    assert mesh.mm_per_unit == 1.0 and len(mesh.faces) == 6 * 12
    assert mesh.points.min() > -0.01 and (mesh.points.max(axis=0) < np.array([356.01, 280.01, 356.0])).all()
    again = BytesIO()
    write_tray(again, tray, triangles_mm=lambda file: triangles_mm(tmp_path / file))
    assert held.getvalue() == again.getvalue()


def test_a_bed_without_layers_takes_one(parts: list[Part], tmp_path: Path) -> None:
    trays, _ = laid_out(
        [replace(part, process="fdm", material="") for part in parts], out=tmp_path, on=chosen_machines(())
    )
    assert [tray.name for tray in trays] == ["fdm-001", "fdm-002"] and all(len(tray.placed) == 3 for tray in trays)
    assert all(one.tray_from_stl[2, 3] == 0.0 for tray in trays for one in tray.placed)
    assert all(tray.mass_g is None and tray.cost is None and tray.print_h == 25.0 for tray in trays)


def test_what_is_due_first_is_laid_first(parts: list[Part], tmp_path: Path) -> None:
    due = [replace(part, process="fdm", due=f"2026-12-{9 - k:02d}", quantity=1) for k, part in enumerate(parts)]
    first, _ = laid_out(due, out=tmp_path, on=chosen_machines(()))[0]
    assert {one.name for one in first.placed} == {"C4 left", "C3 left", "C2 left"}


def test_a_part_that_fits_no_bed_is_told(parts: list[Part], tmp_path: Path) -> None:
    small = replace(read_machine("mjf"), bed_mm=(241.5, 200.0, 100.0), name="small")
    trays, misfits = laid_out(parts, out=tmp_path, on=chosen_machines([small]))
    assert misfits == [f"C{k} left does not fit on small" for k in (2, 3, 4)] and len(trays) == 1
    flat = replace(read_machine("mjf"), bed_mm=(300.0, 200.0, 29.0))
    assert len(laid_out(parts, out=tmp_path, on=chosen_machines([flat]))[1]) == 6


def test_own_machines_take_orders_without_a_process(parts: list[Part], tmp_path: Path) -> None:
    free = [replace(part, process="") for part in parts]
    assert laid_out(free, out=tmp_path, on=chosen_machines(())) == ((), [])
    assert len(laid_out(free, out=tmp_path, on=chosen_machines([read_machine("sls")]))[0]) == 1


def test_a_file_cut_off_is_found_out(parts: list[Part], tmp_path: Path) -> None:
    path = tmp_path / parts[0].file
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(CorruptFile):
        laid_out(parts, out=tmp_path, on=chosen_machines(()))


def test_the_document_tells_where_everything_lies(parts: list[Part], tmp_path: Path) -> None:
    from orthogen.publish import manifest_json

    trays, _ = laid_out(parts, out=tmp_path, on=chosen_machines(()))
    told = json.loads(manifest_json(parts, trays=trays))["trays"][0]
    assert told["objects"] == 6 and told["cost"] == 33.33 and len(told["parts"][0]["tray_from_stl"]) == 4
