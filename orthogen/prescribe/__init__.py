"""Prescribe. Foot, Profile -> Prescription."""
