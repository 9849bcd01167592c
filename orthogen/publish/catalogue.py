"""Catalogue. profiles, modifications, formats -> bytes of the documents that list them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Protocol

from orthogen.publish.document import json_bytes
from orthogen.records.prescription import Modification
from orthogen.records.profile import Profile


class ScanFormat(Protocol):
    """What a row of the format table says."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Usual file suffixes."""

    @property
    def unit(self) -> str:
        """Where its unit comes from."""

    @property
    def notes(self) -> str:
        """What to know."""


def profiles_json(profiles: Iterable[Profile]) -> bytes:
    """Return the document `orthogen.profiles/1`."""
    return json_bytes({"schema": "orthogen.profiles/1", "profiles": [asdict(profile) for profile in profiles]})


def modifications_json(modifications: Mapping[str, type[Modification]]) -> bytes:
    """Return the document `orthogen.modifications/1`."""
    listed = [modification_document(kind) for kind in modifications.values()]
    return json_bytes({"schema": "orthogen.modifications/1", "modifications": listed})


def formats_json(
    scans: Iterable[ScanFormat], pressure: Iterable[ScanFormat] = (), gait: Iterable[ScanFormat] = ()
) -> bytes:
    """Return the document `orthogen.formats/1`: of scans, of pressure recordings and of gait."""
    told = {"formats": _listed(scans), "pressure": _listed(pressure), "gait": _listed(gait)}
    return json_bytes({"schema": "orthogen.formats/1", **told})


def _listed(formats: Iterable[ScanFormat]) -> list[dict[str, Any]]:
    return [{"name": f.name, "suffixes": f.suffixes, "unit": f.unit, "notes": f.notes} for f in formats]


def modification_document(kind: type[Modification]) -> dict[str, Any]:
    """Return one element of `modifications[]`."""
    columns = ("unit", "low", "high", "soft_low", "soft_high", "default", "source")
    return {
        "kind": kind.KIND,
        "summary": summary(kind),
        "fields": [
            {"name": name, "type": "number", **{column: limit[column] for column in columns}}
            for name, limit in kind.limits().items()
        ]
        + [
            {
                "name": name,
                "type": "text",
                "choices": text["choices"],
                "default": text["default"],
                "source": text["source"],
            }
            for name, text in kind.texts().items()
        ],
    }


def summary(kind: type[Modification]) -> str:
    """Return what a modification does: the first line of its docstring."""
    return (kind.__doc__ or "").partition("\n")[0]
