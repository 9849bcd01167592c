"""Draw. Foot, Prescription -> Design, and the beds of the same design without one of its modifications."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from orthogen.design import arch, base
from orthogen.design.base import Base
from orthogen.design.bed import BEVEL_MM, Ground, compose, cup_of, cut_to
from orthogen.design.outline import full_line, shortened
from orthogen.design.rim import Edge
from orthogen.kernel import distance
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.grid import Grid
from orthogen.records.device import Design
from orthogen.records.finding import Finding
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription
from orthogen.records.site import Site, distal_edge


def design(foot: Foot, prescription: Prescription) -> Design:
    """Return the foot bed of one prescription on one foot: fit, trim line, guards, rim and doses (surface.md 1–5).

    All fields lie on one grid of 0.5 mm that reaches at least 4 mm beyond the trim line. Raises OutlineFailed.
    """
    skin = base.fitted(foot)
    findings = list(skin.findings)
    if foot.sole_flattened:
        findings.append(arch.told(prescription.arch_if_flattened_mm))
    ground, line = _ground(foot, skin, prescription)
    settled, clamps = _settled(ground.site, prescription)
    bed = compose(ground, cut_to(ground, cup_of(settled)), settled)
    return Design(
        grid=skin.grid,
        outline_mm=frozen(line),
        inset_mm=ground.site.inset_mm,
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


def beds_without(design: Design) -> Mapping[str, FloatArray]:
    """Return KIND -> bed (nx, ny) of the same design, same trim line, without that one, for all that change something.

    A device is measured against them: what a modification did is the difference (surface.md 4). All but the one
    without a heel cup have the same rim, so it is cut once.
    """
    settled, full = design.settled, design.outline_mm
    if settled.length != "full":
        full = _full_line(design.site.foot, design.grid, design.site.surface_mm, settled)
    ground = _ground_on(design.site, _edge(design.grid, full), design.outline_mm)
    cup = cup_of(settled)
    cut = cut_to(ground, cup)
    beds = {}
    for kind in (item.KIND for item in settled.modifications if not item.is_null):
        kept = replace(settled, modifications=tuple(item for item in settled.modifications if kind != item.KIND))
        own = cut if cup_of(kept) == cup else cut_to(ground, cup_of(kept))
        beds[kind] = compose(ground, own, kept).z_mm
    return beds


def _ground(foot: Foot, skin: Base, prescription: Prescription) -> tuple[Ground, FloatArray]:
    """Return the ground of a design and its trim line, which depends on foot, cup, construction and length only."""
    surface = skin.z_mm
    if foot.sole_flattened:
        surface = arch.raised(foot, skin.grid, surface, prescription.arch_if_flattened_mm)
    full = _full_line(foot, skin.grid, surface, prescription)
    line = shortened(full, foot, prescription.length)
    edge = _edge(skin.grid, full)
    inset = edge.inset_mm if prescription.length == "full" else distance.inset(skin.grid, line)[0]
    site = Site(
        grid=skin.grid,
        foot=foot,
        construction=prescription.construction,
        length=prescription.length,
        surface_mm=frozen(surface),
        inset_mm=frozen(inset),
    )
    return _ground_on(site, edge, line), line


def _full_line(foot: Foot, grid: Grid, surface_mm: FloatArray, prescription: Prescription) -> FloatArray:
    return full_line(foot, grid, surface_mm, cup_mm=cup_of(prescription).depth_mm, land_mm=prescription.land_mm)


def _edge(grid: Grid, line_mm: FloatArray) -> Edge:
    inset, place = distance.inset(grid, line_mm)
    return Edge(line_mm=line_mm, inset_mm=inset, place=place)


def _ground_on(site: Site, edge: Edge, line_mm: FloatArray) -> Ground:
    """Return the ground of a device; a shortened insole is bevelled towards its distal edge."""
    far = np.full(site.grid.shape, np.inf)
    if site.length != "full" and site.construction == "insole":
        distal = line_mm[distal_edge(line_mm)]
        far = distance.to_points(site.grid, line_mm[distal_edge(line_mm)])
    return Ground(site=site, edge=edge, bevel_mm=far)


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
