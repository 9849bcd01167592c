"""Checks. STL bytes, records -> findings, doses."""
