"""Benchmarks. ratios and stage times, measured in one run; never asserted in tests."""
