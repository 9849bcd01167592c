"""Verdict words. evidence and verdict on two feet -> findings: plain sentences with the numbers and their limits."""

from collections.abc import Iterator

from orthogen.anatomy.judgement import (
    LEAST_OVERLAP_RATIO,
    ONE_CAPTURE_MM,
    OTHER_HEEL_MM,
    SAME_HEEL_MM,
    SAME_MM,
    SAME_TOES_MM,
    Evidence,
)
from orthogen.records.finding import Finding, Level
from orthogen.records.likeness import Change, Overlay, SameOrNot

LEVELS: dict[SameOrNot, Level] = {"same_foot": "note", "other_load": "note", "other_side": "note"}


def told(evidence: Evidence, verdict: SameOrNot) -> tuple[Finding, ...]:
    """Return the verdict in a sentence, what else must be read, then one line for each measure."""
    overlay, level = evidence.overlay, LEVELS.get(verdict, "warning")
    changed = tuple(_changed(change) for change in evidence.changes)
    if overlay is None:
        note = "These are two different feet: the measures are too far apart for one foot, or for one person's pair."
        return (Finding(check="likeness", note=note, level=level), *changed)
    laid = f"laid over each other, the shapes differ by {overlay.shape_mm:.2f} mm"
    note = f"{_sentence(evidence, overlay, verdict)}: {laid}."
    summary = Finding(check="likeness", note=note, measured=overlay.shape_mm, unit="mm", level=level)
    return (summary, *_remarks(evidence, overlay, verdict), *changed)


def _sentence(evidence: Evidence, overlay: Overlay, verdict: SameOrNot) -> str:
    """Return the verdict in words."""
    heel = f"the heels, fitted alone, by {overlay.hindfoot_mm:.2f} mm"
    return {
        "same_foot": "Both scans show the same foot",
        "other_load": f"Both scans show the same foot, standing in one and unloaded in the other ({heel})",
        "mirrored_copy": "One scan is the mirror image of the other, one foot submitted as left and right",
        "other_side": "The scans show a left and a right foot, probably of one person",
        "other_foot": "The scans show different feet, or one foot after more than a re-fit expects",
        "unsure": _doubt(evidence, overlay),
    }[verdict]


def _doubt(evidence: Evidence, overlay: Overlay) -> str:
    """Return what it is that cannot be told apart."""
    if overlay.overlap_ratio < LEAST_OVERLAP_RATIO:
        return f"Only {overlay.overlap_ratio:.0%} of the skin is in both scans, too little to compare"
    if evidence.mirror_images and overlay.shape_mm <= SAME_MM:
        return "Either one foot, scanned twice and mirrored once, or an unusually even pair"
    if evidence.mirror_images:
        return "Either the two feet of one person, which differ much, or those of two"
    if overlay.shape_mm > SAME_MM and evidence.loads_differ:
        return "Either one foot under two loads, or two feet"
    if overlay.shape_mm <= SAME_MM and overlay.toes_mm >= SAME_TOES_MM:
        return f"Either one foot with its toes moved by {overlay.toes_mm:.1f} mm, or two feet"
    return "Either one foot that has changed, or two feet"


def _remarks(evidence: Evidence, overlay: Overlay, verdict: SameOrNot) -> Iterator[Finding]:
    """Yield what must be known beside the verdict."""
    if overlay.rms_mm <= ONE_CAPTURE_MM:
        note = (
            f"The skins agree to {overlay.rms_mm:.3f} mm, closer than two captures of one foot ever do: "
            "this is one capture, submitted twice."
        )
        yield Finding(
            check="one_capture", note=note, measured=overlay.rms_mm, unit="mm", low=ONE_CAPTURE_MM, level="warning"
        )
    if evidence.side_contradicts:
        note = (
            f"One scan was taken for a {evidence.a.side} and one for a {evidence.b.side} foot, but the shapes match "
            "only as mirror images of that: one of the two sides is wrong, and so are the measures of that foot."
        )
        yield Finding(check="side-contradicts", note=note, level="warning")
    if evidence.a.load != evidence.b.load or evidence.a.load == "unknown":
        note = (
            f"The first foot is {evidence.a.load}, the second {evidence.b.load}: load lengthens and widens a foot and "
            "lowers its arch, so differences of the measures are no change over time."
        )
        yield Finding(check="load_differs", note=note)
    if evidence.a.kind != evidence.b.kind:
        kinds = " and a ".join(kind.replace("_", " ") for kind in (evidence.a.kind, evidence.b.kind))
        yield Finding(check="kind_differs", note=f"A {kinds} are compared: their outlines end at different heights.")
    if verdict == "other_load":
        note = "The heel hardly changes under load; it decides where the rest of the foot may differ."
        yield Finding(
            check="hindfoot", note=note, measured=overlay.hindfoot_mm, unit="mm", low=SAME_HEEL_MM, high=OTHER_HEEL_MM
        )


def _changed(change: Change) -> Finding:
    """Return the line of one measure."""
    name = change.measure.removesuffix("_mm")
    said = "a change" if change.counts else "no change"
    note = (
        f"{name.replace('_', ' ').capitalize()} {change.a_mm:.1f} and {change.b_mm:.1f} mm, "
        f"{change.difference_mm:+.1f} mm: {said}, the limit is {change.limit_mm:g} mm."
    )
    return Finding(
        check=f"{name}_change", note=note, measured=change.difference_mm, unit="mm",
        low=-change.limit_mm, high=change.limit_mm, level="warning" if change.counts else "note",
    )  # fmt: skip
