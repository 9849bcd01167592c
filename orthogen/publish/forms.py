"""Forms. nothing -> an empty assessment form; sign-offs -> their file."""

from collections.abc import Iterable
from dataclasses import asdict

import tomli_w

from orthogen.publish.document import json_bytes
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, SignOff

_FORM = """\
schema = "orthogen.assessment/1"

# Take the # away from every line that is answered. What stays commented is unknown: it is never taken as normal.
# body_mass_kg = 78
# age_years = 52
# diagnosis = "plantar heel pain"
# shoe = "trainer, size 43"
# load_state = "standing"        # how the foot was scanned: standing, unloaded or unknown

[posture_index]                  # foot posture index, -12 to 12; positive is pronated
# left = 0
# right = 0

[forefoot_rearfoot_deg]          # forefoot on rearfoot; positive is varus, the medial side high
# left = 0
# right = 0

[red_flags]                      # true, false, or commented for "not asked"
# true stops: no device is made before this is cleared
{stop}
# true needs the sign-off of a named clinician: orthogen sign-off CASE --flag NAME --by WHO
{review}
"""


def assessment_form_toml() -> str:
    """Return an empty form: read as it is, it answers nothing."""
    stop, review = ("\n".join(f"# {name} = false" for name in names) for names in (STOP_FLAGS, REVIEW_FLAGS))
    return _FORM.format(stop=stop, review=review)


def assessment_form_json() -> bytes:
    """Return the same as JSON, every answer null."""
    feet = {"left": None, "right": None}
    return json_bytes(
        {
            "schema": "orthogen.assessment/1", "body_mass_kg": None, "age_years": None, "diagnosis": None,
            "shoe": None, "load_state": None, "posture_index": feet, "forefoot_rearfoot_deg": feet,
            "red_flags": dict.fromkeys((*STOP_FLAGS, *REVIEW_FLAGS)),
        }
    )  # fmt: skip


def sign_offs_toml(signed: Iterable[SignOff]) -> bytes:
    """Return the file of a case in which its sign-offs stand."""
    entries = [asdict(item) for item in signed]
    return tomli_w.dumps({"schema": "orthogen.sign-offs/1", "sign_offs": entries}).encode()


def sign_off_json(signed: SignOff, *, case: str) -> bytes:
    """Return the document `orthogen.sign-off/1`."""
    return json_bytes({"schema": "orthogen.sign-off/1", "case": case, **asdict(signed)})
