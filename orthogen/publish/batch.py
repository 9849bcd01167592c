"""Batch. what became of a list of orders -> manifest.csv and .json, the JSON document, the text of a terminal."""

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from orthogen.publish.document import json_bytes
from orthogen.publish.program import program
from orthogen.records.batch import Batch, Outcome, Part, Tray

_RENAMED = {"case": "case_id", "quantity": "qty", "least_wall_mm": "min_wall_mm", "label": "label_text"}
# what is the same of every part; color and finish are not ordered here, and stay empty for the laboratory
_SAME = {
    "unit": "mm", "color": "", "finish": "", "orientation": "plantar side down, toes along x, z up",
    "orthogen_version": "",
}  # fmt: skip
_MOST_TOLD = 50


def manifest_csv(parts: Sequence[Part]) -> bytes:
    """Return one row a part, with the columns of formats.md 4.5; it holds no date of today: equal runs, equal bytes."""
    held = io.StringIO(newline="")
    rows = [_row(part) for part in parts]
    names = list(_row_names())
    writer = csv.DictWriter(held, names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: "" if value is None else value for name, value in row.items()} for row in rows)
    return held.getvalue().encode()


def manifest_json(parts: Sequence[Part], *, trays: Sequence[Tray] = ()) -> bytes:
    """Return the same as a document, with what lies on each tray and where."""
    return json_bytes(
        {"schema": "orthogen.manifest/1", "parts": [_row(part) for part in parts], "trays": [_tray(t) for t in trays]}
    )


def _row_names() -> list[str]:
    return [*(_RENAMED.get(one.name, one.name) for one in fields(Part)), *_SAME]


def _row(part: Part) -> dict[str, Any]:
    held = {_RENAMED.get(name, name): value for name, value in asdict(part).items()}
    return {**held, **_SAME, "orthogen_version": program()}


def _tray(tray: Tray) -> dict[str, Any]:
    return {
        "name": tray.name, "machine": tray.machine, "material": tray.material, "file": tray.file,
        "objects": len(tray.placed), "height_mm": tray.height_mm, "mass_g": tray.mass_g, "cost": tray.cost,
        "print_h": tray.print_h, "parts": [asdict(one) for one in tray.placed],
    }  # fmt: skip


def batch_json(batch: Batch) -> bytes:
    """Return the document `orthogen.batch/1` (interface.md, JSON)."""
    return json_bytes(
        {
            "schema": "orthogen.batch/1",
            "done": batch.count("done"),
            "refused": batch.count("refused"),
            "failed": batch.count("failed"),
            "resumed": batch.resumed,
            "seconds": round(batch.total_s, 3),
            "folder": batch.folder,
            "warnings": batch.warnings,
            "orders": [_order(outcome, batch.out) for outcome in batch.outcomes],
            "trays": [_tray(tray) for tray in batch.trays],
        }
    )


def _order(outcome: Outcome, out: str) -> dict[str, Any]:
    return {
        "row": outcome.line,
        "case": outcome.case,
        "status": outcome.status,
        "reason": outcome.reason,
        "next": outcome.next_step,
        "folder": f"{out}/{outcome.folder}" if outcome.folder else None,
        "sha256": outcome.sha256,
    }


def batch_text(batch: Batch) -> str:
    """Return what is not done and why, the trays, and the sum of it."""
    missing = [one for one in batch.outcomes if one.status != "done"]
    lines = [f"Note: {text}" for text in batch.warnings]
    lines += [f"{one.status}: line {one.line}, {one.case or 'no case'}: {one.reason}\n  Next: {one.next_step}"
              for one in missing[:_MOST_TOLD]]  # fmt: skip
    if len(missing) > _MOST_TOLD:
        lines.append(f"… and {len(missing) - _MOST_TOLD} more: see {batch.folder}/batch.json")
    lines += [f"tray {tray.name}: {_parts(len(tray.placed))} on {tray.machine}: {tray.file}" for tray in batch.trays]
    parts = [f"{batch.count('done')} of {len(batch.outcomes)} orders done"]
    parts += [f"{count} {status}" for status in ("refused", "failed") if (count := batch.count(status))]
    parts += [f"{batch.resumed} from an earlier run"] if batch.resumed else []
    return "\n".join([*lines, f"{', '.join(parts)} in {batch.total_s:.1f} s: {batch.folder}"])


def _parts(count: int) -> str:
    return "1 part" if count == 1 else f"{count} parts"
