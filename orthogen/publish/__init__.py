"""Publish. records -> bytes."""
