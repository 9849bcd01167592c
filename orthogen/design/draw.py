"""Draw. Foot, Prescription -> Design, and the same design without one of its modifications."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from orthogen.design import arch, base
from orthogen.design.bed import Ground, compose
from orthogen.design.outline import distal_edge_mm, trim_line
from orthogen.kernel import distance
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.field import rise
from orthogen.kernel.grid import Grid
from orthogen.modifications.heel_cup import HeelCup
from orthogen.records.device import Design
from orthogen.records.finding import Finding
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.records.site import Site

_LAND_MM = 2.0
_BEVEL_MM = 14.0


def design(foot: Foot, prescription: Prescription) -> Design:
    """Return the foot bed of one prescription on one foot: fit, trim line, guards, rim and doses (surface.md 1–5).

    All fields lie on one grid of 0.5 mm that reaches at least 4 mm beyond the trim line. Raises OutlineFailed.
    """
    skin = base.fitted(foot)
    findings = list(skin.findings)
    surface = _uncut(foot, skin.grid, skin.z_mm, prescription)
    if foot.sole_flattened:
        findings.append(arch.told(prescription.arch_if_flattened_mm))
    ground = _ground(foot, skin.grid, surface, prescription)
    settled, clamps = _settled(ground.site, prescription)
    bed = compose(ground, settled)
    return Design(
        grid=skin.grid,
        outline_mm=frozen(ground.line_mm),
        inset_mm=frozen(ground.site.inset_mm),
        base_mm=frozen(skin.z_mm),
        bed_mm=frozen(bed.z_mm),
        rim_cap_mm=frozen(bed.rim_mm),
        tilt_mm=frozen(bed.tilt_mm),
        noise_mm=skin.noise_mm,
        site=ground.site,
        settled=settled,
        clamps=clamps,
        findings=(*findings, *_told(clamps)),
    )


def bed_without(design: Design, kind: str) -> FloatArray:
    """Return the bed field (nx, ny) of the same design, same trim line, without the modification of this KIND."""
    kept = tuple(item for item in design.settled.modifications if kind != item.KIND)
    _, place = distance.inset(design.grid, design.outline_mm)
    ground = Ground(site=design.site, line_mm=design.outline_mm, place=place, bevel=_bevel(design.site))
    return compose(ground, replace(design.settled, modifications=kept)).z_mm


def _uncut(foot: Foot, grid: Grid, skin_mm: FloatArray, prescription: Prescription) -> FloatArray:
    if not foot.sole_flattened:
        return skin_mm
    return arch.raised(foot, grid, skin_mm, prescription.arch_if_flattened_mm)


def _ground(foot: Foot, grid: Grid, surface_mm: FloatArray, prescription: Prescription) -> Ground:
    """Return the site of a design: its trim line depends on foot, cup, construction and length only."""
    cup = next((item.depth_mm for item in prescription.modifications if isinstance(item, HeelCup)), 0.0)
    land = _LAND_MM if prescription.construction == "insole" else max(_LAND_MM, prescription.thickness_mm)
    line = trim_line(foot, grid, surface_mm, cup_mm=cup, land_mm=land, length=prescription.length)
    inset, place = distance.inset(grid, line)
    site = Site(
        grid=grid,
        foot=foot,
        construction=prescription.construction,
        length=prescription.length,
        surface_mm=frozen(surface_mm),
        inset_mm=frozen(inset),
    )
    return Ground(site=site, line_mm=line, place=place, bevel=_bevel(site))


def _bevel(site: Site) -> FloatArray:
    """Return the share of the thickness that the distal bevel of a shortened insole takes (nx, ny)."""
    if site.construction == "shell" or site.length == "full":
        return np.zeros(site.grid.shape)
    edge = distal_edge_mm(site.foot, site.y_mm, site.length)
    steep = np.gradient(edge[0], site.grid.step_mm)
    return rise((edge - site.x_mm) / np.hypot(1.0, steep), _BEVEL_MM, 0.0)


def _settled(site: Site, prescription: Prescription) -> tuple[Prescription, Mapping[str, tuple[str, ...]]]:
    """Return the prescription after the guards of its modifications on this foot, and what they say."""
    kept, clamps = [], {}
    for item in prescription.modifications:
        guarded, said = item.settled(site)
        kept.append(guarded)
        if said:
            clamps[item.KIND] = said
    return replace(prescription, modifications=tuple(kept)), clamps


def _told(clamps: Mapping[str, tuple[str, ...]]) -> list[Finding]:
    return [Finding(check=f"clamped_{kind}", note=note) for kind, notes in clamps.items() for note in notes]
