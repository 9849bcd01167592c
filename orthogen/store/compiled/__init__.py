"""Compiled. SQL made by `python -m docs.make`; never edited."""
