"""Publish. records -> bytes."""

from orthogen.publish.inspection import map_npz, scan_json, verify_json
from orthogen.publish.screen import feet_text, findings_text

__all__ = ["feet_text", "findings_text", "map_npz", "scan_json", "verify_json"]
