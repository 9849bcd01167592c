"""Prescribe. Foot, Profile, orders by hand -> Prescription, and what must be said about it; measures -> Proposal."""

from typing import TYPE_CHECKING

from orthogen.doors import doors

if TYPE_CHECKING:
    from orthogen.prescribe.advice import advice_for, doses_of, flags_of, propose
    from orthogen.prescribe.choices import parse_choices
    from orthogen.prescribe.conflicts import flag_id, warning_ids
    from orthogen.prescribe.facts import Known, known_of
    from orthogen.prescribe.liner import laid
    from orthogen.prescribe.orders import parse_orders
    from orthogen.prescribe.proposal import amend, prescribe
    from orthogen.prescribe.remarks import flag_remarks, form_remarks
    from orthogen.prescribe.series import parse_series, series_text, variant_of

__all__ = [
    "Known",
    "advice_for",
    "amend",
    "doses_of",
    "flag_id",
    "flag_remarks",
    "flags_of",
    "form_remarks",
    "known_of",
    "laid",
    "parse_choices",
    "parse_orders",
    "parse_series",
    "prescribe",
    "propose",
    "series_text",
    "variant_of",
    "warning_ids",
]
__getattr__ = doors(
    __name__,
    {
        "advice": "advice_for doses_of flags_of propose",
        "choices": "parse_choices",
        "conflicts": "flag_id warning_ids",
        "facts": "Known known_of",
        "liner": "laid",
        "orders": "parse_orders",
        "proposal": "amend prescribe",
        "remarks": "flag_remarks form_remarks",
        "series": "parse_series series_text variant_of",
    },
)
