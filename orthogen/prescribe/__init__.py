"""Prescribe. Foot, Profile, orders by hand -> Prescription, and what must be said about it."""

from orthogen.prescribe.choices import parse_choices
from orthogen.prescribe.conflicts import warning_ids
from orthogen.prescribe.liner import laid
from orthogen.prescribe.orders import parse_orders
from orthogen.prescribe.proposal import amend, prescribe
from orthogen.prescribe.remarks import form_remarks
from orthogen.prescribe.series import parse_series, series_text, variant_of

__all__ = [
    "amend",
    "form_remarks",
    "laid",
    "parse_choices",
    "parse_orders",
    "parse_series",
    "prescribe",
    "series_text",
    "variant_of",
    "warning_ids",
]
