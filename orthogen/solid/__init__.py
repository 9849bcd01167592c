"""Solid. Design, Prescription -> Insole, triangles."""
