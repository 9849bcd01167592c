"""Refit. prescription, review, old and new measurements -> what the next version has otherwise, rule by rule."""

from orthogen.refit.judgement import propose
from orthogen.refit.loads import compare_loads
from orthogen.refit.scans import scan_change

__all__ = ["compare_loads", "propose", "scan_change"]
