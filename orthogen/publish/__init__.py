"""Publish. records -> bytes."""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.publish.assessment import assess_json, assess_text
    from orthogen.publish.batch import batch_json, batch_text, manifest_csv, manifest_json
    from orthogen.publish.catalogue import formats_json, modifications_json, profiles_json
    from orthogen.publish.forms import assessment_form_json, assessment_form_toml, sign_off_json, sign_offs_toml
    from orthogen.publish.inspection import map_npz, offset_json, scan_json, verify_json
    from orthogen.publish.listing import formats_text, modifications_text, profiles_text
    from orthogen.publish.manifest import build_json, file_name
    from orthogen.publish.page import acknowledgement_html, job_sheet_html, leaflet_html, report_html
    from orthogen.publish.picture import picture_png, pressure_png
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
    "assess_json",
    "assess_text",
    "assessment_form_json",
    "assessment_form_toml",
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
    "pressure_png",
    "printed_json",
    "printed_text",
    "profiles_json",
    "profiles_text",
    "report_html",
    "scan_json",
    "sign_off_json",
    "sign_offs_toml",
    "stl_bytes",
    "threemf_bytes",
    "translated",
    "verify_json",
    "verify_text",
    "words_toml",
    "write_tray",
    "zoned_threemf",
]
__getattr__ = doors(
    __name__,
    {
        "assessment": "assess_json assess_text",
        "batch": "batch_json batch_text manifest_csv manifest_json",
        "catalogue": "formats_json modifications_json profiles_json",
        "forms": "assessment_form_json assessment_form_toml sign_off_json sign_offs_toml",
        "inspection": "map_npz offset_json scan_json verify_json",
        "listing": "formats_text modifications_text profiles_text",
        "manifest": "build_json file_name",
        "page": "acknowledgement_html job_sheet_html leaflet_html report_html",
        "picture": "picture_png pressure_png",
        "prescription": "prescription_toml",
        "printed": "printed_json printed_text",
        "screen": "build_text feet_text offset_text verify_text",
        "stl": "offset_stl stl_bytes",
        "threemf": "threemf_bytes",
        "tray": "write_tray",
        "wording": "Wording english translated words_toml",
        "zoned": "zoned_threemf",
    },
)
