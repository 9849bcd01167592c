"""Pressure twins. walks the other way, two prints, islands, noise, other units, cut ends -> read right or refused."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from orthogen.assess import loads_of
from orthogen.errors import CorruptFile, IntakeError, UnitUnclear, UnknownFormat
from orthogen.intake.pressure import read_pressure
from orthogen.records.pressure import Told
from tests import footprint as fp
from tests import insoles, instruments
from tests.feet import SHARED, need_shared
from tests.recordings import F_SCAN, FORMATS, GIVEN, PLAIN, PLATE, SHEET, SIX, ZEBRIS, read_text, same_print


@pytest.mark.parametrize("kind", ["emed", "footscan", "tekscan plate", "matrix"])
def test_a_walk_the_other_way_is_turned_not_flipped(tmp_path: Path, kind: str) -> None:
    name, write, device, told = FORMATS[kind]
    walk = fp.walk("left", **device)  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, name, write(fp.turned(walk)), told)
    same_print(got, walk)
    assert any(finding.check == "walk_turned" for finding in got.findings)


def test_a_walk_across_the_rows_is_turned_too(tmp_path: Path) -> None:
    walk = fp.walk("right", rows=64, columns=64, at=(30.0, 160.0))
    across = replace(walk, frames_kpa=np.rot90(walk.frames_kpa, axes=(1, 2)))
    (got,) = read_text(tmp_path, "walk.csv", instruments.matrix_csv(across), PLAIN)
    (load,) = loads_of(got)
    assert load.side == "right" and 230 < load.length_mm < 275


def test_two_prints_of_both_feet_on_one_plate(tmp_path: Path) -> None:
    plate = PLATE | {"rows": 128}
    left, right = fp.walk("left", **plate), fp.walk("right", **(plate | {"at": (560.0, 130.0)}))  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, "walk.txt", instruments.footscan(fp.then(left, right)), Told())
    assert [(load.side, load.steps) for load in loads_of(got)] == [("left", 1), ("right", 1)]


def test_two_prints_in_opposite_directions(tmp_path: Path) -> None:
    plate = PLATE | {"rows": 128}
    there, back = fp.walk("left", **plate), fp.turned(fp.walk("left", **(plate | {"at": (30.0, 130.0)})))  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, "walk.txt", instruments.footscan(fp.then(there, back)), Told())
    assert [(load.side, load.steps) for load in loads_of(got)] == [("left", 2)]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_high_arch_in_two_islands_is_one_print(tmp_path: Path, side: str) -> None:
    walk = fp.walk(side, flat=False)
    (got,) = read_text(tmp_path, "walk.lst", instruments.emed(walk), Told())
    (load,) = loads_of(got)
    assert load.side == side and load.length_mm > 230
    assert load.arch_index is not None and load.arch_index < 0.08


@pytest.mark.parametrize("kind", ["tekscan", "footscan", "zebris", "medilogic", "xsensor", "apd"])
def test_a_last_frame_cut_off_is_left_out_and_told(tmp_path: Path, kind: str) -> None:
    name, write, device, told = FORMATS["zebris apd frames" if kind == "apd" else kind]
    text = write(fp.walk("left", **device))  # type: ignore[arg-type]
    whole = read_text(tmp_path, name, text, told)[0]
    got = read_text(tmp_path, name, text[: int(0.995 * len(text))], told)[0]
    assert len(whole.frames_kpa) - 3 <= len(got.frames_kpa) < len(whole.frames_kpa)
    assert any(finding.check == "frame_cut_off" for finding in got.findings)


def test_a_cut_emed_page_disagrees_with_its_force(tmp_path: Path) -> None:
    text = instruments.emed(fp.walk("left", idle=0))
    with pytest.raises(IntakeError):
        read_text(tmp_path, "walk.lst", text[: len(text) // 2], Told())


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_personal_survives(tmp_path: Path, kind: str) -> None:
    name, write, device, told = FORMATS[kind]
    (got,) = read_text(tmp_path, name, write(fp.walk("left", **device)), told)  # type: ignore[arg-type]
    loads = loads_of(got)
    assert not any(word in repr((got, loads)) for word in instruments.NAMES)


def test_counts_are_refused_until_their_unit_is_said(tmp_path: Path) -> None:
    text = instruments.tekscan(fp.walk("left", **F_SCAN), unit="raw", factor=0.3)  # type: ignore[arg-type]
    with pytest.raises(UnitUnclear, match="never calibrated"):
        read_text(tmp_path, "walk_L.asf", text, Told())
    (got,) = read_text(tmp_path, "walk_L.asf", text, Told(unit="kPa"))
    assert got.unit_source == "given" and any(finding.check == "unit_given" for finding in got.findings)


def test_what_a_file_does_not_say_is_asked_for_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnitUnclear) as refusal:
        read_text(tmp_path, "walk.csv", instruments.medilogic(fp.walk("left", **SIX)), Told())  # type: ignore[arg-type]
    said = f"{refusal.value} {refusal.value.next_step}"
    assert "--pressure-unit" in said and "--pressure-pitch" in said and "6x6" in said


def test_a_wrong_unit_is_refused_or_warned_of(tmp_path: Path) -> None:
    text = instruments.matrix_csv(fp.walk("left"))
    with pytest.raises(UnitUnclear, match="no foot presses so hard"):
        read_text(tmp_path, "walk.csv", text, Told(unit="MPa", pitch_mm=(5, 5), rate_hz=100))
    (got,) = read_text(tmp_path, "walk.csv", text, Told(unit="mmHg", pitch_mm=(5, 5), rate_hz=100))
    (load,) = loads_of(got)
    assert any(f.level == "warning" and f.check in ("force_plausible", "peak_plausible") for f in load.findings)


def test_padding_by_a_spreadsheet_does_not_matter(tmp_path: Path) -> None:
    walk = fp.walk("left", **F_SCAN)  # type: ignore[arg-type]
    padded = "\n".join(line + "," * 4 for line in instruments.tekscan(walk).splitlines())
    quoted = "\n".join(f'"{line}"' if line.startswith(("TIME", "Frame")) else line for line in padded.splitlines())
    for text in (padded, quoted, padded.replace("Frame 1,", "Frame 1, 0,, 12/2/2019 6:21:52.34PM,,,Raw Sum=,,310")):
        (got,) = read_text(tmp_path, "walk_L.csv", text, Told())
        same_print(got, walk)


def test_semicolons_and_decimal_commas_of_tekscan(tmp_path: Path) -> None:
    walk = fp.walk("left", **F_SCAN)  # type: ignore[arg-type]
    top, mark, rest = instruments.tekscan(walk).partition("ASCII_DATA @@")
    text = top.replace("5.08 mm", "5,08 mm") + mark + rest.replace(",", ";").replace(".", ",")
    (got,) = read_text(tmp_path, "walk_L.csv", text, Told())
    same_print(got, walk)


def test_mirrored_rows_and_columns_are_turned_back(tmp_path: Path) -> None:
    walk = fp.walk("left", **F_SCAN)  # type: ignore[arg-type]
    plain = instruments.tekscan(walk)
    (got,) = read_text(tmp_path, "w_L.asf", plain, Told())
    mirrored = replace(walk, frames_kpa=walk.frames_kpa[:, ::-1, ::-1])
    text = instruments.tekscan(mirrored).replace("MIRROR_ROW 0", "MIRROR_ROW 1").replace("MIRROR_COL 0", "MIRROR_COL 1")
    (back,) = read_text(tmp_path, "w_L.asf", text, Told())
    assert np.allclose(np.nan_to_num(back.frames_kpa), np.nan_to_num(got.frames_kpa), atol=0.2)


def test_cross_talk_columns_are_left_out(tmp_path: Path) -> None:
    walk = fp.walk("left", **F_SCAN)  # type: ignore[arg-type]
    noisy = walk.frames_kpa.copy()
    noisy[:, 52:59, 8] = 120.0 * (noisy.sum(axis=(1, 2)) > 0)[:, None]
    (clean,) = read_text(tmp_path, "walk_L.asf", instruments.tekscan(walk), Told())
    (got,) = read_text(tmp_path, "walk_L.asf", instruments.tekscan(replace(walk, frames_kpa=noisy)), Told())
    one, other = loads_of(clean)[0], loads_of(got)[0]
    assert other.length_mm == pytest.approx(one.length_mm, abs=6)
    assert any(finding.check == "cross_talk" for finding in other.findings)


@pytest.mark.parametrize(
    ("name", "side"),
    [
        ("FrasP01L.asf", "left"),
        ("walk_r.asf", "right"),
        ("trial.asf", None),
        ("TRIAL.asf", None),
        ("a-Left-2.asf", "left"),
        ("left_right.asf", None),
        ("normal.asf", None),
        ("x R.asf", "right"),
    ],
)
def test_the_side_in_a_name_stands_apart(name: str, side: str | None) -> None:
    from orthogen.intake.pressure.side import side_by_name

    assert side_by_name(name) == side


def test_a_disputed_side_is_told_and_the_print_decides(tmp_path: Path) -> None:
    text = instruments.tekscan(fp.walk("left", **F_SCAN), plug=1)  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, "walk_R.asf", text, Told())
    assert got.side is None and loads_of(got)[0].side == "left"
    swapped = instruments.tekscan(fp.walk("left", **F_SCAN), plug=2)  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, "walk_R.asf", swapped, Told())
    assert any(finding.check == "print_side_against" for finding in loads_of(got)[0].findings)


def test_what_the_user_says_wins(tmp_path: Path) -> None:
    text = instruments.emed(fp.walk("left"))
    told = Told(unit="N/cm2", pitch_mm=(7.0, 6.0), rate_hz=50.0, side="right")
    with pytest.raises(IntakeError):
        read_text(tmp_path, "walk.lst", text, Told(unit="nonsense"))
    (got,) = read_text(tmp_path, "walk.lst", text, told)
    assert (got.side, got.side_source, got.rate_hz) == ("right", "given", pytest.approx(50.0))
    assert got.area_mm2[0] == pytest.approx(42.0) and np.nanmax(got.frames_kpa) > 2000


def test_frames_without_a_rate_leave_the_maximum_picture(tmp_path: Path) -> None:
    walk = fp.walk("left", **ZEBRIS)  # type: ignore[arg-type]
    text = instruments.apd(walk, frames=True).replace("Frequency=100.0", "MinIdx=0")
    (got,) = read_text(tmp_path, "w.apd", text, Told())
    assert len(got.frames_kpa) == 1 and any(finding.check == "frames_without_rate" for finding in got.findings)
    same_print(got, walk)
    assert len(read_text(tmp_path, "w.apd", text, Told(rate_hz=100.0))[0].frames_kpa) > 20


def test_one_foot_of_a_file_of_both_can_be_chosen(tmp_path: Path) -> None:
    text, table = insoles.pedar()
    (got,) = read_text(tmp_path, "walk.asc", text, Told(side="right"))
    assert got.side == "right" and np.allclose(got.frames_kpa, table[:, 99:])


def test_the_first_row_can_be_said(tmp_path: Path) -> None:
    picture = fp.walk("left").peak
    text = "\n".join(",".join(f"{value:.1f}" for value in row) for row in picture[::-1])
    (got,) = read_text(tmp_path, "peak.csv", text, Told(unit="kPa", pitch_mm=(5, 5), row0="toe"))
    assert np.allclose(np.asarray(got.frames_kpa).reshape(picture.shape), picture, atol=0.06)


@pytest.mark.parametrize(
    "data", [b"", b"hello\n", b"\0" * 99, b"PK\x03\x04 and nothing", b"1,2\n3,4\n", b"\xd0\xcf\x11\xe0" * 9]
)
def test_what_is_no_pressure_file_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(IntakeError):
        read_pressure(tmp_path / "a.txt", PLAIN)


def test_a_workbook_is_refused_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with pytest.raises(UnknownFormat, match="workbook"):
        read_pressure(tmp_path / "a.xls", PLAIN)


@pytest.mark.parametrize(
    ("name", "told", "sides", "force_n"),
    [
        ("emed_barefoot_test.lst", Told(), ["right"], [818.625]),
        ("fscan_FrasP01L.asf", Told(), ["left"], [924.4]),
        ("fscan_FrasP01R.asf", Told(), ["right"], [783.5]),
        ("pedar_inshoe_LR_example.asc", Told(), ["left", "right"], [849, 986]),
        ("greenai_zebris_plate_raw_pressure.csv", GIVEN, ["left"], [588.0]),
    ],
)
def test_files_of_real_instruments(name: str, told: Told, sides: list[str], force_n: list[float]) -> None:
    need_shared()
    path = SHARED / "pressure" / name
    loads = [load for got in read_pressure(path, told) for load in loads_of(got)]
    assert [load.side for load in loads] == sides
    assert [load.peak_force_n for load in loads] == pytest.approx(force_n, rel=0.01)
    assert all("Fras" not in repr(load.findings) for load in loads)


def test_a_refusal_names_the_file_and_speaks_of_a_recording(tmp_path: Path) -> None:
    text = instruments.emed(fp.walk("left"))
    with pytest.raises(CorruptFile, match=r"^walk\.lst: ") as refusal:
        read_text(tmp_path, "walk.lst", text[: len(text) // 3], Told())
    assert "recording" in refusal.value.next_step


PLIANCE = "file name: a.sol\nmat type s2160_001\npressure values in kPa\nelectrical:\ntime[secs] 4 5 6\n0.04 1 2 3\n"
MARKERS = "NO_OF_FRAMES\t100\nNO_OF_CAMERAS\t8\nNO_OF_MARKERS\t3\nFREQUENCY\t100\n"


@pytest.mark.parametrize(
    ("said", "kind", "instead"),
    [
        (PLIANCE, "pliance", "pedar"),
        (MARKERS, "Qualisys", "C3D"),
        ('"type","gait-line"\n"name","Gait line left"\n"time","x","y"\n0,1,2\n', "zebris FDM", "WinFDM"),
        ("Entire Plate COF\n0\t1\t2\n", "footscan", "Entire Plate Roll Off"),
        ("sole_id,timestamp,accel_x\n1,2,3\n", "stappone", "another"),
    ],
)
def test_what_holds_no_frames_is_refused_with_what_to_export(
    tmp_path: Path, said: str, kind: str, instead: str
) -> None:  # fmt: skip
    with pytest.raises(UnknownFormat, match=kind) as refusal:
        read_text(tmp_path, "a.txt", said, Told())
    assert instead in str(refusal.value.next_step)


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_older_xsensor_text_saved_as_a_table(tmp_path: Path, mark: str) -> None:
    walk = fp.walk("left", **SHEET)  # type: ignore[arg-type]
    plain = instruments.xsensor_older(walk)
    lines = [
        line.replace(": ", f":{mark}", 1) if ":" in line else line.replace(" ", mark) for line in plain.split("\n")
    ]
    text = "\n".join(line + 3 * mark for line in lines)
    text = text.replace(".", ",") if mark == ";" else text
    (got,) = read_text(tmp_path, "walk.csv", text, Told())
    same_print(replace(got, side="left"), walk)


def test_quoted_decimal_commas_of_a_spreadsheet(tmp_path: Path) -> None:
    walk = fp.walk("left", **SHEET)  # type: ignore[arg-type]
    quoted = re.sub(r"(?<![:0-9.])(-?[0-9]+)\.([0-9]+)(?![0-9.])", r'"\1,\2"', instruments.xsensor(walk))
    (got,) = read_text(tmp_path, "walk.csv", quoted.replace('M11"', "M11"), Told())
    same_print(got, walk)


@pytest.mark.parametrize("kind", ["xsensor", "xsensor table"])
def test_cells_beyond_their_columns_are_refused(tmp_path: Path, kind: str) -> None:
    walk = fp.walk("left", **SHEET)  # type: ignore[arg-type]
    text = instruments.xsensor(walk) if kind == "xsensor" else instruments.xsensor_table(walk)
    doubled = re.sub(r"(?<=,)0\.00+(?=,)", "0,00", text)
    with pytest.raises(CorruptFile, match="more than"):
        read_text(tmp_path, "walk.csv", doubled, Told(pitch_mm=(8.6, 8.6)))


def test_moticon_insoles_of_another_kind_are_refused(tmp_path: Path) -> None:
    names = "\t".join(f"left pressure {k}[N/cm²]" for k in range(13))
    text = f"# Sensor insoles: Left SN1\n# time\t{names}\tleft total force[N]\n" + "\t".join(["1"] * 15) + "\n"
    with pytest.raises(CorruptFile, match="13 sensors"):
        read_text(tmp_path, "walk.txt", text, Told())


def test_lines_of_events_and_blank_samples_of_moticon(tmp_path: Path) -> None:
    plain = insoles.moticon()[0]
    said = [f"{line}\thit, hard" if "\t" in line and k % 9 == 0 else f"{line}\t" if "\t" in line else line
            for k, line in enumerate(plain.split("\n"))]  # fmt: skip
    said = [line.replace("hit, hard", "note[]") if line.startswith("# time") else line for line in said]
    got, wanted = (read_text(tmp_path, "walk.txt", text, Told()) for text in ("\n".join(said), plain))
    for one, other in zip(got, wanted, strict=True):
        assert np.array_equal(one.frames_kpa, other.frames_kpa)


def test_blank_cells_of_emed_columns_stand_under_their_numbers(tmp_path: Path) -> None:
    walk = fp.walk("left")
    text = instruments.emed(walk, tabs=False)
    shifted = re.sub(r"^(\d+ +)( {8})( *)", r"\1 \3", text, count=1, flags=re.M)
    (got,) = read_text(tmp_path, "walk.lst", text, Told())
    same_print(got, walk)
    with pytest.raises(IntakeError):
        read_text(tmp_path, "walk.lst", shifted.replace(" 5.", "5.5."), Told())
