"""Sign-offs. the file of a case in which clinicians answer for its review flags -> SignOffs."""

from pathlib import Path
from typing import Any

from orthogen.errors import CorruptFile
from orthogen.intake.tables import read_table
from orthogen.records.assessment import REVIEW_FLAGS, SignOff

SCHEMA = "orthogen.sign-offs/1"
_KEYS = ("flag", "by", "date")


def read_sign_offs(path: Path) -> tuple[SignOff, ...]:
    """Return what was signed, the oldest first; none where the file is not there. Raises CorruptFile."""
    if not path.exists():
        return ()
    table = read_table(path, what="record of sign-offs", error=CorruptFile)
    entries = table.get("sign_offs", [])
    if table.get("schema") != SCHEMA or not isinstance(entries, list):
        raise CorruptFile(f"{path} is no record of sign-offs", "move it away and sign the flags off again")
    return tuple(_entry(entry, path) for entry in entries)


def _entry(entry: Any, path: Path) -> SignOff:
    told = [entry.get(key) for key in _KEYS] if isinstance(entry, dict) else []
    if not told or not all(isinstance(text, str) and text for text in told) or told[0] not in REVIEW_FLAGS:
        raise CorruptFile(f"{path} has an entry without flag, name and date", "move it away and sign off again")
    flag, by, date = map(str, told)
    return SignOff(flag=flag, by=by, date=date)
