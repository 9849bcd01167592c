"""Prescribe. Foot, Profile, orders by hand -> Prescription, and what must be said about it."""

from orthogen.prescribe.conflicts import flag_id, warning_ids
from orthogen.prescribe.orders import parse_orders
from orthogen.prescribe.proposal import amend, prescribe
from orthogen.prescribe.remarks import flag_remarks, form_remarks

__all__ = ["amend", "flag_id", "flag_remarks", "form_remarks", "parse_orders", "prescribe", "warning_ids"]
