"""Signing. case, review flag, clinician -> the sign-off, kept beside the versions of the case."""

from datetime import UTC, datetime
from pathlib import Path

from orthogen import intake, publish
from orthogen.errors import OutputNotWritable, PrescriptionError, UnknownName
from orthogen.lab.folder import case_id, write_whole
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, SignOff

FILE = "sign-offs.toml"
_LONGEST_NAME = 200


def sign_off(case: str, *, flag: str, by: str, out: str | Path = "output") -> SignOff:
    """Record that a clinician has reviewed one flag of a case, and return it; a build of the case then goes on.

    flag: as in the assessment form, with or without "red-flag." before it. The case need not have a version yet.
    Raises UnknownName, PrescriptionError for a flag that stops or nobody's name, OutputNotWritable.
    """
    name, who = flag.removeprefix("red-flag."), by.strip()
    if name in STOP_FLAGS:
        raise PrescriptionError(
            f"the flag {name} stops: nobody's signature clears it", "refer the patient, and answer it anew afterwards"
        )
    if name not in REVIEW_FLAGS:
        raise UnknownName(f"there is no review flag {name!r}", name=name, known=REVIEW_FLAGS)
    if not who or not who.isprintable() or len(who) > _LONGEST_NAME:
        raise PrescriptionError("a sign-off needs the clinician's name", "name who signs with --by")
    home = Path(out) / case_id(case)
    signed = SignOff(flag=name, by=who, date=datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputNotWritable(
            f"cannot write to {home}: {error.strerror or error}", "name another folder with --out"
        ) from error
    while signed not in (before := intake.read_sign_offs(home / FILE)):  # again where another wrote meanwhile
        write_whole(home / FILE, publish.sign_offs_toml((*before, signed)))
    return signed


def signed_flags(case: str, *, out: str | Path) -> tuple[SignOff, ...]:
    """Return the latest sign-off of each flag of a case, none for a case that has none; raises CorruptFile."""
    return tuple({item.flag: item for item in intake.read_sign_offs(Path(out) / case / FILE)}.values())
