"""Record. a posed foot -> the record that travels on: map, outline, landmarks, measures, findings."""

from collections.abc import Mapping

import numpy as np

from orthogen.anatomy.arch import FLATTENED_DEAD_MM, FLATTENED_MM, arch_index, arch_line, sole_flattened
from orthogen.anatomy.footprint import covered, missing, outline
from orthogen.anatomy.landmarks import heads, refuse_misplaced, skin_points
from orthogen.anatomy.plantar import HIGHEST_MM, plantar_map, plantar_skin
from orthogen.anatomy.pose import Pose
from orthogen.anatomy.surface import Surface
from orthogen.anatomy.toeless import LENGTH_SD
from orthogen.errors import ScanIncomplete
from orthogen.kernel.arrays import FloatArray, frozen
from orthogen.kernel.rank import median
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.foot import LANDMARKS, Foot, Kind, Landmark, Load, PlantarMap, Side
from orthogen.records.scan import Unit, UnitSource

NEAR_MM = 3.0


@dataclass(frozen=True, kw_only=True)
class Given:
    """What the user said about a foot; None or empty where the scan has to tell."""

    side: Side | None
    load: Load | None
    landmarks: Mapping[str, tuple[float, float]]
    toes_needed: bool


def foot_record(
    surface: Surface,
    pose: Pose,
    *,
    kind: Kind,
    unit: Unit,
    unit_source: UnitSource,
    given: Given,
    foot_from_file: FloatArray,
    seen: tuple[Finding, ...],
    cloud_mm: FloatArray | None = None,
) -> Foot:
    """Return the record of a foot whose surface and pose are in the canonical frame.

    cloud_mm (n, 3): the bare points that the surface was laid through, in that frame too; the gap to the scan is
    measured on them. Raises ScanIncomplete where too much of the sole is missing or a landmark falls on no skin.
    """
    extents, skin = pose.extents, plantar_skin(surface)
    plantar = plantar_map(skin)
    footprint = covered(plantar, pose.samples.points[pose.samples.points[:, 2] < HIGHEST_MM])
    holes = missing(plantar, footprint, extents.length_mm)
    marks, line = _landmarks(plantar, pose, given.landmarks)
    flattened = sole_flattened(plantar, line, pose.load)
    ends = tuple(np.array([marks[name].x_mm, marks[name].y_mm]) for name in ("mth1", "mth5"))
    return Foot(
        side=pose.side,
        side_confidence=pose.confidence,
        votes=pose.votes.votes,
        unit=unit,
        unit_source=unit_source,
        kind=kind,
        load=pose.load,
        load_source="given" if given.load else "found",
        foot_length_mm=extents.length_mm,
        ball_width_mm=extents.ball_width_mm,
        heel_width_mm=extents.heel_width_mm,
        arch_height_mm=marks["arch_apex"].z_mm,
        arch_index=arch_index(plantar, (ends[0], ends[1]), pose.load),
        sole_flattened=flattened,
        landmarks=marks,
        plantar=plantar,
        outline_mm=frozen(outline(footprint, plantar.grid)),
        skin_mm=frozen(skin.points[skin.points[:, 2] < HIGHEST_MM] if cloud_mm is None else _near(plantar, cloud_mm)),
        foot_from_file=frozen(foot_from_file),
        findings=(*seen, *pose.findings, *holes, *(_flattened(line) if flattened else ())),
    )


def _near(plantar: PlantarMap, cloud_mm: FloatArray) -> FloatArray:
    """Return the points of a cloud that lie within 3 mm of the plantar map."""
    low = cloud_mm[cloud_mm[:, 2] < HIGHEST_MM]
    away = low[:, 2] - plantar.grid.sample_linear(plantar.z_mm, low[:, 0], low[:, 1])
    near: FloatArray = low[np.abs(np.nan_to_num(away, nan=np.inf)) < NEAR_MM]
    return near


def _landmarks(
    plantar: PlantarMap, pose: Pose, given: Mapping[str, tuple[float, float]]
) -> tuple[dict[str, Landmark], FloatArray]:
    """Return all landmarks, and the skin (n, 3) along the medial arch."""
    extents = pose.extents
    refuse_misplaced(given, extents)
    marks = heads(pose.layout, extents, given, length_sd_mm=LENGTH_SD * extents.length_mm if pose.toes_cut else 0.0)
    mth1 = (marks["mth1"].x_mm, marks["mth1"].y_mm)
    line = arch_line(plantar, mth1, heel_width_mm=extents.heel_width_mm, length_mm=extents.length_mm)
    apex = line[int(np.argmax(line[:, 2]))]
    ahead = pose.samples.where(np.zeros(len(pose.samples), dtype=bool)) if pose.toes_cut else pose.samples
    marks |= skin_points(plantar, ahead, extents=extents, apex=apex, given=given)
    for name in ("heel_centre", "arch_apex"):
        if name not in marks:
            raise ScanIncomplete(
                f"there is no skin within 15 mm of the {name.replace('_', ' ')}", "scan the sole again"
            )
    return {name: marks[name] for name in LANDMARKS if name in marks}, line


def _flattened(line: FloatArray) -> tuple[Finding, ...]:
    """Return the warning of a sole that carries no arch."""
    middle = median(line[:, 2])
    note = (
        f"The scan shows no arch: half of the arch line lies within {abs(middle):.1f} mm of the ground, "
        "pressed flat by the load or closed by the scanner's software."
    )
    low = FLATTENED_MM if middle < FLATTENED_MM else FLATTENED_DEAD_MM
    return (Finding(check="sole_flattened", note=note, measured=middle, unit="mm", low=low, level="warning"),)
