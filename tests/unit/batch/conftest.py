"""Batch fixtures."""

from tests.unit.lab.fakes import street

__all__ = ["street"]
