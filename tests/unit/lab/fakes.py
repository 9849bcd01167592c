"""Fakes. a small made-up foot and its device, so that the lab can be tested without the rooms behind it."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from orthogen import intake, pipeline
from orthogen.kernel.arrays import frozen
from orthogen.kernel.grid import Grid
from orthogen.kernel.stl import binary
from orthogen.lab import filing
from orthogen.records.device import NOTHING_MM, Design, Device, Fit, Insole
from orthogen.records.finding import Dose, Finding
from orthogen.records.foot import Foot, Landmark, PlantarMap
from orthogen.records.prescription import Prescription
from orthogen.records.scan import Scan
from orthogen.records.site import Site

GRID = Grid(x0_mm=0.0, y0_mm=-40.0, step_mm=10.0, nx=26, ny=9)
FLAT = frozen(np.zeros(GRID.shape))
FRAME = frozen(np.eye(4))
BOX = frozen([[0.0, -30.0], [250.0, -30.0], [250.0, 30.0], [0.0, 30.0]])

ORIGIN, X, Y, Z = (0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
TETRAHEDRON = ((ORIGIN, Y, X), (ORIGIN, X, Z), (ORIGIN, Z, Y), (X, Y, Z))


def foot(side: str = "right", *findings: Finding, **changes: Any) -> Foot:
    """Return a flat made-up foot."""
    mark = Landmark(x_mm=180.0, y_mm=10.0, z_mm=12.0, sd_mm=2.0, source="detected")
    tip = Landmark(x_mm=250.0, y_mm=20.0, z_mm=10.0, sd_mm=4.0, source="detected")
    made = Foot(
        side=side, side_confidence=0.9, votes={"hallux": 0.8}, unit="mm", unit_source="inferred", kind="whole_foot",
        load="standing", foot_length_mm=250.0, ball_width_mm=95.0, heel_width_mm=60.0, arch_height_mm=12.0,
        arch_index=0.22, sole_flattened=False, landmarks={"mth1": mark, "hallux_tip": tip},
        plantar=PlantarMap(grid=GRID, z_mm=FLAT, noise_mm=0.1), outline_mm=BOX, skin_mm=frozen(np.zeros((1, 3))),
        foot_from_file=FRAME, findings=findings,
    )  # fmt: skip
    return replace(made, **changes)


def device(of: Foot, order: Prescription, *findings: Finding) -> Device:
    """Return a device that says it got what was asked; its STL is a tetrahedron as large as its doses."""
    doses = tuple(
        Dose(modification=m.KIND, field=m.DOSE, unit="mm", asked=getattr(m, m.DOSE), got=getattr(m, m.DOSE), ok=True)
        for m in order.modifications
    )
    site = Site(grid=GRID, foot=of, construction=order.construction, length=order.length,
                surface_mm=FLAT, inset_mm=FLAT, thickness_mm=4.0, least_wall_mm=2.0)  # fmt: skip
    plan = Design(
        grid=GRID, outline_mm=BOX, inset_mm=FLAT, base_mm=FLAT, bed_mm=FLAT, rim_cap_mm=FLAT, tilt_mm=FLAT,
        noise_mm=0.1, site=site, settled=order, clamps={}, findings=(),
        relief_mm=NOTHING_MM, cover_mm=NOTHING_MM, fields_mm={},
    )  # fmt: skip
    insole = Insole(grid=GRID, inset_mm=FLAT, top_mm=FLAT, bottom_mm=FLAT - 4.0, least_wall_mm=2.0, findings=())
    size = 10.0 + sum(dose.asked for dose in doses)
    stl = binary(np.array(TETRAHEDRON) * size, header="fake")
    return Device(
        foot=of, prescription=order, stl=stl, sha256=hashlib.sha256(stl).hexdigest(), stl_from_file=FRAME,
        fit=Fit(mean_abs_gap_mm=0.02, rms_gap_mm=0.03, p95_gap_mm=0.05, within_1mm_ratio=1.0, noise_mm=0.1),
        findings=findings, doses=doses, design=plan, insole=insole,
        footprints_mm={m.KIND: FLAT for m in order.modifications}, stl_from_foot=FRAME, faces=4, volume_mm3=1000.0,
        timings_s={"design": 0.1, "build": 0.2, "verify": 0.3},
    )  # fmt: skip


class Street:
    """Stands in for intake and pipeline: says which feet a scan shows and which findings a device gets."""

    def __init__(self) -> None:
        self.feet: dict[str, tuple[Foot, ...]] = {}
        self.findings: tuple[Finding, ...] = ()
        self.labels: list[str] = []
        self.toes_needed: list[bool] = []
        self.before_make: Callable[[], None] = lambda: None

    def read(self, path: Any, *, unit: Any = None) -> Scan:
        """Return an empty scan of that name."""
        return Scan(name=path.stem, format="STL", sha256="0", points=np.zeros((0, 3)),
                    faces=np.zeros((0, 3), np.int64), unit=unit,
                    unit_source=None, findings=())  # fmt: skip

    def see(
        self,
        scan: Scan,
        *,
        side: Any = None,
        landmarks: Mapping[str, tuple[float, float]],
        load: Any = None,
        toes_needed: bool = True,
    ) -> tuple[Foot, ...]:
        """Return the feet set for this scan; a side and a load that were given win."""
        self.toes_needed.append(toes_needed)
        given = {"side": side or None, "load": load, "load_source": "given" if load else None}
        changes = {name: value for name, value in given.items() if value}
        return tuple(replace(each, **changes) for each in self.feet.get(scan.name, (foot(),)))

    def make_all(self, of: Foot, orders: Sequence[pipeline.Order], *, clock: Any) -> tuple[Device, ...]:
        """Return the fake devices."""
        self.before_make()
        self.labels += [order.label for order in orders]
        return tuple(replace(device(of, order.prescription, *self.findings), variant=order.variant) for order in orders)


@pytest.fixture
def street(monkeypatch: pytest.MonkeyPatch) -> Street:
    """The rooms behind the lab, replaced."""
    fake = Street()
    monkeypatch.setattr(intake, "read_scan", fake.read)
    monkeypatch.setattr(pipeline, "see", fake.see)
    monkeypatch.setattr(pipeline, "make_all", fake.make_all)
    monkeypatch.setattr(filing, "file_data", lambda path: path.read_bytes() if path.exists() else path.name.encode())
    return fake
