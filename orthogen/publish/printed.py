"""Printed. a printed part beside its design -> the JSON document and the text of a terminal."""

from orthogen.publish.document import json_bytes
from orthogen.publish.inspection import finding_document
from orthogen.publish.screen import findings_text
from orthogen.records.printed import PrintedPart


def printed_json(part: PrintedPart, *, file: str) -> bytes:
    """Return the document `orthogen.check-print/1`."""
    return json_bytes(
        {
            "schema": "orthogen.check-print/1",
            "case": part.case,
            "version": part.version,
            "side": part.side,
            "file": file,
            "process": part.process,
            "tolerance_mm": part.tolerance_mm,
            "design_from_scan": part.design_from_scan,
            "scale_ratio": part.scale_ratio,
            "findings": [finding_document(finding) for finding in part.findings],
            "verdict": part.verdict,
        }
    )


def printed_text(part: PrintedPart, *, file: str) -> str:
    """Return every zone, the scale and the verdict."""
    about = f"{part.case} {part.version} {part.side}, {part.process}, tolerance {part.tolerance_mm:.2f} mm"
    scale = f"The part is {100.0 * (part.scale_ratio - 1.0):+.2f} % larger than its design."
    return f"{about}\n{findings_text(part.findings)}\n{scale}\n\n{part.verdict.upper()}: {file}"
