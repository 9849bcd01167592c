"""Anatomy. Scan -> Foot."""
