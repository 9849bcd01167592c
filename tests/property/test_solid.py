"""The solid over random trim lines, fields and orders: always closed, in order, within its bound."""

import dataclasses

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from orthogen.errors import OutlineFailed
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.grid import Grid, covering
from orthogen.records.device import Insole
from orthogen.solid import make_insole, make_solid
from tests.unit.solid.designs import signed_inset, synthetic_design
from tests.unit.solid.oracle import assert_sound
from tests.unit.solid.test_shell import post

FIELDS = settings(max_examples=25, deadline=None)
DEVICES = settings(max_examples=10, deadline=None)


@st.composite
def trim_lines(draw: st.DrawFn) -> FloatArray:
    """Star-shaped loops with up to six waves: lobes, waists and hollows of a few millimetres."""
    turn = np.linspace(0.0, 2.0 * np.pi, 500, endpoint=False)
    radius = np.full(turn.shape, draw(st.floats(12.0, 30.0)))
    for wave in draw(st.lists(st.integers(2, 7), max_size=6)):
        radius = radius * (1.0 + draw(st.floats(0.0, 0.22)) * np.cos(wave * turn + draw(st.floats(0.0, 6.3))))
    long = draw(st.floats(1.0, 2.5))
    angle = draw(st.floats(0.0, 3.2))
    x, y = long * radius * np.cos(turn), radius * np.sin(turn)
    return np.column_stack([np.cos(angle) * x - np.sin(angle) * y, np.sin(angle) * x + np.cos(angle) * y])


@st.composite
def heights(draw: st.DrawFn, grid: Grid) -> FloatArray:
    """Waves of any steepness up to a wall."""
    field = np.zeros(grid.shape)
    for _ in range(draw(st.integers(0, 4))):
        k, turn = draw(st.floats(0.02, 1.0)), draw(st.floats(0.0, 3.2))
        along = np.cos(turn) * grid.x_mm + np.sin(turn) * grid.y_mm
        field = field + draw(st.floats(0.0, 4.0)) * np.sin(k * along + draw(st.floats(0.0, 6.3)))
    return field


@given(st.data())
@FIELDS
def test_any_two_fields_in_any_line_close(data: st.DataObject) -> None:
    line = data.draw(trim_lines())
    grid = covering(line[:, 0], line[:, 1], step_mm=0.5, margin_mm=4.0)
    bottom = data.draw(heights(grid))
    top = bottom + 0.5 + np.abs(data.draw(heights(grid)))
    insole = Insole(
        grid=grid, inset_mm=frozen(signed_inset(grid, line)), top_mm=frozen(top),
        bottom_mm=frozen(bottom), least_wall_mm=0.5, findings=(),
    )  # fmt: skip
    try:
        solid = make_solid(insole, mirrored=data.draw(st.booleans()))
    except OutlineFailed as refusal:
        assert "not one simple closed curve" in str(refusal)  # a waist finer than the lattice
        return
    assert_sound(solid)


@given(
    construction=st.sampled_from(["insole", "shell"]),
    length=st.sampled_from(["full", "sulcus", "three-quarter"]),
    side=st.sampled_from(["right", "left"]),
    thickness=st.floats(2.0, 6.0),
    cup=st.floats(6.0, 26.0),
    rear=st.floats(-10.0, 10.0),
    fore=st.floats(-8.0, 8.0),
    lift=st.floats(0.0, 12.0),
    tilt=st.floats(-8.0, 8.0),
    label=st.text("ABCXYZ0189-_ üß", max_size=30),
)
@DEVICES
def test_any_order_makes_a_sound_device(
    construction: str, length: str, side: str, thickness: float, cup: float, rear: float, fore: float, lift: float,
    tilt: float, label: str,
) -> None:  # fmt: skip
    order = {"construction": construction, "length": length, "thickness_mm": thickness}
    design = synthetic_design(side=side, cup=cup, **order)
    posts = (post(tilt=rear), post(lift=lift), post("forefoot", tilt=fore))
    if construction == "shell":
        design = dataclasses.replace(design, settled=dataclasses.replace(design.settled, modifications=posts))
    else:
        shear = np.tan(np.radians(tilt)) * design.grid.y_mm * np.clip((130.0 - design.grid.x_mm) / 55.0, 0.0, 1.0)
        design = dataclasses.replace(design, bed_mm=design.bed_mm + shear, tilt_mm=shear)
    insole = make_insole(design, label=label)
    wall = (insole.top_mm - insole.bottom_mm)[insole.inset_mm >= 0]
    assert wall.min() >= (2.0 if length == "full" else 1.2) - 0.01
    assert_sound(make_solid(insole, mirrored=design.site.foot.mirrored))
