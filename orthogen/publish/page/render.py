"""Render. template, values -> the bytes of a page; values are escaped unless they are marked as safe."""

from typing import Any

from markupsafe import Markup

Safe = Markup


def rendered(template: str, **values: Any) -> bytes:
    """Return the UTF-8 bytes of a page of `publish/pages`; a name that the template misses is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(
        loader=PackageLoader("orthogen.publish", "pages"),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return pages.get_template(template).render(**values).encode()
