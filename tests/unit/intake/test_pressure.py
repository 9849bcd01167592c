"""Pressure readers. every format written from one known footprint reads back; damaged and odd twins read or refuse."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from orthogen.assess import loads_of
from orthogen.errors import CorruptFile, IntakeError, UnitUnclear, UnknownFormat
from orthogen.intake.pressure import read_pressure
from orthogen.intake.pressure.settle import Told
from orthogen.records.pressure import PressureRecording
from tests import footprint as fp
from tests.feet import SHARED, need_shared

GIVEN = Told(unit="N/cm2", pitch_mm=(6.0, 6.0))
PLAIN = Told(unit="kPa", pitch_mm=(5.0, 5.0), rate_hz=100.0)
F_SCAN = {"rows": 60, "columns": 21, "pitch": (5.08, 5.08), "hz": 50.0, "at": (20.0, 50.0)}
SIX = {"rows": 64, "columns": 32, "pitch": (6.0, 6.0)}
PLATE = {"rows": 64, "columns": 40, "pitch": (7.62, 5.08), "hz": 126.0, "at": (100.0, 100.0)}
ZEBRIS = {"rows": 128, "columns": 56, "pitch": (8.47, 8.46), "at": (200.0, 200.0)}
Written = tuple[str, Callable[[fp.Walk], str], dict[str, object], Told]
FORMATS: dict[str, Written] = {
    "tekscan": ("walk.asf", fp.tekscan, F_SCAN, Told()),
    "tekscan psi": ("walk.csv", lambda one: fp.tekscan(one, unit="PSI", factor=1 / 6.894757), F_SCAN, Told()),
    "tekscan plate": ("walk.asf", lambda one: fp.tekscan(one, insole=False), {}, Told()),
    "emed": ("walk.lst", fp.emed, {}, Told()),
    "emed columns": ("walk.lst", lambda one: fp.emed(one, tabs=False), {}, Told()),
    "emed pages": ("walk.lst", lambda one: fp.emed(one, split=7), {}, Told()),
    "footscan": ("walk.xls", fp.footscan, PLATE, Told()),
    "footscan cropped": ("walk.txt", fp.footscan_cropped, PLATE, Told()),
    "zebris apd": ("walk.apd", fp.apd, ZEBRIS | {"at": (100.0, 200.0)}, Told()),
    "zebris apd frames": ("walk.apd", lambda one: fp.apd(one, frames=True), ZEBRIS, Told()),
    "zebris": ("walk.txt", fp.zebris, ZEBRIS, Told()),
    "medilogic": ("walk.csv", fp.medilogic, SIX, GIVEN),
    "xsensor": ("walk.csv", fp.xsensor, F_SCAN | {"rows": 31, "columns": 11, "pitch": (8.6, 8.6)}, Told()),
    "matrix": ("walk.csv", fp.matrix_csv, {}, PLAIN),
    "matrix comma": ("walk.csv", lambda one: fp.matrix_csv(one, mark=";", comma=True), {}, PLAIN),
}  # fmt: skip


def read_text(folder: Path, name: str, text: str, told: Told, *, twin: str = "LF") -> tuple[PressureRecording, ...]:
    path = folder / name
    path.write_bytes(fp.TWINS[twin](text))
    return read_pressure(path, told)


def cropped(peak: np.ndarray) -> np.ndarray:
    ys, xs = (np.flatnonzero((peak > 0).any(axis=axis)) for axis in (1, 0))
    return peak[ys[0] : ys[-1] + 1, xs[0] : xs[-1] + 1]


def same_print(got: PressureRecording, walk: fp.Walk) -> None:
    """Peak map, force, length and side as they were written."""
    assert got.grid is not None
    peak, wanted = cropped(np.nan_to_num(got.peak_kpa).reshape(got.grid)), cropped(walk.peak)
    assert peak.shape == wanted.shape
    assert np.corrcoef(peak.ravel(), wanted.ravel())[0, 1] > 0.98
    if len(got.frames_kpa) > 1:
        assert got.force_n.max() == pytest.approx(walk.force_n.max(), rel=0.02)
        assert got.rate_hz == pytest.approx(walk.hz, rel=0.01)
    else:
        assert np.nansum(got.frames_kpa) == pytest.approx(walk.peak.sum(), rel=0.02)
    loads = loads_of(got)
    assert [load.side for load in loads] == [walk.side]
    assert loads[0].length_mm == pytest.approx(peak.shape[0] * walk.pitch_mm[0], abs=2.1 * walk.pitch_mm[0])


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_reads_back_what_was_written(tmp_path: Path, kind: str, side: str) -> None:
    name, write, device, told = FORMATS[kind]
    walk = fp.walk(side, **device)  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, name, write(walk), told)
    same_print(got, walk)


@pytest.mark.parametrize("twin", list(fp.TWINS)[1:])
@pytest.mark.parametrize("kind", FORMATS)
def test_line_ends_and_encodings_do_not_matter(tmp_path: Path, kind: str, twin: str) -> None:
    name, write, device, told = FORMATS[kind]
    walk = fp.walk("left", **(device | {"contact_s": 0.3}))  # type: ignore[arg-type]
    plain = read_text(tmp_path, name, write(walk), told)[0]
    got = read_text(tmp_path, name, write(walk), told, twin=twin)[0]
    assert np.array_equal(got.frames_kpa, plain.frames_kpa, equal_nan=True)
    assert (got.side, got.unit_original) == (plain.side, plain.unit_original)


def test_pedar_has_both_insoles_in_their_order(tmp_path: Path) -> None:
    text, table = fp.pedar()
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
    left, _ = read_text(tmp_path, "walk.asc", fp.pedar(size="xw")[0], Told())
    share = left.area_mm2 / left.area_mm2.mean()
    assert left.area_mm2.sum() == pytest.approx(19640)
    assert share.min() < 0.5 and share.max() > 1.6
    with pytest.raises(CorruptFile, match="size 'q'"):
        read_text(tmp_path, "walk.asc", fp.pedar(size="q")[0], Told())


def test_one_pedar_insole_alone(tmp_path: Path) -> None:
    text, table = fp.pedar()
    kept = []
    for line in text.replace("left insole: 1,2,3", "left insole: ", 1).splitlines():
        words = line.split("\t")
        kept.append("\t".join([words[0], *words[100:]]) if len(words) > 150 else line)
    said = "\n".join("left insole: " if line.startswith("left insole") else line for line in kept)
    (got,) = read_text(tmp_path, "walk.asc", said, Told())
    assert got.side == "right" and np.allclose(got.frames_kpa, table[:, 99:])


def test_moticon_recovers_the_areas_from_the_force(tmp_path: Path) -> None:
    text, table = fp.moticon()
    left, right = read_text(tmp_path, "walk.txt", text, Told())
    assert (left.side, right.side) == ("left", "right")
    assert np.allclose(left.area_mm2, 100 * np.array(fp.MOTICON_CM2), rtol=0.03)
    assert left.own_force_n is not None
    assert left.force_n.max() == pytest.approx(left.own_force_n.max(), rel=0.01)
    assert len(left.frames_kpa) == len(table) - 1  # a sample that one side never sent
    assert len(right.frames_kpa) == len(table)


def test_footscan_keeps_left_and_right_apart(tmp_path: Path) -> None:
    both = fp.footscan_cropped(fp.walk("left", **PLATE), fp.walk("right", **PLATE))  # type: ignore[arg-type]
    left, right = read_text(tmp_path, "roll.txt", both, Told())
    assert [load.side for got in (left, right) for load in loads_of(got)] == ["left", "right"]
    assert (left.side_source, right.side_source) == ("declared", "declared")


def test_xsensor_keeps_left_and_right_apart(tmp_path: Path) -> None:
    sheet = F_SCAN | {"rows": 31, "columns": 11, "pitch": (8.6, 8.6)}
    walks = fp.walk("left", **sheet), fp.walk("right", **sheet)  # type: ignore[arg-type]
    for got, walk in zip(read_text(tmp_path, "both.csv", fp.xsensor(*walks), Told()), walks, strict=True):
        same_print(got, walk)
        assert got.side_source == "declared"


def test_a_treadmill_is_read_on_its_belt(tmp_path: Path) -> None:
    walk = fp.walk("right", **ZEBRIS)  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, "run.txt", fp.zebris(walk, belt_m_s=0.5), Told())
    assert got.instrument == "treadmill"
    (load,) = loads_of(got)
    assert load.side == "right" and load.length_mm == pytest.approx(loads_of_walk(tmp_path, walk).length_mm, abs=17.0)
    with pytest.raises(CorruptFile, match="places for"):
        read_text(tmp_path, "run.txt", fp.zebris(walk, belt_m_s=0.5).replace("Position,m", "Other,m"), Told())


def loads_of_walk(folder: Path, walk: fp.Walk):  # type: ignore[no-untyped-def]
    (got,) = read_text(folder, "plain.txt", fp.zebris(walk), Told())
    return loads_of(got)[0]


@pytest.mark.parametrize("keys", [("frames", "pitch_mm", "rate_hz", "unit"), ("arr_0",)])
def test_an_npz_tells_itself_or_is_told(tmp_path: Path, keys: tuple[str, ...]) -> None:
    walk = fp.walk("left")
    held = {"pitch_mm": np.array([5.0, 5.0]), "rate_hz": 100.0, "unit": "kPa"}
    np.savez(tmp_path / "a.npz", **{keys[0]: walk.frames_kpa}, **{key: held[key] for key in keys[1:]})
    (got,) = read_pressure(tmp_path / "a.npz", Told() if len(keys) > 1 else PLAIN)
    same_print(got, walk)


@pytest.mark.parametrize("kind", ["emed", "footscan", "tekscan plate", "matrix"])
def test_a_walk_the_other_way_is_turned_not_flipped(tmp_path: Path, kind: str) -> None:
    name, write, device, told = FORMATS[kind]
    walk = fp.walk("left", **device)  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, name, write(fp.turned(walk)), told)
    same_print(got, walk)
    assert any(finding.check == "walk_turned" for finding in got.findings)


def test_a_walk_across_the_rows_is_turned_too(tmp_path: Path) -> None:
    walk = fp.walk("right", rows=64, columns=64, at=(30.0, 160.0))
    across = fp.replace(walk, frames_kpa=np.rot90(walk.frames_kpa, axes=(1, 2)))
    (got,) = read_text(tmp_path, "walk.csv", fp.matrix_csv(across), PLAIN)
    (load,) = loads_of(got)
    assert load.side == "right" and 230 < load.length_mm < 275


def test_two_prints_of_both_feet_on_one_plate(tmp_path: Path) -> None:
    plate = PLATE | {"rows": 128}
    left, right = fp.walk("left", **plate), fp.walk("right", **(plate | {"at": (560.0, 130.0)}))  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, "walk.txt", fp.footscan(fp.then(left, right)), Told())
    assert [(load.side, load.steps) for load in loads_of(got)] == [("left", 1), ("right", 1)]


def test_two_prints_in_opposite_directions(tmp_path: Path) -> None:
    plate = PLATE | {"rows": 128}
    there, back = fp.walk("left", **plate), fp.turned(fp.walk("left", **(plate | {"at": (30.0, 130.0)})))  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, "walk.txt", fp.footscan(fp.then(there, back)), Told())
    assert [(load.side, load.steps) for load in loads_of(got)] == [("left", 2)]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_high_arch_in_two_islands_is_one_print(tmp_path: Path, side: str) -> None:
    walk = fp.walk(side, flat=False)
    (got,) = read_text(tmp_path, "walk.lst", fp.emed(walk), Told())
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
    text = fp.emed(fp.walk("left", idle=0))
    with pytest.raises(IntakeError):
        read_text(tmp_path, "walk.lst", text[: len(text) // 2], Told())


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_personal_survives(tmp_path: Path, kind: str) -> None:
    name, write, device, told = FORMATS[kind]
    (got,) = read_text(tmp_path, name, write(fp.walk("left", **device)), told)  # type: ignore[arg-type]
    loads = loads_of(got)
    assert not any(word in repr((got, loads)) for word in fp.NAMES)


def test_counts_are_refused_until_their_unit_is_said(tmp_path: Path) -> None:
    text = fp.tekscan(fp.walk("left", **F_SCAN), unit="raw", factor=0.3)  # type: ignore[arg-type]
    with pytest.raises(UnitUnclear, match="never calibrated"):
        read_text(tmp_path, "walk_L.asf", text, Told())
    (got,) = read_text(tmp_path, "walk_L.asf", text, Told(unit="kPa"))
    assert got.unit_source == "given" and any(finding.check == "unit_given" for finding in got.findings)


def test_what_a_file_does_not_say_is_asked_for_at_once(tmp_path: Path) -> None:
    with pytest.raises(UnitUnclear) as refusal:
        read_text(tmp_path, "walk.csv", fp.medilogic(fp.walk("left", **SIX)), Told())  # type: ignore[arg-type]
    said = f"{refusal.value} {refusal.value.next_step}"
    assert "--pressure-unit" in said and "--pressure-pitch" in said and "6x6" in said


def test_a_wrong_unit_is_refused_or_warned_of(tmp_path: Path) -> None:
    text = fp.matrix_csv(fp.walk("left"))
    with pytest.raises(UnitUnclear, match="no foot presses so hard"):
        read_text(tmp_path, "walk.csv", text, Told(unit="MPa", pitch_mm=(5, 5), rate_hz=100))
    (got,) = read_text(tmp_path, "walk.csv", text, Told(unit="mmHg", pitch_mm=(5, 5), rate_hz=100))
    (load,) = loads_of(got)
    assert any(f.level == "warning" and f.check in ("force_plausible", "peak_plausible") for f in load.findings)


def test_padding_by_a_spreadsheet_does_not_matter(tmp_path: Path) -> None:
    walk = fp.walk("left", **F_SCAN)  # type: ignore[arg-type]
    padded = "\n".join(line + "," * 4 for line in fp.tekscan(walk).splitlines())
    quoted = "\n".join(f'"{line}"' if line.startswith(("TIME", "Frame")) else line for line in padded.splitlines())
    for text in (padded, quoted, padded.replace("Frame 1,", "Frame 1, 0,, 12/2/2019 6:21:52.34PM,,,Raw Sum=,,310")):
        (got,) = read_text(tmp_path, "walk_L.csv", text, Told())
        same_print(got, walk)


def test_semicolons_and_decimal_commas_of_tekscan(tmp_path: Path) -> None:
    walk = fp.walk("left", **F_SCAN)  # type: ignore[arg-type]
    top, mark, rest = fp.tekscan(walk).partition("ASCII_DATA @@")
    text = top.replace("5.08 mm", "5,08 mm") + mark + rest.replace(",", ";").replace(".", ",")
    (got,) = read_text(tmp_path, "walk_L.csv", text, Told())
    same_print(got, walk)


def test_mirrored_rows_and_columns_are_turned_back(tmp_path: Path) -> None:
    walk = fp.walk("left", **F_SCAN)  # type: ignore[arg-type]
    plain = fp.tekscan(walk)
    (got,) = read_text(tmp_path, "w_L.asf", plain, Told())
    mirrored = fp.replace(walk, frames_kpa=walk.frames_kpa[:, ::-1, ::-1])
    text = fp.tekscan(mirrored).replace("MIRROR_ROW 0", "MIRROR_ROW 1").replace("MIRROR_COL 0", "MIRROR_COL 1")
    (back,) = read_text(tmp_path, "w_L.asf", text, Told())
    assert np.allclose(np.nan_to_num(back.frames_kpa), np.nan_to_num(got.frames_kpa), atol=0.2)


def test_cross_talk_columns_are_left_out(tmp_path: Path) -> None:
    walk = fp.walk("left", **F_SCAN)  # type: ignore[arg-type]
    noisy = walk.frames_kpa.copy()
    noisy[:, 52:59, 8] = 120.0 * (noisy.sum(axis=(1, 2)) > 0)[:, None]
    (clean,) = read_text(tmp_path, "walk_L.asf", fp.tekscan(walk), Told())
    (got,) = read_text(tmp_path, "walk_L.asf", fp.tekscan(fp.replace(walk, frames_kpa=noisy)), Told())
    one, other = loads_of(clean)[0], loads_of(got)[0]
    assert other.length_mm == pytest.approx(one.length_mm, abs=6)
    assert any(finding.check == "cross_talk" for finding in other.findings)


@pytest.mark.parametrize(
    ("name", "side"),
    [("FrasP01L.asf", "left"), ("walk_r.asf", "right"), ("trial.asf", None), ("TRIAL.asf", None), ("a-Left-2.asf", "left"),
     ("left_right.asf", None), ("normal.asf", None), ("x R.asf", "right")],
)  # fmt: skip
def test_the_side_in_a_name_stands_apart(name: str, side: str | None) -> None:
    from orthogen.intake.pressure.side import side_by_name

    assert side_by_name(name) == side


def test_a_disputed_side_is_told_and_the_print_decides(tmp_path: Path) -> None:
    text = fp.tekscan(fp.walk("left", **F_SCAN), plug=1)  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, "walk_R.asf", text, Told())
    assert got.side is None and loads_of(got)[0].side == "left"
    swapped = fp.tekscan(fp.walk("left", **F_SCAN), plug=2)  # type: ignore[arg-type]
    (got,) = read_text(tmp_path, "walk_R.asf", swapped, Told())
    assert any(finding.check == "print_side_against" for finding in loads_of(got)[0].findings)


def test_what_the_user_says_wins(tmp_path: Path) -> None:
    text = fp.emed(fp.walk("left"))
    told = Told(unit="N/cm2", pitch_mm=(7.0, 6.0), rate_hz=50.0, side="right")
    with pytest.raises(IntakeError):
        read_text(tmp_path, "walk.lst", text, Told(unit="nonsense"))
    (got,) = read_text(tmp_path, "walk.lst", text, told)
    assert (got.side, got.side_source, got.rate_hz) == ("right", "given", pytest.approx(50.0))
    assert got.area_mm2[0] == pytest.approx(42.0) and np.nanmax(got.frames_kpa) > 2000


def test_the_first_row_can_be_said(tmp_path: Path) -> None:
    picture = fp.walk("left").peak
    text = "\n".join(",".join(f"{value:.1f}" for value in row) for row in picture[::-1])
    (got,) = read_text(tmp_path, "peak.csv", text, Told(unit="kPa", pitch_mm=(5, 5), row0="toe"))
    assert np.allclose(np.asarray(got.frames_kpa).reshape(picture.shape), picture, atol=0.06)


@pytest.mark.parametrize("data", [b"", b"hello\n", b"\0" * 99, b"PK\x03\x04 and nothing", b"1,2\n3,4\n", b"\xd0\xcf\x11\xe0" * 9])
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
    [("emed_barefoot_test.lst", Told(), ["right"], [818.625]), ("fscan_FrasP01L.asf", Told(), ["left"], [924.4]),
     ("fscan_FrasP01R.asf", Told(), ["right"], [783.5]), ("pedar_inshoe_LR_example.asc", Told(), ["left", "right"], [849, 986]),
     ("greenai_zebris_plate_raw_pressure.csv", GIVEN, ["left"], [588.0])],
)  # fmt: skip
def test_files_of_real_instruments(name: str, told: Told, sides: list[str], force_n: list[float]) -> None:
    need_shared()
    path = SHARED / "pressure" / name
    loads = [load for got in read_pressure(path, told) for load in loads_of(got)]
    assert [load.side for load in loads] == sides
    assert [load.peak_force_n for load in loads] == pytest.approx(force_n, rel=0.01)
    assert all("Fras" not in repr(load.findings) for load in loads)
