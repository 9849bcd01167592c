"""Draw. Foot, Prescription -> Design: fitted once, dosed many times; the same beds without one modification."""

from collections.abc import Mapping
from dataclasses import replace

from orthogen.design import arch
from orthogen.design.base import Base, fitted
from orthogen.design.bed import Ground, compose, cut_to
from orthogen.design.outline import cut_out, shortened
from orthogen.design.rim import Edge
from orthogen.design.shod import line_in_shoe
from orthogen.design.walls import walls_of
from orthogen.kernel import distance
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.records.device import Design
from orthogen.records.finding import Finding
from orthogen.records.foot import Foot
from orthogen.records.prescription import Prescription, Stage
from orthogen.records.site import Site, distal_edge


def design(foot: Foot, prescription: Prescription) -> Design:
    """Return the foot bed of one prescription on one foot: fit, trim line, rim, guards and doses (surface.md 1–5).

    All fields lie on one grid of 0.5 mm that reaches at least 4 mm beyond the trim line. Raises OutlineFailed.
    """
    base = fitted(foot, prescription.shoe)
    return dosed(base, ground(base, prescription), prescription)


def ground(base: Base, prescription: Prescription) -> Ground:
    """Return what a design stands on: trim line and the skin cut to its rim. Raises OutlineFailed.

    It depends on construction, length, thickness, walls, shoe, what is cut out of the plan and, of a flattened sole,
    the arch; on no other dose.
    """
    foot, grid, surface = base.foot, base.grid, base.z_mm
    if foot.sole_flattened:
        surface = arch.raised(foot, grid, surface, prescription.arch_if_flattened_mm)
    walls = walls_of(prescription)
    full, told = line_in_shoe(
        foot, grid, surface, walls=walls, land_mm=prescription.land_mm, length=prescription.length,
        liner=prescription.shoe.liner,
    )  # fmt: skip
    pieces = _cut_away(foot, prescription)
    line = cut_out(shortened(full, foot, prescription.length), foot, pieces)
    inset, place = distance.inset(grid, full)
    edge = Edge(line_mm=full, inset_mm=frozen(inset), place=frozen(place))
    site = Site(
        grid=grid,
        foot=foot,
        construction=prescription.construction,
        length=prescription.length,
        surface_mm=frozen(surface),
        inset_mm=edge.inset_mm if line is full else frozen(distance.inset(grid, line)[0]),
        thickness_mm=prescription.thickness_mm,
        least_wall_mm=prescription.least_wall_mm,
    )
    bevelled = site.length != "full" and site.construction == "insole"
    far = distance.to_points(grid, line[distal_edge(line)]) if bevelled else None
    return Ground(
        site=site,
        laid_for=_shaping(prescription),
        line_mm=frozen(line),
        edge=edge,
        cut=cut_to(site, edge, walls),
        bevel_mm=far,
        findings=told,
    )


def stands_on(ground: Ground, prescription: Prescription) -> bool:
    """Return whether a ground is that of a prescription."""
    return _shaping(prescription) == ground.laid_for


def _shaping(prescription: Prescription) -> Prescription:
    """Return the part of a prescription on which its ground depends."""
    return Prescription(
        profile="",
        construction=prescription.construction,
        length=prescription.length,
        thickness_mm=prescription.thickness_mm,
        least_wall_mm=prescription.least_wall_mm,
        arch_if_flattened_mm=prescription.arch_if_flattened_mm,
        modifications=tuple(
            item for item in prescription.modifications if (item.PLAN or item.STAGE is Stage.RIM) and not item.is_null
        ),
        shoe=prescription.shoe,
    )


def _cut_away(foot: Foot, prescription: Prescription) -> tuple[FloatArray, ...]:
    """Return the polygons that the modifications take out of the plan."""
    items = (item for item in prescription.modifications if item.PLAN and not item.is_null)
    pieces = (item.cut_away_mm(foot, prescription.construction) for item in items)
    return tuple(piece for piece in pieces if piece is not None)


def dosed(base: Base, ground: Ground, prescription: Prescription) -> Design:
    """Return the design of these doses on its own `ground`: all that a change of dose costs, if not of rim or plan.

    Raises ValueError on the ground of another rim or plan, construction, length, thickness or arch.
    """
    if not stands_on(ground, prescription):
        raise ValueError("this ground was laid for another rim, plan, construction, length, thickness, arch or shoe")
    site = ground.site
    findings = [*base.findings, *ground.findings]
    if site.foot.sole_flattened:
        findings.append(arch.told(prescription.arch_if_flattened_mm))
    settled, clamps = _settled(site, prescription)
    bed = compose(ground, settled)
    return Design(
        grid=site.grid,
        outline_mm=ground.line_mm,
        inset_mm=site.inset_mm,
        base_mm=base.z_mm,
        bed_mm=frozen(bed.z_mm + bed.cover_mm),
        rim_cap_mm=frozen(bed.rim_mm),
        tilt_mm=frozen(bed.tilt_mm),
        noise_mm=base.noise_mm,
        site=site,
        settled=settled,
        clamps=clamps,
        findings=(*findings, *_told(clamps)),
        relief_mm=frozen(bed.relief_mm),
        cover_mm=frozen(bed.cover_mm),
        fields_mm=bed.fields_mm,
    )


def beds_without(ground: Ground, settled: Prescription) -> Mapping[str, FloatArray]:
    """Return KIND -> bed (nx, ny) on the same ground without that one, for all modifications that change something.

    A device is measured against them: what a modification did is the difference (surface.md 4). They are beds to stand
    on: a cover's allowance is filled up. All but those without a rim's own modification have the same rim.
    """
    beds = {}
    for item in (item for item in settled.modifications if not item.is_null):
        kept = replace(settled, modifications=tuple(one for one in settled.modifications if one is not item))
        own = ground
        if item.STAGE is Stage.RIM:
            own = replace(ground, cut=cut_to(ground.site, ground.edge, walls_of(kept)))
        beds[item.KIND] = compose(own, kept).z_mm
    return beds


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
