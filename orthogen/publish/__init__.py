"""Publish. records -> bytes."""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.publish.assessment import assess_json, assess_text
    from orthogen.publish.catalogue import formats_json, modifications_json, profiles_json
    from orthogen.publish.forms import assessment_form_json, assessment_form_toml, sign_off_json, sign_offs_toml
    from orthogen.publish.inspection import map_npz, offset_json, scan_json, verify_json
    from orthogen.publish.listing import formats_text, modifications_text, profiles_text
    from orthogen.publish.manifest import ZONE_SUFFIXES, build_json, file_name
    from orthogen.publish.page import leaflet_html, report_html
    from orthogen.publish.picture import picture_png, pressure_png
    from orthogen.publish.prescription import prescription_toml
    from orthogen.publish.printed import check_print_html, check_print_json, check_print_text
    from orthogen.publish.screen import build_text, feet_text, offset_text, verify_text
    from orthogen.publish.stl import offset_stl, stl_bytes
    from orthogen.publish.threemf import threemf_bytes
    from orthogen.publish.wording import Wording, english, translated, words_toml
    from orthogen.publish.zones import bodies_3mf, modifiers_3mf

__all__ = [
    "ZONE_SUFFIXES",
    "Wording",
    "assess_json",
    "assess_text",
    "assessment_form_json",
    "assessment_form_toml",
    "bodies_3mf",
    "build_json",
    "build_text",
    "check_print_html",
    "check_print_json",
    "check_print_text",
    "english",
    "feet_text",
    "file_name",
    "formats_json",
    "formats_text",
    "leaflet_html",
    "map_npz",
    "modifications_json",
    "modifications_text",
    "modifiers_3mf",
    "offset_json",
    "offset_stl",
    "offset_text",
    "picture_png",
    "prescription_toml",
    "pressure_png",
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
]
__getattr__ = doors(
    __name__,
    {
        "assessment": "assess_json assess_text",
        "catalogue": "formats_json modifications_json profiles_json",
        "forms": "assessment_form_json assessment_form_toml sign_off_json sign_offs_toml",
        "inspection": "map_npz offset_json scan_json verify_json",
        "listing": "formats_text modifications_text profiles_text",
        "manifest": "ZONE_SUFFIXES build_json file_name",
        "page": "leaflet_html report_html",
        "picture": "picture_png pressure_png",
        "prescription": "prescription_toml",
        "printed": "check_print_html check_print_json check_print_text",
        "screen": "build_text feet_text offset_text verify_text",
        "stl": "offset_stl stl_bytes",
        "threemf": "threemf_bytes",
        "wording": "Wording english translated words_toml",
        "zones": "bodies_3mf modifiers_3mf",
    },
)
