"""Unread. bytes of a known export that holds no frames of pressure -> what it is, and what to export instead."""

import re

from orthogen.errors import UnknownFormat
from orthogen.intake.pressure.words import head

_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
_KNOWN: tuple[tuple[re.Pattern[str], str, str], ...] = tuple(
    (re.compile(pattern, re.I | re.M), kind, instead) for pattern, kind, instead in (
        (r"^\s*mat type|^sensor type:\s*s\d{3,}[\s\S]*^electrical:", "a recording of novel pliance",
         "its sensors lie on no foot: give a recording of pedar (.asc) or emed (.lst)"),
        (r"^NO_OF_(FRAMES|MARKERS|CAMERAS)\t", "a motion file of Qualisys",
         "it holds no pressure: export it as C3D and give that with --gait"),
        (r"^\s*[\"#]?\s*(type|typ)[;,\t\"]+\s*\"?(gait[- _]line|force[- _]curve|signal|matrix|parameter|ganglinie)"
         r"|^\"?(Measurement duration|Messdauer) ?\[", "a table of a zebris FDM report",
         "export the raw data of the platform as text (WinFDM), or the step as .apd"),
        (r"^[^\n]*(Entire Plate COF|Center of force line)", "the line of the centre of force of footscan",
         "export the Entire Plate Roll Off or the Dynamic Roll off"),
        (r"^sole_id,timestamp", "a recording of stappone", "its counts are not calibrated: give another recording"),
    )
)  # fmt: skip


def refuse_workbook(data: bytes, name: str) -> None:
    """Raise UnknownFormat for a workbook of Excel, whatever an instrument calls it."""
    if data.startswith(_OLD_EXCEL) or (data.startswith(b"PK") and b"[Content_Types].xml" in data[:4096]):
        raise UnknownFormat(f"{name} is a workbook of Excel", "save it there as text (tab delimited) and give that")


def refuse_unread(data: bytes, name: str) -> None:
    """Raise UnknownFormat with what to export instead, if the file is one that is known and cannot be used."""
    said = head(data)
    for pattern, kind, instead in _KNOWN:
        if pattern.search(said):
            raise UnknownFormat(f"{name} is {kind}", instead)
