"""Designs for tests. analytic heel cup, arch flange and flat forefoot inside an analytic trim line."""

import dataclasses
from functools import cache
from typing import Any

import numpy as np
import shapely

from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.field import ramp, rise
from orthogen.kernel.grid import Grid, covering
from orthogen.records.device import NOTHING_MM, Design
from orthogen.records.foot import Foot, Landmark, PlantarMap
from orthogen.records.prescription import Prescription
from orthogen.records.site import Site

LENGTH = 250.0


def synthetic_foot(side: str = "right", length: float = LENGTH) -> Foot:
    """Return a foot that has landmarks and little else: the solid asks for no more."""
    k = length / 250.0

    def mark(x: float, y: float, z: float = 0.0) -> Landmark:
        return Landmark(x_mm=x * k, y_mm=y * k, z_mm=z, sd_mm=1.0, source="given")

    marks = {
        "pternion": mark(0, 0), "heel_centre": mark(38, 0), "mth1": mark(182, 30), "mth2": mark(185, 10),
        "mth3": mark(180, -5), "mth4": mark(172, -20), "mth5": mark(162, -36), "arch_apex": mark(110, 25, 14),
        "navicular": mark(102, 25, 14), "cuboid": mark(105, -25), "hallux_tip": mark(250, 22), "toe2_tip": mark(247, 5),
    }  # fmt: skip
    grid = Grid(x0_mm=0.0, y0_mm=0.0, step_mm=1.0, nx=4, ny=4)
    return Foot(
        side=side, side_confidence=1.0, votes={}, unit="mm", unit_source="given", kind="whole_foot", load="standing",
        foot_length_mm=length, ball_width_mm=95 * k, heel_width_mm=62 * k, arch_height_mm=14.0, arch_index=0.24,
        sole_flattened=False, landmarks=marks, plantar=PlantarMap(grid=grid, z_mm=np.zeros((4, 4)), noise_mm=0.0),
        outline_mm=np.zeros((3, 2)), skin_mm=np.zeros((1, 3)), foot_from_file=np.eye(4), findings=(),
    )  # type: ignore[arg-type]  # fmt: skip


@cache
def synthetic_outline(length: str = "full", foot_length: float = LENGTH) -> FloatArray:
    """Return a trim line like an insole's, counter-clockwise, chords ≤ 0.6 mm, cut with round corners if shortened."""
    k = foot_length / 250.0
    turn = np.linspace(0.0, np.pi, 700)
    x = 126.0 * (1.0 - np.cos(turn)) * k - 2.0 * k
    u = x / (250.0 * k)
    envelope = np.sin(turn) ** 0.62
    medial = k * envelope * (36.0 + 12.0 * rise(u, 0.42, 0.7))
    lateral = k * envelope * (36.0 + 12.0 * rise(u, 0.3, 0.62))
    loop = shapely.Polygon(np.concatenate([np.column_stack([x, -lateral]), np.column_stack([x, medial])[::-1]]))
    if length != "full":
        end = (0.66 if length == "three-quarter" else 0.8) * foot_length
        cut = shapely.Polygon([(-20, -99), (end - 6, -99), (end + 6, 99), (-20, 99)])
        loop = loop.intersection(cut).buffer(-7 * k, quad_segs=32).buffer(7 * k, quad_segs=32)
    ring = shapely.get_exterior_ring(loop.buffer(0))
    count = int(np.ceil(ring.length / 0.6))
    points = shapely.get_coordinates(shapely.line_interpolate_point(ring, np.arange(count) / count, normalized=True))
    return points if shapely.is_ccw(ring) else points[::-1]


def signed_inset(grid: Grid, outline: FloatArray) -> FloatArray:
    """Return the distance inside a polygon at every node, exact."""
    x, y = (a.ravel() for a in np.broadcast_arrays(grid.x_mm, grid.y_mm))
    polygon = shapely.Polygon(outline)
    ring = polygon.exterior
    shapely.prepare(polygon)
    nodes = shapely.points(x, y)
    distance = shapely.distance(ring, nodes)
    return np.where(shapely.contains_xy(polygon, x, y), distance, -distance).reshape(grid.shape)


def synthetic_bed(
    grid: Grid, inset: FloatArray, cup: float, foot_length: float = LENGTH
) -> tuple[FloatArray, FloatArray]:
    """Return bed and rim height: a cup, an arch with a flange, a flat forefoot."""
    u, y = grid.x_mm / foot_length, grid.y_mm
    arch = 16.0 * np.exp(-(((u - 0.44) / 0.13) ** 2)) * rise(y, -15.0, 40.0) * rise(u, 0.2, 0.3) * rise(u, 0.69, 0.6)
    rim = cup + (1.6 - cup) * rise(u, 0.3, 0.66) + 12.0 * np.exp(-(((u - 0.43) / 0.11) ** 2)) * rise(y, -5.0, 20.0)
    rim = np.maximum(rim, arch + 0.5)
    wall = ramp(1.0 - (inset - 2.0) / 9.0) * (1.0 - 0.9 * rise(u, 0.6, 0.72))
    return arch + (rim - arch) * wall, rim + 0.0 * y


@cache
def _ground(length: str, foot_length: float) -> tuple[FloatArray, Grid, FloatArray]:
    outline = synthetic_outline(length, foot_length)
    grid = covering(outline[:, 0], outline[:, 1], step_mm=0.5, margin_mm=5.0)
    return frozen(outline), grid, frozen(signed_inset(grid, outline))


def synthetic_design(
    *, side: str = "right", cup: float = 14.0, foot_length: float = LENGTH, extra: Any = None, **order: Any
) -> Design:
    """Return a design of the synthetic foot; `order` goes to the prescription, extra(x, y) is added to the bed."""
    settled = Prescription(profile="test", **order)
    outline, grid, inset = _ground(settled.length, foot_length)
    bed, rim = synthetic_bed(grid, inset, cup, foot_length)
    if settled.length != "full" and settled.construction == "insole":
        bed = top_bevelled(grid, outline, bed, settled.thickness_mm)
    if extra is not None:
        bed = bed + extra(grid.x_mm, grid.y_mm)
    foot = synthetic_foot(side, foot_length)
    site = Site(grid=grid, foot=foot, construction=settled.construction, length=settled.length,
                surface_mm=frozen(bed), inset_mm=frozen(inset), thickness_mm=4.0, least_wall_mm=2.0)  # fmt: skip
    return Design(
        grid=grid, outline_mm=frozen(outline), inset_mm=frozen(inset), base_mm=frozen(bed), bed_mm=frozen(bed),
        rim_cap_mm=frozen(rim), tilt_mm=frozen(np.zeros(grid.shape)), noise_mm=0.1, site=site, settled=settled,
        clamps={}, findings=(),
        relief_mm=NOTHING_MM, cover_mm=NOTHING_MM, fields_mm={},
    )  # fmt: skip


def top_bevelled(grid: Grid, outline: FloatArray, bed: FloatArray, thickness: float) -> FloatArray:
    """Return the bed lowered towards a straight distal edge, to 1.2 mm above the floor."""
    behind = outline[:, 0].max() - grid.x_mm
    return np.minimum(bed, -thickness + 1.2 + (thickness - 1.2 + 30.0) * rise(behind, -1.0, 24.0))


def with_order(design: Design, **changes: Any) -> Design:
    """Return the same fields under another prescription."""
    return dataclasses.replace(design, settled=dataclasses.replace(design.settled, **changes))
