"""Pressure. path -> the recordings in a file of a pressure instrument, in kPa, seen from above, heel first.

One file of this folder for each vendor: FORMAT, `sniff(data)`, `read(data, name)`. They know nothing of one another.
"""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.intake.pressure.find import pressure_formats, read_pressure

__all__ = ["pressure_formats", "read_pressure"]
__getattr__ = doors(
    __name__,
    {
        "find": "pressure_formats read_pressure",
    },
)
