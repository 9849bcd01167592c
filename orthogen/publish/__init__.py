"""Publish. records -> bytes."""

from orthogen.publish.batch import batch_json, batch_text, manifest_csv, manifest_json
from orthogen.publish.catalogue import formats_json, modifications_json, profiles_json
from orthogen.publish.inspection import map_npz, offset_json, scan_json, verify_json
from orthogen.publish.listing import formats_text, modifications_text, profiles_text
from orthogen.publish.manifest import build_json, file_name
from orthogen.publish.page import acknowledgement_html, job_sheet_html, leaflet_html, report_html
from orthogen.publish.picture import picture_png
from orthogen.publish.prescription import prescription_toml
from orthogen.publish.printed import printed_json, printed_text
from orthogen.publish.screen import build_text, feet_text, offset_text, verify_text
from orthogen.publish.stl import offset_stl, stl_bytes
from orthogen.publish.threemf import threemf_bytes
from orthogen.publish.tray import write_tray
from orthogen.publish.wording import Wording, english, translated, words_toml
from orthogen.publish.zoned import zoned_threemf

__all__ = [
    "Wording",
    "acknowledgement_html",
    "batch_json",
    "batch_text",
    "build_json",
    "build_text",
    "english",
    "feet_text",
    "file_name",
    "formats_json",
    "formats_text",
    "job_sheet_html",
    "leaflet_html",
    "manifest_csv",
    "manifest_json",
    "map_npz",
    "modifications_json",
    "modifications_text",
    "offset_json",
    "offset_stl",
    "offset_text",
    "picture_png",
    "prescription_toml",
    "printed_json",
    "printed_text",
    "profiles_json",
    "profiles_text",
    "report_html",
    "scan_json",
    "stl_bytes",
    "threemf_bytes",
    "translated",
    "verify_json",
    "verify_text",
    "words_toml",
    "write_tray",
    "zoned_threemf",
]
