"""Design. Foot, Prescription -> Design."""
