"""Find. a scan -> the feet in it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import numpy as np

from orthogen.anatomy.cloud import surface_of
from orthogen.anatomy.impression import hollows
from orthogen.anatomy.landmarks import refuse_unknown
from orthogen.anatomy.pair import paired
from orthogen.anatomy.pieces import all_patches, feet_in
from orthogen.anatomy.pose import Level, levelled, posed
from orthogen.anatomy.record import Given, foot_record
from orthogen.anatomy.side import SideVotes
from orthogen.anatomy.spikes import without_spikes
from orthogen.anatomy.stance import Stance, find_stances
from orthogen.anatomy.surface import Surface
from orthogen.anatomy.unit import decided, first_scale, other_scales
from orthogen.errors import AnatomyError, NotAFoot
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.beside import Beside
from orthogen.kernel.frame import composed, moved
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.foot import Foot, Kind, Load, Side
from orthogen.records.scan import MM_PER_UNIT, Scan, Unit, UnitSource

EXTENT_POINTS = 20_000


@dataclass(frozen=True)
class _Standing:
    """One foot on its support: what it is, in which unit, and everything done to the scan to get here."""

    stance: Stance
    level: Level
    kind: Kind
    unit: Unit
    unit_source: UnitSource
    upright_from_file: FloatArray
    seen: tuple[Finding, ...]

    @property
    def walking_from_file(self) -> FloatArray:
        """The 4×4 frame file → this foot on its level ground, x to the toes, mm."""
        rough = composed(self.stance.walking.walking_from_scan, self.upright_from_file)
        return composed(self.level.walking.walking_from_scan, rough)


def find_feet(
    scan: Scan,
    *,
    side: Side | None = None,
    landmarks: Mapping[str, tuple[float, float]] | None = None,
    load: Load | None = None,
    toes_needed: bool = True,
) -> tuple[Foot, ...]:
    """Return the one or two feet of a scan in their canonical frames, from any position, unit and winding.

    Whole feet, soles, impressions in foam and point clouds are told by their shape. side, load, landmarks
    (name -> (x, y) mm in the foot frame): given by the user, they win over the evidence. toes_needed = False lets a
    foot pass whose toes are cut off: a three-quarter device ends behind them.
    Raises NotAFoot, ScanIncomplete for cropped feet, UnitUnclear, UnknownName for a landmark. Everything done to the
    scan is a finding of the foot.
    """
    given = Given(
        side=side, load=None if load == "unknown" else load, landmarks=landmarks or {}, toes_needed=toes_needed
    )
    refuse_unknown(given.landmarks)
    feet = _all_standing(scan, given)
    votes = paired([(foot.level, foot.walking_from_file) for foot in feet])
    return tuple(_foot(scan, foot, one, given) for foot, one in zip(feet, votes, strict=True))


def _all_standing(scan: Scan, given: Given) -> list[_Standing]:
    """Return every foot of the scan on its support; a foot in patches is taken together where no patch is a foot."""
    kind: Kind = "whole_foot" if len(scan.faces) else "cloud"
    surface, told = (Surface(scan.points, scan.faces), ()) if len(scan.faces) else surface_of(scan.points)
    surface, blunted = without_spikes(surface)
    told = (*told, *blunted)
    parts = Beside(lambda: feet_in(surface))
    printed = hollows(surface)
    if printed:
        return [foot for hollow in printed for foot in _standing(scan, hollow, "impression", given, told)]
    found: list[_Standing] = []
    refused: list[AnatomyError] = []
    for part, dropped in parts.result():
        try:
            found += _standing(scan, part, kind, given, (*told, *dropped))
        except AnatomyError as no_foot:
            refused.append(no_foot)
    if found and all(isinstance(error, NotAFoot) for error in refused):
        return [replace(foot, seen=(*foot.seen, *map(_left_out, refused))) for foot in found]
    together = all_patches(surface)
    if together is not None:
        with suppress(AnatomyError):
            return list(_standing(scan, together[0], kind, given, (*told, *together[1])))
    raise refused[0]


def _left_out(error: AnatomyError) -> Finding:
    """Return the warning that a large piece of the scan was not used."""
    note = f"A second large piece of this scan was left out: {error}."
    return Finding(check="second_piece_dropped", note=note, level="warning")


def _standing(scan: Scan, part: Surface, kind: Kind, given: Given, told: tuple[Finding, ...]) -> tuple[_Standing, ...]:
    """Return the foot of a part on its support, in mm; two feet where only a floor had joined them."""
    unit, source, stances, inferred = _to_scale(scan, part, given)
    scale = np.diag([*(3 * [MM_PER_UNIT[unit]]), 1.0])
    found = []
    for stance in stances:
        shown: Kind = stance.shows if kind == "whole_foot" else kind
        level = levelled(stance, load=given.load)
        upright_from_file = composed(stance.upright_from_scan, scale)
        seen = (*scan.findings, *told, *inferred, *stance.findings)
        found.append(_Standing(stance, level, shown, unit, source, upright_from_file, seen))
    return tuple(found)


def _to_scale(
    scan: Scan, part: Surface, given: Given
) -> tuple[Unit, UnitSource, tuple[Stance, ...], tuple[Finding, ...]]:
    """Return the unit and the stances in mm; a second look if the first one was taken at another scale."""
    scale, stances = _first_look(part, scan.unit, given)
    unit, source, told = decided(scan, stances[0].walking.length_mm / scale)
    if MM_PER_UNIT[unit] != scale:
        stances = find_stances(part.scaled(MM_PER_UNIT[unit]), toes_needed=given.toes_needed)
    return unit, source, stances, told


def _first_look(part: Surface, unit: Unit | None, given: Given) -> tuple[float, tuple[Stance, ...]]:
    """Return mm per file unit and the stances at the likeliest scale that shows a foot; refused as at the first one."""
    extent = _longest(part.points)
    scale = first_scale(extent, unit)
    try:
        return scale, find_stances(part.scaled(scale), toes_needed=given.toes_needed)
    except NotAFoot as refused:
        for other in other_scales(extent, unit, scale):
            with suppress(AnatomyError):
                return other, find_stances(part.scaled(other), toes_needed=given.toes_needed)
        raise refused from None


def _longest(points: FloatArray) -> float:
    """Return the extent of points (n, 3) along their first principal axis."""
    points = points[:: max(len(points) // EXTENT_POINTS, 1)]
    offset = points - points.mean(axis=0)
    spread: FloatArray = np.einsum("ni,nj->ij", offset, offset)
    return float(np.ptp(np.einsum("nj,j->n", offset, np.linalg.eigh(spread)[1][:, 2])))


def _foot(scan: Scan, foot: _Standing, votes: SideVotes, given: Given) -> Foot:
    """Return the record of a foot whose side has been voted on."""
    side = given.side or _declared(scan, foot)
    pose = posed(foot.stance, foot.level, votes, side=side, impression=foot.kind == "impression")
    foot_from_file = composed(pose.foot_from_upright, foot.upright_from_file)
    return foot_record(
        foot.stance.surface.in_frame(pose.foot_from_upright),
        pose,
        kind=foot.kind,
        unit=foot.unit,
        unit_source=foot.unit_source,
        given=given,
        foot_from_file=foot_from_file,
        seen=foot.seen,
        cloud_mm=moved(foot_from_file, scan.points) if len(scan.faces) == 0 else None,
    )


def _declared(scan: Scan, foot: _Standing) -> Side | None:
    """Return the side that the file declares for most of its points in the space of this foot, None if it is silent."""
    if scan.sides is None:
        return None
    there = moved(foot.upright_from_file, scan.points)
    low, high = foot.stance.surface.points.min(axis=0), foot.stance.surface.points.max(axis=0)
    balance = int(scan.sides[((there >= low) & (there <= high)).all(axis=1)].sum())
    return None if balance == 0 else "right" if balance > 0 else "left"
