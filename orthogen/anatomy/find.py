"""Find. a scan -> the foot in it."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from orthogen.anatomy.arch import FLATTENED_MM, arch_index, arch_line, sole_flattened
from orthogen.anatomy.footprint import covered, missing, outline
from orthogen.anatomy.landmarks import heads, refuse_misplaced, refuse_unknown, skin_points
from orthogen.anatomy.pieces import one_piece
from orthogen.anatomy.plantar import HIGHEST_MM, plantar_map, plantar_skin
from orthogen.anatomy.pose import Pose, posed
from orthogen.anatomy.stance import Stance, find_stance
from orthogen.anatomy.surface import Surface
from orthogen.anatomy.unit import decided, first_scale
from orthogen.errors import KindNotYet, ScanIncomplete
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.frame import composed
from orthogen.records.finding import Finding
from orthogen.records.foot import LANDMARKS, Foot, Landmark, Load, PlantarMap, Side
from orthogen.records.scan import MM_PER_UNIT, Scan, Unit, UnitSource


def find_feet(
    scan: Scan,
    *,
    side: Side | None = None,
    landmarks: Mapping[str, tuple[float, float]] | None = None,
    load: Load | None = None,
) -> tuple[Foot, ...]:
    """Return the feet of a scan in their canonical frames: whole feet in any position, unit and winding.

    side, load, landmarks (name -> (x, y) mm in the foot frame): given by the user, they win over the evidence.
    Raises KindNotYet for soles, impressions, clouds and pairs, NotAFoot, ScanIncomplete for cropped feet,
    UnitUnclear, UnknownName for a landmark. Everything done to the scan is a finding of the foot.
    """
    given = landmarks or {}
    refuse_unknown(given)
    if len(scan.faces) == 0:
        raise KindNotYet(
            f"this is a point cloud: {len(scan.points)} points and no faces",
            "save the scan as a mesh (STL, PLY, OBJ) and build from that",
        )
    piece, dropped = one_piece(Surface(scan.points, scan.faces))
    unit, source, stance, told = _to_scale(scan, piece)
    pose = posed(stance, side=side, load=load)
    foot_from_file = _from_file(pose, stance, MM_PER_UNIT[unit])
    surface = stance.surface.in_frame(pose.foot_from_upright)
    seen = (*scan.findings, *dropped, *told, *stance.findings, *pose.findings)
    foot = _foot(surface, pose, unit=(unit, source), given=given, foot_from_file=foot_from_file, seen=seen)
    return (replace(foot, load_source="given") if load else foot,)


def _to_scale(scan: Scan, piece: Surface) -> tuple[Unit, UnitSource, Stance, tuple[Finding, ...]]:
    """Return the unit and the stance in mm; a second look if the first one was taken at another scale."""
    scale = first_scale(_longest(piece.points), scan.unit)
    stance = find_stance(piece.scaled(scale))
    unit, source, told = decided(scan, stance.walking.length_mm / scale)
    if MM_PER_UNIT[unit] != scale:
        stance = find_stance(piece.scaled(MM_PER_UNIT[unit]))
    return unit, source, stance, told


def _longest(points: FloatArray) -> float:
    """Return the extent of points (n, 3) along their first principal axis."""
    offset = points - points.mean(axis=0)
    spread: FloatArray = np.einsum("ni,nj->ij", offset, offset)
    return float(np.ptp(np.einsum("nj,j->n", offset, np.linalg.eigh(spread)[1][:, 2])))


def _from_file(pose: Pose, stance: Stance, scale: float) -> FloatArray:
    """Return the 4×4 frame file coordinates → foot in mm."""
    to_mm = np.diag([scale, scale, scale, 1.0])
    return composed(pose.foot_from_upright, composed(stance.upright_from_scan, to_mm))


def _foot(
    surface: Surface,
    pose: Pose,
    *,
    unit: tuple[Unit, UnitSource],
    given: Mapping[str, tuple[float, float]],
    foot_from_file: FloatArray,
    seen: tuple[Finding, ...],
) -> Foot:
    """Return the record of a posed foot: map, outline, landmarks, measures."""
    extents, skin = pose.extents, plantar_skin(surface)
    plantar = plantar_map(skin)
    footprint = covered(plantar, pose.samples.points[pose.samples.points[:, 2] < HIGHEST_MM])
    holes = missing(plantar, footprint, extents.length_mm)
    marks, line = _landmarks(plantar, pose, given)
    flattened = sole_flattened(plantar, line, pose.load)
    ends = tuple(np.array([marks[name].x_mm, marks[name].y_mm]) for name in ("mth1", "mth5"))
    return Foot(
        side=pose.side,
        side_confidence=pose.confidence,
        votes=pose.votes.votes,
        unit=unit[0],
        unit_source=unit[1],
        kind="whole_foot",
        load=pose.load,
        foot_length_mm=extents.length_mm,
        ball_width_mm=extents.ball_width_mm,
        heel_width_mm=extents.heel_width_mm,
        arch_height_mm=marks["arch_apex"].z_mm,
        arch_index=arch_index(plantar, (ends[0], ends[1]), pose.load),
        sole_flattened=flattened,
        landmarks=marks,
        plantar=plantar,
        outline_mm=frozen(outline(footprint, plantar.grid)),
        skin_mm=frozen(skin.points[skin.points[:, 2] < HIGHEST_MM]),
        foot_from_file=frozen(foot_from_file),
        findings=(*seen, *holes, *(_flattened(line) if flattened else ())),
    )


def _landmarks(
    plantar: PlantarMap, pose: Pose, given: Mapping[str, tuple[float, float]]
) -> tuple[dict[str, Landmark], FloatArray]:
    """Return all landmarks, and the skin (n, 3) along the medial arch."""
    extents = pose.extents
    refuse_misplaced(given, extents)
    marks = heads(pose.layout, extents, given)
    mth1 = (marks["mth1"].x_mm, marks["mth1"].y_mm)
    line = arch_line(plantar, mth1, heel_width_mm=extents.heel_width_mm, length_mm=extents.length_mm)
    apex = line[int(np.argmax(line[:, 2]))]
    marks |= skin_points(plantar, pose.samples, extents=extents, apex=apex, given=given)
    for name in ("heel_centre", "arch_apex"):
        if name not in marks:
            raise ScanIncomplete(
                f"there is no skin within 15 mm of the {name.replace('_', ' ')}", "scan the sole again"
            )
    return {name: marks[name] for name in LANDMARKS if name in marks}, line


def _flattened(line: FloatArray) -> tuple[Finding, ...]:
    """Return the warning of a sole that carries no arch."""
    middle = float(np.median(line[:, 2]))
    note = (
        f"The scan shows no arch: half of the arch line lies within {abs(middle):.1f} mm of the ground, "
        "pressed flat by the load or closed by the scanner's software."
    )
    return (Finding(check="sole_flattened", note=note, measured=middle, unit="mm", low=FLATTENED_MM, level="warning"),)
