"""Docs. pages and pictures made by code; `python -m docs.make` writes them, `--check` compares."""
