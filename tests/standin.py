"""Stand-in. a rectangular bowl with analytic fields -> design, insole and solid, for checks of finished devices.

Its grid is the mesh: every node of the fields is a corner of the triangles, so the exported surface equals the fields.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np

from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.field import rise
from orthogen.kernel.frame import MIRROR_Y, composed, shift
from orthogen.kernel.grid import Grid
from orthogen.kernel.stl import binary
from orthogen.lazyclass import dataclass
from orthogen.records.device import NOTHING_MM, Design, Insole
from orthogen.records.finding import Dose
from orthogen.records.foot import Foot, Landmark, PlantarMap, Side
from orthogen.records.prescription import Modification, Prescription, Stage, within
from orthogen.records.site import Made, Site
from tests.solids import sheets

LENGTH_MM = 240.0
GRID = Grid(x0_mm=-10.0, y0_mm=-50.0, step_mm=2.0, nx=136, ny=51)
INSIDE = (slice(5, 131), slice(8, 43))  # x 0..250, y -34..34
HALF_MM = 34.0
THICKNESS_MM = 4.0


@dataclass(frozen=True, kw_only=True)
class Dome(Modification):
    """A dome of 20 mm radius in the middle of the midfoot; its height is measured where it is highest."""

    KIND: ClassVar[str] = "dome"
    DOSE: ClassVar[str] = "height_mm"
    STAGE: ClassVar[Stage] = Stage.PAD

    height_mm: float = within(0.0, 60.0, default=3.0, source="made for tests")

    def field_mm(self, site: Site) -> FloatArray:
        """Return h·(1 − r²/400)² around (120, 0)."""
        inside = np.clip(1 - ((site.x_mm - 120.0) ** 2 + site.y_mm**2) / 400.0, 0.0, None)
        return self.height_mm * inside * inside

    def measure(self, made: Made) -> tuple[Dose, ...]:
        """The greatest change."""
        return (self.dose("height_mm", float(np.nanmax(made.change_mm))),)


def bowl(x: FloatArray, y: FloatArray) -> FloatArray:
    """A trough: its medial (+y) side rises to 12 mm at the arch, its lateral one to 4 mm, level at heel and toes."""
    there: FloatArray = rise(x, 0.0, 100.0) * rise(x, 200.0, 100.0) * np.where(y > 0, 12.0, 4.0)
    return there * (np.abs(y) / HALF_MM) ** 3


def foot(side: Side = "right", noise_mm: float = 0.0) -> Foot:
    """The foot that rests in the bowl: its skin is the bowl, with noise from a fixed seed."""
    grid = Grid(x0_mm=0.0, y0_mm=-30.0, step_mm=2.0, nx=111, ny=31)
    z = bowl(*np.broadcast_arrays(grid.x_mm, grid.y_mm))
    raw = z + np.random.default_rng(0).normal(0.0, noise_mm, z.shape)
    x, y = np.broadcast_arrays(grid.x_mm, grid.y_mm)
    places = {
        "heel_centre": (36.0, 0.0), "mth1": (175.0, 25.0), "mth2": (180.0, 10.0), "mth3": (178.0, 0.0),
        "mth4": (172.0, -12.0), "mth5": (165.0, -25.0), "arch_apex": (100.0, 20.0),
    }  # fmt: skip
    marks = {name: Landmark(x_mm=x, y_mm=y, z_mm=0.0, sd_mm=1.0, source="given") for name, (x, y) in places.items()}
    return Foot(
        side=side, side_confidence=1.0, votes={}, unit="mm", unit_source="given", kind="whole_foot", load="standing",
        foot_length_mm=LENGTH_MM, ball_width_mm=90.0, heel_width_mm=65.0, arch_height_mm=12.0, arch_index=0.24,
        sole_flattened=False, landmarks=marks, plantar=PlantarMap(grid=grid, z_mm=frozen(z), noise_mm=noise_mm),
        outline_mm=frozen([[0, -30], [220, -30], [220, 30], [0, 30]]),
        skin_mm=frozen(np.column_stack([x.ravel(), y.ravel(), raw.ravel()])),
        foot_from_file=frozen(np.eye(4)), findings=(),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class StandIn:
    """Everything that `check_device` takes; change a part with `dataclasses.replace`."""

    design: Design
    insole: Insole
    ordered: Prescription
    stl_from_foot: FloatArray
    triangles_mm: FloatArray
    beds_without: Mapping[str, FloatArray]

    @property
    def stl(self) -> bytes:
        """The exported bytes."""
        return binary(self.triangles_mm, header="stand-in")


def device(height_mm: float = 3.0, *, side: Side = "right", noise_mm: float = 0.0) -> StandIn:
    """Return a sound device with one dome."""
    someone, dome = foot(side, noise_mm), Dome(height_mm=height_mm)
    x, y = np.broadcast_arrays(GRID.x_mm, GRID.y_mm)
    skin = bowl(x, y)
    inset = np.minimum(np.minimum(x, 250.0 - x), HALF_MM - np.abs(y))
    site = Site(
        grid=GRID,
        foot=someone,
        construction="insole",
        length="full",
        surface_mm=frozen(skin),
        inset_mm=frozen(inset),
        thickness_mm=4.0,
        least_wall_mm=2.0,
    )
    ordered = Prescription(profile="test", modifications=(dome,))
    outline = frozen([[0.0, -HALF_MM], [250.0, -HALF_MM], [250.0, HALF_MM], [0.0, HALF_MM]])
    design = Design(
        grid=GRID, outline_mm=outline, inset_mm=site.inset_mm, base_mm=site.surface_mm,
        bed_mm=frozen(skin + dome.field_mm(site)), rim_cap_mm=frozen(np.full(GRID.shape, 30.0)),
        tilt_mm=frozen(np.zeros(GRID.shape)), noise_mm=noise_mm, site=site, settled=ordered, clamps={}, findings=(),
        relief_mm=NOTHING_MM, cover_mm=NOTHING_MM, fields_mm={},
    )  # fmt: skip
    insole = Insole(
        grid=GRID, inset_mm=site.inset_mm, top_mm=design.bed_mm,
        bottom_mm=frozen(np.full(GRID.shape, -THICKNESS_MM)), least_wall_mm=2.0, findings=(),
    )  # fmt: skip
    stl_from_foot = shift(0.0, 0.0, THICKNESS_MM)
    triangles = meshed(insole) + np.array([0.0, 0.0, THICKNESS_MM])
    if side == "left":
        stl_from_foot, triangles = composed(stl_from_foot, MIRROR_Y), triangles[:, ::-1] * np.array([1.0, -1.0, 1.0])
    return StandIn(
        design=design, insole=insole, ordered=ordered, stl_from_foot=stl_from_foot, triangles_mm=triangles,
        beds_without={"dome": skin},
    )  # fmt: skip


def meshed(insole: Insole) -> FloatArray:
    """Return the triangles (n, 3, 3) of the rectangle between top and bottom, foot frame."""
    top, bottom = insole.top_mm[INSIDE], insole.bottom_mm[INSIDE]
    return sheets(lambda x, y: top, lambda x, y: bottom, x=(0.0, 250.0), y=(-HALF_MM, HALF_MM), count=126, count_y=35)


def with_top(made: StandIn, top_mm: FloatArray) -> StandIn:
    """Return the same design whose file carries another upper surface (nx, ny), foot frame."""
    written = meshed(replace(made.insole, top_mm=top_mm)) + np.array([0.0, 0.0, THICKNESS_MM])
    return replace(made, triangles_mm=written)
