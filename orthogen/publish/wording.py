"""Wording. names that programs use -> the words that an orthotist reads, on the screen and in pictures."""

from orthogen.records.finding import Finding
from orthogen.records.foot import Foot

# The score of the side votes: below the first nobody builds, from the second on it counts as sure.
SIDE_OPEN_BELOW, SIDE_SURE_FROM = 2.0, 5.0

LANDMARK_WORDS = {
    "pternion": "back of heel",
    "heel_centre": "heel centre",
    "mth1": "1st met head",
    "mth2": "2nd met head",
    "mth3": "3rd met head",
    "mth4": "4th met head",
    "mth5": "5th met head",
    "arch_apex": "top of arch",
    "navicular": "navicular",
    "cuboid": "cuboid",
    "hallux_tip": "big toe tip",
    "toe2_tip": "2nd toe tip",
}
VOTE_WORDS = {
    "arch": "hollow of the arch",
    "waist": "waist of the outline",
    "ball": "1st head ahead of 5th",
    "toes": "big toe ahead of 5th",
    "swing": "toes swing inwards",
    "ridge": "crest of the instep",
    "place": "place beside the other",
}
KIND_WORDS = {
    "whole_foot": "a whole foot",
    "sole": "the sole only",
    "impression": "an impression in foam",
    "cloud": "a cloud of points",
}
LOAD_WORDS = {"standing": "standing", "unloaded": "unloaded", "unknown": "load unknown"}
UNIT_SOURCE_WORDS = {
    "declared": "the file says so",
    "inferred": "from the size of the foot",
    "given": "as given",
}
SOURCE_WORDS = {"detected": "seen in the shape", "ratio": "placed by proportion", "given": "given by the user"}


def vote_words(name: str) -> str:
    """Return what a side vote looks at; its own name, without underscores, for one that has no words here."""
    return VOTE_WORDS.get(name, name.replace("_", " "))


def load_words(foot: Foot) -> str:
    """Return the load and how it is known."""
    known = {"found": "from the shape of the sole", "given": "as given"}[foot.load_source]
    return LOAD_WORDS[foot.load] if foot.load == "unknown" else f"{LOAD_WORDS[foot.load]}, {known}"


def unit_words(foot: Foot) -> str:
    """Return the unit and where it comes from."""
    return f"{foot.unit}, {UNIT_SOURCE_WORDS[foot.unit_source]}"


def side_score(foot: Foot) -> float:
    """Return the sum of the side votes: positive for a right foot, negative for a left one."""
    return float(sum(foot.votes.values()))


def side_words(foot: Foot) -> str:
    """Return how the score stands against what is asked of it."""
    score = side_score(foot)
    limits = f"below {SIDE_OPEN_BELOW:g} the side is open, from {SIDE_SURE_FROM:g} on it is sure"
    leaning = "left or right stays open" if abs(score) < SIDE_OPEN_BELOW else "right" if score > 0 else "left"
    return f"Score {score:+.1f}: {leaning}, {abs(abs(score) - SIDE_OPEN_BELOW):.1f} from the limit ({limits})."


def missing_words(foot: Foot) -> str:
    """Return how much skin is missing under the foot."""
    areas = [finding.measured for finding in holes(foot) if finding.measured]
    return "none" if not areas else f"{sum(areas):.1f} cm²" + (f" in {len(areas)} places" if len(areas) > 1 else "")


def hole_words(hole: Finding) -> str:
    """Return area and place of one hole."""
    area = f"{hole.measured or 0.0:.1f} cm²"
    if hole.where_mm is None:
        return area
    x, y, _ = hole.where_mm
    side = (
        "on the long axis" if abs(y) < 2.0 else f"{abs(y):.0f} mm {'medial' if y > 0 else 'lateral'} of the long axis"
    )
    return f"{area}, {x:.0f} mm ahead of the back of the heel, {side}"


def holes(foot: Foot) -> tuple[Finding, ...]:
    """Return what was found missing of the skin under the foot."""
    return tuple(finding for finding in foot.findings if finding.check == "skin_missing")
