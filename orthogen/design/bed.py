"""Bed. uncut skin, modifications -> the foot bed: cut to its rim, then changed dose by dose."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from orthogen.design import rim
from orthogen.design.rim import Edge
from orthogen.design.walls import Walls
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.field import rise, smooth_max, swelling
from orthogen.lazyclass import dataclass
from orthogen.modifications.heel_cup import lowest_heel_mm
from orthogen.records.finding import Finding
from orthogen.records.prescription import Modification, Prescription, Stage
from orthogen.records.site import Site

_PAD_BLEND_MM = 2.0
_EDGE_BAND_MM = 4.0
BEVEL_MM = 12.0  # within the 14 mm in which the solid may be thin
_EDGE_MM = 1.35  # the blunt edge of a bevelled insole, a little above the least that every printer makes


@dataclass(frozen=True, kw_only=True)
class Cut:
    """The skin cut to one rim, before any other modification.

    z_mm, rim_mm (nx, ny): the cut surface, the height it was cut to. low_mm: the lowest heel of the uncut skin.
    """

    z_mm: FloatArray
    rim_mm: FloatArray
    low_mm: float


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What all designs share that differ in doses only, those of rim and plan apart.

    site: the uncut skin on its place. laid_for: what it depends on of a prescription. line_mm (m, 2): the trim line.
    edge: the full-length line that the rim follows. cut: the skin cut to the rim of the cup. bevel_mm (nx, ny):
    distance to the distal edge of a shortened insole, None for all others: a shell is bevelled below. findings: what
    was done to the trim line.
    """

    site: Site
    laid_for: Prescription
    line_mm: FloatArray
    edge: Edge
    cut: Cut
    bevel_mm: FloatArray | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class Bed:
    """Fields (nx, ny), mm: the bed that the foot stands on, what of it a cover takes, the rim it was cut to, posts and
    lifts on the top, pads less wells; KIND -> the field of each addition at its place, before others overlap it.
    """

    z_mm: FloatArray
    cover_mm: FloatArray
    rim_mm: FloatArray
    tilt_mm: FloatArray
    relief_mm: FloatArray
    fields_mm: Mapping[str, FloatArray]


def cut_to(site: Site, edge: Edge, walls: Walls) -> Cut:
    """Return the skin cut to the rim of cup and flanges: the same for all that is added later."""
    low = lowest_heel_mm(site)
    rim_mm = walls.rim_mm(site, low)
    return Cut(z_mm=rim.cut(site.surface_mm, rim_mm, grid=site.grid, edge=edge), rim_mm=rim_mm, low_mm=low)


def compose(ground: Ground, prescription: Prescription) -> Bed:
    """Return the foot bed of a settled prescription on its own ground (surface.md 5).

    The rim is cut first, on the skin; all that follows is added and carried by the rim. For an addition A this is the
    order fill → skive → lift → post → rim → pad, since min(S, H) + A = min(S + A, H + A), and it stays exact under a
    low rim. Posts and lifts of a shell act on its underside and leave the top alone.
    """
    items = [item for item in prescription.modifications if not item.is_null]
    items = [item for item in items if not (item.below_shell and ground.site.construction == "shell")]
    site, cut = ground.site, ground.cut
    bed, fields = _corrected(site, cut.z_mm, _at(items, Stage.FILL, Stage.BALANCE, Stage.SKIVE))
    here = replace(site, surface_mm=bed)
    fields |= {item.KIND: item.field_mm(here) for item in _at(items, Stage.LIFT, Stage.POST, Stage.PAD)}
    tilt = sum((fields[item.KIND] for item in _at(items, Stage.LIFT, Stage.POST)), np.zeros(bed.shape))
    risen = tilt + _lifted_rim(ground, _lowest_inside(site, bed) - _lowest_inside(site, cut.z_mm))
    pads = _union([fields[item.KIND] for item in _at(items, Stage.PAD)], bed.shape)
    bevel = _bevel(ground, prescription.thickness_mm)
    padded = replace(site, surface_mm=bed + risen + pads - bevel)
    wells = {item.KIND: item.field_mm(padded) for item in _at(items, Stage.WELL)}
    depth = _union([-well for well in wells.values()], bed.shape)
    final = replace(site, surface_mm=padded.surface_mm - depth)
    covers = {item.KIND: item.field_mm(final) for item in _at(items, Stage.COVER)}
    return Bed(
        z_mm=final.surface_mm,
        cover_mm=sum(covers.values(), np.zeros(bed.shape)),
        rim_mm=cut.rim_mm + risen,
        tilt_mm=tilt,
        relief_mm=pads - depth,
        fields_mm={**fields, **wells, **covers},
    )


def _corrected(
    site: Site, bed_mm: FloatArray, items: Sequence[Modification]
) -> tuple[FloatArray, dict[str, FloatArray]]:
    """Return the bed after the cast corrections, each seeing its predecessors, and KIND -> what each added."""
    fields = {}
    for item in items:
        fields[item.KIND] = item.field_mm(replace(site, surface_mm=bed_mm))
        bed_mm = bed_mm + fields[item.KIND]
    return bed_mm, fields


def _lifted_rim(ground: Ground, lift_mm: float) -> FloatArray:
    """Return what the last 4 mm of the heel's rim rise with its lowest point, which a skive may lift.

    The cup is asked above that point; lifting only the edge leaves the skive itself as it was ordered.
    """
    if lift_mm == 0.0:
        return np.zeros((1, 1))
    length = ground.site.foot.foot_length_mm
    heel = rise(ground.site.x_mm, 0.45 * length, 0.18 * length)
    return lift_mm * heel * rise(ground.edge.inset_mm, _EDGE_BAND_MM, 0.0)


def _lowest_inside(site: Site, bed_mm: FloatArray) -> float:
    """Return the lowest heel of a bed (nx, ny) inside the band that rises with it."""
    return lowest_heel_mm(replace(site, surface_mm=bed_mm, inset_mm=site.inset_mm - _EDGE_BAND_MM))


def _bevel(ground: Ground, thickness_mm: float) -> FloatArray:
    """Return what the bevel takes off, so that the bed above its lowest point ends in a blunt edge."""
    if ground.bevel_mm is None:
        return np.zeros((1, 1))
    height = ground.cut.z_mm - ground.cut.low_mm + thickness_mm - _EDGE_MM
    return height * rise(ground.bevel_mm, BEVEL_MM, 0.0)


def _at(items: Sequence[Modification], *stages: Stage) -> list[Modification]:
    """Return the modifications of these stages, in their order."""
    return sorted((item for item in items if item.STAGE in stages), key=lambda item: item.STAGE)


def _union(heights: Sequence[FloatArray], shape: tuple[int, ...]) -> FloatArray:
    """Return the smooth maximum of additions; exactly the one where only one stands (surface.md 4)."""
    if not heights:
        return np.zeros(shape)
    total = heights[0]
    for height in heights[1:]:
        both = np.minimum(total, height)
        blended = smooth_max(total, height, swelling(_PAD_BLEND_MM, both))
        total = np.where(both > 0.0, blended, np.maximum(total, height))
    return total
