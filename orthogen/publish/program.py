"""Program. nothing -> the name and version that exported files carry."""

from importlib.metadata import version


def program() -> str:
    """Return for example `orthogen 0.1.0`, as installed."""
    return f"orthogen {version('orthogen')}"
