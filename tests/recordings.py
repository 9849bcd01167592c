"""Recordings. every format of pressure file with the device that writes it -> what its reader must give back."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from orthogen.assess import loads_of
from orthogen.assess.prints import CONTACT_KPA
from orthogen.intake.pressure import read_pressure
from orthogen.kernel.arrays import frozen
from orthogen.records.pressure import Foot, Instrument, PressureRecording, Told
from tests import footprint as fp
from tests import instruments

GIVEN = Told(unit="N/cm2", pitch_mm=(6.0, 6.0))
PLAIN = Told(unit="kPa", pitch_mm=(5.0, 5.0), rate_hz=100.0)
F_SCAN = {"rows": 60, "columns": 21, "pitch": (5.08, 5.08), "hz": 50.0, "at": (20.0, 50.0)}
SIX = {"rows": 64, "columns": 32, "pitch": (6.0, 6.0)}
SHEET = {"rows": 31, "columns": 11, "pitch": (8.6, 8.6), "hz": 50.0, "at": (6.5, 43.0)}  # hardly longer than the print
PLATE = {"rows": 64, "columns": 40, "pitch": (7.62, 5.08), "hz": 126.0, "at": (100.0, 100.0)}
ZEBRIS = {"rows": 128, "columns": 56, "pitch": (8.47, 8.46), "at": (200.0, 200.0)}
Written = tuple[str, Callable[[fp.Walk], str], dict[str, object], Told]
FORMATS: dict[str, Written] = {
    "tekscan": ("walk.asf", instruments.tekscan, F_SCAN, Told()),
    "tekscan psi": ("walk.csv", lambda one: instruments.tekscan(one, unit="PSI", factor=1 / 6.894757), F_SCAN, Told()),
    "tekscan plate": ("walk.asf", lambda one: instruments.tekscan(one, insole=False), {}, Told()),
    "emed": ("walk.lst", instruments.emed, {}, Told()),
    "emed columns": ("walk.lst", lambda one: instruments.emed(one, tabs=False), {}, Told()),
    "emed pages": ("walk.lst", lambda one: instruments.emed(one, split=7), {}, Told()),
    "footscan": ("walk.xls", instruments.footscan, PLATE, Told()),
    "footscan cropped": ("walk.txt", instruments.footscan_cropped, PLATE, Told()),
    "zebris apd": ("walk.apd", instruments.apd, ZEBRIS | {"at": (100.0, 200.0)}, Told()),
    "zebris apd frames": ("walk.apd", lambda one: instruments.apd(one, frames=True), ZEBRIS, Told()),
    "zebris": ("walk.txt", instruments.zebris, ZEBRIS, Told()),
    "medilogic": ("walk.csv", instruments.medilogic, SIX, GIVEN),
    "xsensor": ("walk.csv", instruments.xsensor, SHEET, Told()),
    "xsensor older": ("walk.txt", instruments.xsensor_older, {}, Told()),
    "matrix": ("walk.csv", instruments.matrix_csv, {}, PLAIN),
    "matrix comma": ("walk.csv", lambda one: instruments.matrix_csv(one, mark=";", comma=True), {}, PLAIN),
}  # fmt: skip


def read_text(folder: Path, name: str, text: str, told: Told, *, twin: str = "LF") -> tuple[PressureRecording, ...]:
    path = folder / name
    path.write_bytes(instruments.TWINS[twin](text))
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
    assert loads[0].length_mm == pytest.approx(fp.contact_length_mm(CONTACT_KPA), abs=walk.pitch_mm[0])


def recording(walk: fp.Walk, *, side: Foot | None = None, instrument: Instrument = "plate") -> PressureRecording:
    """Return the walk as a reader would hand it over."""
    many, rows, columns = walk.frames_kpa.shape
    forward, right = np.meshgrid(
        np.arange(rows) * walk.pitch_mm[0], np.arange(columns) * walk.pitch_mm[1], indexing="ij"
    )
    return PressureRecording(
        name="walk", format="matrix", sha256="0", instrument=instrument, cropped=False, facing_given=False,
        frames_kpa=frozen(walk.frames_kpa.reshape(many, -1), np.float32), time_s=frozen(np.arange(many) / walk.hz),
        centre_mm=frozen(np.column_stack([forward.ravel(), right.ravel()])),
        area_mm2=frozen(np.full(rows * columns, walk.pitch_mm[0] * walk.pitch_mm[1])), grid=(rows, columns), side=side,
        side_source="declared" if side else None, unit_original="kPa", unit_source="declared", body_mass_kg=None,
        own_force_n=None, findings=(),
    )  # fmt: skip
