"""Pressure readers. every format written from one known footprint reads back."""

from pathlib import Path

import numpy as np
import pytest

from orthogen.assess import loads_of
from orthogen.errors import CorruptFile, UnitUnclear
from orthogen.intake.pressure import read_pressure
from orthogen.records.pressure import Told
from tests import footprint as fp
from tests import insoles, instruments
from tests.recordings import FORMATS, PLAIN, PLATE, SHEET, ZEBRIS, read_text, same_print


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_reads_back_what_was_written(tmp_path: Path, kind: str, side: str) -> None:
    name, write, device, told = FORMATS[kind]
    walk = fp.walk(side, **device)  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, name, write(walk), told)
    same_print(got, walk)


@pytest.mark.parametrize(
    ("kind", "twin"),
    [*((kind, twin) for kind in FORMATS for twin in ("CR", "UTF-16")), ("emed", "CRLF"), ("footscan", "CRLF"),
     ("tekscan", "BOM"), ("footscan", "UTF-16 without mark")],
)  # fmt: skip
def test_line_ends_and_encodings_do_not_matter(tmp_path: Path, kind: str, twin: str) -> None:
    name, write, device, told = FORMATS[kind]
    walk = fp.walk("left", **(device | {"contact_s": 0.3}))  # type: ignore[arg-type]
    plain = read_text(tmp_path, name, write(walk), told)[0]
    got = read_text(tmp_path, name, write(walk), told, twin=twin)[0]
    assert np.array_equal(got.frames_kpa, plain.frames_kpa, equal_nan=True)
    assert (got.side, got.unit_original) == (plain.side, plain.unit_original)


def test_pedar_has_both_insoles_in_their_order(tmp_path: Path) -> None:
    text, table = insoles.pedar()
    left, right = read_text(tmp_path, "walk.asc", text, Told())
    assert (left.side, right.side, left.rate_hz) == ("left", "right", pytest.approx(50.0))
    assert np.allclose(left.frames_kpa, table[:, :99]) and np.allclose(right.frames_kpa, table[:, 99:])
    assert left.area_mm2.sum() == pytest.approx(19110)
    assert left.centre_mm[96 - 1, 1] > 0 > right.centre_mm[96 - 1, 1]  # the hallux is medial on both
    for recording in (left, right):
        (load,) = loads_of(recording)
        assert load.masks["hallux"].peak_kpa > load.masks["toes"].peak_kpa
        assert load.steps >= 3


def test_wide_pedar_insoles_have_unequal_sensors(tmp_path: Path) -> None:
    left, _ = read_text(tmp_path, "walk.asc", insoles.pedar(size="xw")[0], Told())
    share = left.area_mm2 / left.area_mm2.mean()
    assert left.area_mm2.sum() == pytest.approx(19640)
    assert share.min() < 0.5 and share.max() > 1.6
    with pytest.raises(CorruptFile, match="size 'q'"):
        read_text(tmp_path, "walk.asc", insoles.pedar(size="q")[0], Told())


def test_one_pedar_insole_alone(tmp_path: Path) -> None:
    text, table = insoles.pedar()
    kept = []
    for line in text.replace("left insole: 1,2,3", "left insole: ", 1).splitlines():
        words = line.split("\t")
        kept.append("\t".join([words[0], *words[100:]]) if len(words) > 150 else line)
    said = "\n".join("left insole: " if line.startswith("left insole") else line for line in kept)
    (got,) = read_text(tmp_path, "walk.asc", said, Told())
    assert got.side == "right" and np.allclose(got.frames_kpa, table[:, 99:])


def test_moticon_recovers_the_areas_from_the_force(tmp_path: Path) -> None:
    text, table = insoles.moticon()
    left, right = read_text(tmp_path, "walk.txt", text, Told())
    assert (left.side, right.side) == ("left", "right")
    assert np.allclose(left.area_mm2, 100 * np.array(insoles.MOTICON_CM2), rtol=0.03)
    assert left.own_force_n is not None
    assert left.force_n.max() == pytest.approx(left.own_force_n.max(), rel=0.01)
    assert len(left.frames_kpa) == len(table) - 1  # a sample that one side never sent
    assert len(right.frames_kpa) == len(table)


def test_footscan_keeps_left_and_right_apart(tmp_path: Path) -> None:
    both = instruments.footscan_cropped(fp.walk("left", **PLATE), fp.walk("right", **PLATE))  # type: ignore[arg-type]
    left, right = read_text(tmp_path, "roll.txt", both, Told())
    assert [load.side for got in (left, right) for load in loads_of(got)] == ["left", "right"]
    assert (left.side_source, right.side_source) == ("declared", "declared")


def test_xsensor_keeps_left_and_right_apart(tmp_path: Path) -> None:
    walks = fp.walk("left", **SHEET), fp.walk("right", **SHEET)  # type: ignore[arg-type]
    for got, walk in zip(read_text(tmp_path, "both.csv", instruments.xsensor(*walks), Told()), walks, strict=True):
        same_print(got, walk)
        assert got.side_source == "declared"


def test_an_xsensor_table_has_a_frame_a_row(tmp_path: Path) -> None:
    walks = fp.walk("left", **SHEET), fp.walk("right", **SHEET)  # type: ignore[arg-type]
    told = Told(pitch_mm=(8.6, 8.6))
    for got, walk in zip(read_text(tmp_path, "t.csv", instruments.xsensor_table(*walks), told), walks, strict=True):
        same_print(got, walk)
        assert any(finding.check == "force_as_in_file" and finding.level == "note" for finding in got.findings)
    with pytest.raises(UnitUnclear, match="size of its cells"):
        read_text(tmp_path, "t.csv", instruments.xsensor_table(*walks), Told())


def test_a_treadmill_is_read_on_its_belt(tmp_path: Path) -> None:
    walk = fp.walk("right", **ZEBRIS)  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, "run.txt", instruments.zebris(walk, belt_m_s=0.5), Told())
    assert got.instrument == "treadmill"
    (load,) = loads_of(got)
    assert load.side == "right" and load.length_mm == pytest.approx(loads_of_walk(tmp_path, walk).length_mm, abs=17.0)
    with pytest.raises(CorruptFile, match="places for"):
        read_text(tmp_path, "run.txt", instruments.zebris(walk, belt_m_s=0.5).replace("Position,m", "Other,m"), Told())


def loads_of_walk(folder: Path, walk: fp.Walk):  # type: ignore[no-untyped-def]
    (got,) = read_text(folder, "plain.txt", instruments.zebris(walk), Told())
    return loads_of(got)[0]


@pytest.mark.parametrize("keys", [("frames", "pitch_mm", "rate_hz", "unit"), ("arr_0",)])
def test_an_npz_tells_itself_or_is_told(tmp_path: Path, keys: tuple[str, ...]) -> None:
    walk = fp.walk("left")
    held = {"pitch_mm": np.array([5.0, 5.0]), "rate_hz": 100.0, "unit": "kPa"}
    np.savez(tmp_path / "a.npz", **{keys[0]: walk.frames_kpa}, **{key: held[key] for key in keys[1:]})
    (got,) = read_pressure(tmp_path / "a.npz", Told() if len(keys) > 1 else PLAIN)
    same_print(got, walk)
