"""Pose. a standing foot -> its own frame: ground, side, axis, origin."""

import numpy as np

from orthogen.anatomy.axis import Layout, layout, on_axis
from orthogen.anatomy.ground import OPEN_RATIO, STANDING_RATIO, Ground, found_load, ground
from orthogen.anatomy.measure import Extents, heel_findings, settled, shown_by
from orthogen.anatomy.side import SideVotes, side_votes
from orthogen.anatomy.stance import Stance
from orthogen.anatomy.surface import Samples
from orthogen.anatomy.walking import Walking, aligned
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import MIRROR_Y, composed
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.foot import Load, Side


@dataclass(frozen=True)
class Level:
    """A foot on the plane heights count from: walking on it, its load, and what its shape says of its side."""

    ground: Ground
    walking: Walking
    votes: SideVotes


@dataclass(frozen=True)
class Pose:
    """foot_from_upright: frame of the stance → canonical foot, mirror included for a left one.

    samples are in the canonical frame.
    """

    foot_from_upright: FloatArray
    samples: Samples
    side: Side
    confidence: float
    votes: SideVotes
    load: Load
    layout: Layout
    extents: Extents
    toes_cut: bool
    findings: tuple[Finding, ...]


def levelled(stance: Stance, *, load: Load | None) -> Level:
    """Return the foot with z on its ground; a given load wins over the share of the sole in contact."""
    rough = stance.walking
    floor = ground(rough, load=load)
    level = aligned(rough.samples, floor.ground_from_walking, rough.heel_toe, length_mm=_known_mm(rough))
    return Level(floor, level, side_votes(level))


def posed(stance: Stance, level: Level, votes: SideVotes, *, side: Side | None, impression: bool) -> Pose:
    """Return the canonical frame of the foot: z on its ground, y medial, x to the second metatarsal head.

    A given side wins over the votes; if they clearly say the other one, a warning says so. An unsure foot is taken
    as it lies, unmirrored.
    """
    rough = stance.walking
    chosen = side or votes.side
    mirror = MIRROR_Y if chosen == "left" else np.eye(4)
    mirrored = composed(mirror, level.walking.walking_from_scan)
    facing = aligned(rough.samples, mirrored, rough.heel_toe, length_mm=_known_mm(rough))
    measures = layout(facing)
    on_foot = on_axis(facing.walking_from_scan, measures)
    sheet = stance.shows == "sole"
    shown = shown_by(level.walking.samples, sheet=sheet, impression=impression, length_mm=_known_mm(rough))
    frame, samples, extents = settled(rough.samples, on_foot, facing.length_mm, shown)
    findings = (*_side_findings(votes, side), *_load_findings(level.ground), *heel_findings(samples, extents, shown))
    return Pose(
        foot_from_upright=composed(frame, rough.walking_from_scan),
        samples=samples,
        side=chosen,
        confidence=votes.confidence if chosen in (votes.side, "unsure") else 0.0,
        votes=votes,
        load=level.ground.load,
        layout=measures,
        extents=extents,
        toes_cut=rough.toes_cut,
        findings=findings,
    )


def _known_mm(walking: Walking) -> float | None:
    """Return the length of a foot that cannot be read off its samples because its toes are cut off."""
    return walking.length_mm if walking.toes_cut else None


def _side_findings(votes: SideVotes, given: Side | None) -> tuple[Finding, ...]:
    """Return a warning where the evidence is weak or speaks against the given side."""
    if given is None and votes.side == "unsure":
        note = f"Left or right cannot be told from the shape (score {votes.score:+.1f}); give --side."
        return (Finding(check="side_unsure", note=note, measured=votes.score, level="warning"),)
    if given is not None and votes.side not in (given, "unsure"):
        note = f"The side was given as {given}, but the shape says {votes.side} (score {votes.score:+.1f})."
        return (Finding(check="side-contradicts", note=note, measured=votes.score, level="warning"),)
    return ()


def _load_findings(floor: Ground) -> tuple[Finding, ...]:
    """Return a warning where the given load is not what the sole looks like, or where it looks like neither."""
    found = found_load(floor.pressed_ratio)
    if floor.load == "unknown":
        note = (
            f"{100 * floor.pressed_ratio:.0f} % of the sole lie flat on one plane: too much for an unloaded foot, too "
            "little for a standing one; give --load."
        )
        return (_load_finding("load_unknown", note, floor, OPEN_RATIO),)
    if found in (floor.load, "unknown"):
        return ()
    note = (
        f"The scan was given as {floor.load}, but {100 * floor.pressed_ratio:.0f} % of the sole lie flat on one plane, "
        f"as of a foot that is {found}; the given load was used."
    )
    limits = (STANDING_RATIO, None) if floor.load == "standing" else (None, STANDING_RATIO)
    return (_load_finding("load_contradicts", note, floor, limits),)


def _load_finding(check: str, note: str, floor: Ground, limits: tuple[float | None, float | None]) -> Finding:
    low, high = limits
    return Finding(check=check, note=note, measured=floor.pressed_ratio, low=low, high=high, level="warning")
