"""Intake. path -> Scan."""
