"""Conflicts. Foot, Assessment, modifications -> what contradicts itself, to be confirmed or refused."""

from collections.abc import Iterable

from orthogen.errors import PrescriptionError
from orthogen.modifications import catalogue
from orthogen.prescribe.limits import Warned
from orthogen.prescribe.orders import Doses, doses_of
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment
from orthogen.records.foot import Foot
from orthogen.records.prescription import Modification

SKIVE_CUP_MM = 14.0  # clinical.md C.2: a cup of at least 14 mm if there is any medial skive
_CONTRADICTIONS = {"side-contradicts": "side-contradicts", "unit_conflict": "unit-conflict"}  # finding -> id
_CLASHES = ("skive-needs-cup", "medial-on-supinated")
_FLAG = "red-flag."


def flag_id(name: str) -> str:
    """Return the id under which a red flag is confirmed."""
    return f"{_FLAG}{name}"


def contradictions(foot: Foot) -> tuple[Warned, ...]:
    """Return what the scan says against the user: a shape that looks like the other side, a file in another unit."""
    return tuple((_CONTRADICTIONS[item.check], item.note) for item in foot.findings if item.check in _CONTRADICTIONS)


def warning_ids() -> tuple[str, ...]:
    """Return every id that can be confirmed; those of doses outside their soft limits are `KIND.FIELD`."""
    doses = (f"{name}.{field}" for name, kind in sorted(catalogue().items()) for field in kind.limits())
    return (*_CONTRADICTIONS.values(), *_CLASHES, *map(flag_id, REVIEW_FLAGS), *doses)


def clashes(modifications: Iterable[Modification], *, posture_index: float | None) -> tuple[Warned, ...]:
    """Return the combinations that the literature advises against (clinical.md C.2)."""
    doses = doses_of(item for item in modifications if not item.is_null)
    warned = []
    if shallow_for_skive(doses):
        warned.append((_CLASHES[0], f"a medial skive needs a heel cup of {SKIVE_CUP_MM:g} mm (clinical.md C.2)"))
    medial = "medial_skive" in doses or doses.get("rearfoot_post", {}).get("angle_deg", 0.0) > 0
    if medial and posture_index is not None and posture_index < 0:
        warned.append(
            (
                _CLASHES[1],
                f"a medial post or skive is not meant for a supinated foot: posture index {posture_index:g} "
                "(clinical.md C.2)",
            )
        )
    return tuple(warned)


def shallow_for_skive(doses: Doses) -> bool:
    """True if there is a medial skive and the heel cup is too shallow for it."""
    skive = doses.get("medial_skive", {}).get("depth_mm", 0.0) > 0
    return skive and doses.get("heel_cup", {}).get("depth_mm", 0.0) < SKIVE_CUP_MM


def red_flags(assessment: Assessment | None) -> tuple[Warned, ...]:
    """Return the flags that a clinician must sign; raises PrescriptionError for one that stops (clinical.md E.1)."""
    present = [name for name, answer in (assessment.red_flags if assessment else {}).items() if answer]
    stops = [name for name in present if name in STOP_FLAGS]
    if stops:
        raise PrescriptionError(
            f"red flag: {', '.join(stops)}; no device is made before this is cleared (clinical.md E.1)",
            "refer the patient; build when the flag is answered false",
        )
    said = "a clinician must review the patient first: orthogen sign-off CASE --flag {0} --by WHO"
    return tuple((flag_id(name), f"red flag {name}: {said.format(name)}") for name in present)
