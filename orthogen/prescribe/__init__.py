"""Prescribe. Foot, Profile -> Prescription."""

from orthogen.prescribe.orders import parse_orders
from orthogen.prescribe.proposal import amend, prescribe

__all__ = ["amend", "parse_orders", "prescribe"]
