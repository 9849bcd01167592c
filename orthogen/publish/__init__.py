"""Publish. records -> bytes."""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.publish.assessment import assess_json, assess_text
    from orthogen.publish.batch import batch_json, batch_text, manifest_csv, manifest_json
    from orthogen.publish.case import (
        check_json,
        check_text,
        document_json,
        due_json,
        due_text,
        entry_json,
        erased_json,
        history_json,
        history_text,
        inputs_json,
        rebuild_json,
        sha256,
    )
    from orthogen.publish.catalogue import formats_json, modifications_json, profiles_json
    from orthogen.publish.difference import diff_json, diff_text
    from orthogen.publish.fields import fields_npz
    from orthogen.publish.forms import assessment_form_json, assessment_form_toml, sign_off_json, sign_offs_toml
    from orthogen.publish.inspection import map_npz, offset_json, scan_json, verify_json
    from orthogen.publish.listing import formats_text, modifications_text, profiles_text
    from orthogen.publish.manifest import ZONE_SUFFIXES, build_json, file_name
    from orthogen.publish.page import (
        DevicesDrawn,
        FootDrawn,
        acknowledgement_html,
        device_record_html,
        devices_drawn,
        foot_drawn,
        job_sheet_html,
        leaflet_html,
        report_html,
    )
    from orthogen.publish.picture import picture_png, pressure_png
    from orthogen.publish.prediction import (
        optimise_json,
        optimise_text,
        predict_json,
        predict_text,
        validate_json,
        validate_text,
    )
    from orthogen.publish.prescription import prescription_toml
    from orthogen.publish.printed import check_print_html, check_print_json, check_print_text
    from orthogen.publish.refit import proposal_toml, refit_document, refit_json, refit_text
    from orthogen.publish.review_form import review_form_toml
    from orthogen.publish.screen import build_text, feet_text, offset_text, verify_text
    from orthogen.publish.stl import offset_stl, stl_bytes
    from orthogen.publish.threemf import threemf_bytes
    from orthogen.publish.tray import write_tray
    from orthogen.publish.wording import Wording, english, translated, words_toml
    from orthogen.publish.zones import bodies_3mf, modifiers_3mf

__all__ = [
    "ZONE_SUFFIXES",
    "DevicesDrawn",
    "FootDrawn",
    "Wording",
    "acknowledgement_html",
    "assess_json",
    "assess_text",
    "assessment_form_json",
    "assessment_form_toml",
    "batch_json",
    "batch_text",
    "bodies_3mf",
    "build_json",
    "build_text",
    "check_json",
    "check_print_html",
    "check_print_json",
    "check_print_text",
    "check_text",
    "device_record_html",
    "devices_drawn",
    "diff_json",
    "diff_text",
    "document_json",
    "due_json",
    "due_text",
    "english",
    "entry_json",
    "erased_json",
    "feet_text",
    "fields_npz",
    "file_name",
    "foot_drawn",
    "formats_json",
    "formats_text",
    "history_json",
    "history_text",
    "inputs_json",
    "job_sheet_html",
    "leaflet_html",
    "manifest_csv",
    "manifest_json",
    "map_npz",
    "modifications_json",
    "modifications_text",
    "modifiers_3mf",
    "offset_json",
    "offset_stl",
    "offset_text",
    "optimise_json",
    "optimise_text",
    "picture_png",
    "predict_json",
    "predict_text",
    "prescription_toml",
    "pressure_png",
    "profiles_json",
    "profiles_text",
    "proposal_toml",
    "rebuild_json",
    "refit_document",
    "refit_json",
    "refit_text",
    "report_html",
    "review_form_toml",
    "scan_json",
    "sha256",
    "sign_off_json",
    "sign_offs_toml",
    "stl_bytes",
    "threemf_bytes",
    "translated",
    "validate_json",
    "validate_text",
    "verify_json",
    "verify_text",
    "words_toml",
    "write_tray",
]
__getattr__ = doors(
    __name__,
    {
        "assessment": "assess_json assess_text",
        "batch": "batch_json batch_text manifest_csv manifest_json",
        "case": "check_json check_text document_json due_json due_text entry_json erased_json history_json "
        "history_text inputs_json rebuild_json sha256",
        "catalogue": "formats_json modifications_json profiles_json",
        "difference": "diff_json diff_text",
        "fields": "fields_npz",
        "forms": "assessment_form_json assessment_form_toml sign_off_json sign_offs_toml",
        "inspection": "map_npz offset_json scan_json verify_json",
        "listing": "formats_text modifications_text profiles_text",
        "manifest": "ZONE_SUFFIXES build_json file_name",
        "page": "DevicesDrawn FootDrawn acknowledgement_html device_record_html devices_drawn foot_drawn "
        "job_sheet_html leaflet_html report_html",
        "picture": "picture_png pressure_png",
        "prediction": "optimise_json optimise_text predict_json predict_text validate_json validate_text",
        "prescription": "prescription_toml",
        "refit": "proposal_toml refit_document refit_json refit_text",
        "review_form": "review_form_toml",
        "printed": "check_print_html check_print_json check_print_text",
        "screen": "build_text feet_text offset_text verify_text",
        "stl": "offset_stl stl_bytes",
        "threemf": "threemf_bytes",
        "tray": "write_tray",
        "wording": "Wording english translated words_toml",
        "zones": "bodies_3mf modifiers_3mf",
    },
)
