"""Columns. nothing -> the columns of an orders file, each with what it holds; the published schema."""

from typing import Any, get_args

from orthogen.lazyclass import dataclass
from orthogen.records.scan import MM_PER_UNIT
from orthogen.records.site import Construction, Length

MOST_COPIES = 100


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: its name, what it holds in words, the words it may hold (none: any) and whether it is a list."""

    name: str
    holds: str
    words: tuple[str, ...] = ()
    listed: bool = False


COLUMNS = (
    Column(name="case", holds="the case: letters, digits, '.', '_', '-'; each once. Default: the scan's file name"),
    Column(name="scan_left", holds="scan of the left foot"),
    Column(name="scan_right", holds="scan of the right foot"),
    Column(name="scan_pair", holds="one scan of both feet, or of one whose side is not said"),
    Column(name="unit", holds="unit of the scans, where they neither declare one nor their size tells",
           words=tuple(MM_PER_UNIT)),
    Column(name="profile", holds="a profile by name or file; this or a prescription is needed"),
    Column(name="prescription", holds="a complete prescription.toml"),
    Column(name="set", holds="doses ordered by hand, [SIDE.]KIND.FIELD=VALUE", listed=True),
    Column(name="accept_warning", holds="warnings that the clinic accepts, by the id that a refusal names",
           listed=True),
    Column(name="pressure", holds="pressure recordings", listed=True),
    Column(name="gait", holds="gait measurements", listed=True),
    Column(name="assessment", holds="the assessment form, TOML or JSON"),
    Column(name="construction", holds="insole or shell; default as the profile says", words=get_args(Construction)),
    Column(name="length", holds="length of the device; default as the profile says", words=get_args(Length)),
    Column(name="material", holds="what it is made of; one of the machine's materials gives mass and cost"),
    Column(name="zones", holds="infill of heel, arch, forefoot, offload or rest in percent, as heel=40;rest=15",
           listed=True),
    Column(name="process", holds="how it is made: fdm, sls, mjf, or another machine's"),
    Column(name="quantity", holds=f"copies of each device, 1 to {MOST_COPIES}; default 1"),
    Column(name="due", holds="when it is due, YYYY-MM-DD"),
    Column(name="clinic", holds="who orders it: a code, no person's name"),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)


def schema() -> dict[str, Any]:
    """Return the JSON schema of one order, a line of a JSON lines file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "orthogen order",
        "type": "object",
        "properties": {column.name: _property(column) for column in COLUMNS},
        "anyOf": [{"required": [scan]} for scan in ("scan_left", "scan_right", "scan_pair")],
        "oneOf": [{"required": [source]} for source in ("profile", "prescription")],
    }


def _property(column: Column) -> dict[str, Any]:
    """Return what one value may be."""
    if column.name == "quantity":
        return {"description": column.holds, "type": "integer", "minimum": 1, "maximum": MOST_COPIES}
    if column.listed:
        return {"description": column.holds, "type": "array", "items": {"type": "string"}}
    return {
        "description": column.holds,
        "type": "string",
        **({"enum": list(column.words)} if column.words else {}),
    }
