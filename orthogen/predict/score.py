"""Score. changes of all parts, a target -> its relief, the ring around it and all else, judged together.

A relief that is bought with a new peak beside it is none: the safety ring is every part within 12 mm of the target.
"""

from collections.abc import Sequence

from orthogen.records.prediction import Change, Offload, Part

MOST_RISE_PERCENT = 15.0
_MEANT_TO_RISE = "shaft"  # what a metatarsal pad is there to load: a ceiling bounds it, not this score


def offload(changes: Sequence[Change], target: Part, ring: Sequence[Part]) -> Offload:
    """Return the score; passes is None where a band has both signs or a part is told without a number."""
    named = {change.part: change for change in changes}
    beside = _worst([named[part] for part in ring if part in named])
    remote = _worst([item for part, item in named.items() if part not in {*ring, target, _MEANT_TO_RISE}])
    return Offload(
        target=target, relief=named[target], ring=beside, remote=remote, most_rise_percent=MOST_RISE_PERCENT,
        passes=_passes(named[target], beside, remote),
    )  # fmt: skip


def _worst(changes: Sequence[Change]) -> Change | None:
    """Return the change that rises most at the upper end of its band; None where none has a number."""
    known = [item for item in changes if item.high is not None]
    return max(known, key=lambda item: (item.high or 0.0, item.part)) if known else None


def _passes(relief: Change, ring: Change | None, remote: Change | None) -> bool | None:
    others = [item for item in (ring, remote) if item is not None]
    if relief.told == "higher" or any(item.low is not None and item.low > MOST_RISE_PERCENT for item in others):
        return False
    if relief.told != "lower" or any(item.high is None or item.high > MOST_RISE_PERCENT for item in others):
        return None
    return True
