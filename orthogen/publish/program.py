"""Program. nothing -> the name and version that exported files carry."""

from orthogen.records.program import VERSION


def program() -> str:
    """Return for example `orthogen 0.1.0`."""
    return f"orthogen {VERSION}"
