"""Scans. clinical numbers -> synthetic feet with known truth, and the demo scans made from them."""
