"""Comparing. two scans -> whether they show one foot, and what changed between them; nothing is written."""

from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

from orthogen import anatomy
from orthogen.errors import PrescriptionError
from orthogen.lab.looking import inspect
from orthogen.records.foot import Foot
from orthogen.records.likeness import Likeness
from orthogen.records.scan import Scan


def compare(scan_a: str | Path | Scan | Foot, scan_b: str | Path | Scan | Foot) -> Likeness:
    """Return what two scans of one foot each have in common: same foot, other load, mirrored copy, ... or unsure.

    A foot that `inspect` returned may stand for a scan. Raises IntakeError and AnatomyError as `inspect` does, and
    PrescriptionError for a scan of two feet.
    """
    return anatomy.compare_feet(_one_foot(scan_a), _one_foot(scan_b))


def repeated(feet: Sequence[Foot]) -> tuple[tuple[int, int, Likeness], ...]:
    """Return the pairs (i, j, likeness), i < j, of feet that are one foot: scanned, loaded or mirrored anew.

    For a batch. All pairs are screened by their measures, and only those that pass are laid over each other.
    """
    near = [(i, j) for i, j in combinations(range(len(feet)), 2) if anatomy.may_be_one_foot(feet[i], feet[j])]
    compared = ((i, j, anatomy.compare_feet(feet[i], feet[j])) for i, j in near)
    return tuple((i, j, found) for i, j, found in compared if found.one_foot)


def _one_foot(scan: str | Path | Scan | Foot) -> Foot:
    """Return the one foot that is meant."""
    if isinstance(scan, Foot):
        return scan
    feet = inspect(scan)
    if len(feet) != 1:
        name = scan.name if isinstance(scan, Scan) else Path(scan).name
        raise PrescriptionError(
            f"{name} shows {len(feet)} feet ({', '.join(foot.side for foot in feet)}); one is compared with one",
            "inspect the file and give compare one of the feet that it returns",
        )
    return feet[0]
