"""Prescribe. Foot, Profile, orders by hand -> Prescription, and what must be said about it."""

from orthogen.prescribe.choices import parse_choices
from orthogen.prescribe.conflicts import warning_ids
from orthogen.prescribe.orders import parse_orders
from orthogen.prescribe.proposal import amend, prescribe
from orthogen.prescribe.remarks import form_remarks

__all__ = ["amend", "form_remarks", "parse_choices", "parse_orders", "prescribe", "warning_ids"]
