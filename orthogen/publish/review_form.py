"""Review form. nothing -> an empty form for the review of a device that was worn."""

from orthogen.records.review import COMPLAINTS, COURSES, PLACES

_FORM = """\
schema = "orthogen.review/1"

# Take the # away from every line that is answered. What stays commented is unknown: it is never taken as normal.
# date = "2027-01-31"
# by = "A. Clinician"
# worn_weeks = 6
# wear_hours = 8                 # a day
# comfort = 7                    # 0: cannot be worn, 10: comfortable
# text = "in free words, without names"

# pain by place: {courses}; "new" is pain that began with the device.
# What is said of one foot wins over what is said of both.
[pain.both]
{places}

[pain.left]

[pain.right]

[complaints]                     # of: {complaints}
# left = ["{first}"]
# right = []
# both = []
"""


def review_form_toml() -> str:
    """Return an empty form: read as it is, it answers nothing."""
    return _FORM.format(
        courses=", ".join(COURSES), places="\n".join(f'# {place} = "same"' for place in PLACES),
        complaints=", ".join(COMPLAINTS), first=COMPLAINTS[0],
    )  # fmt: skip
