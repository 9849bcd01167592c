"""Program. nothing -> the name and version that exported files carry."""

import orthogen


def program() -> str:
    """Return for example `orthogen 0.1.0`."""
    return f"orthogen {orthogen.__version__}"
