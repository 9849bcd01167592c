"""Render. template, values -> the bytes of a page; values are escaped unless they are marked as safe.

The templates of `publish/pages` are stored as the Python that jinja2 makes of them, in `compiled`: reading them anew in
every process would cost as much as a design. `python -m docs.make` writes them, a check keeps them current.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Environment

Safe = Markup
_PAGES = Path(__file__).parents[1] / "pages"
TEMPLATES = ("report", "leaflet", "record", "difference", "job_sheet", "acknowledgement")


def rendered(template: str, **values: Any) -> bytes:
    """Return the UTF-8 bytes of a page; a name that the template misses is an error."""
    pages = _pages()
    code = vars(import_module(f"orthogen.publish.page.compiled.{template}"))
    return pages.template_class.from_module_dict(pages, code, pages.globals).render(**values).encode()


def compiled(template: str) -> str:
    """Return the Python that a template is compiled to."""
    return _pages().compile(page_file(f"{template}.html"), name=template, raw=True, defer_init=True) + "\n"


def page_file(name: str) -> str:
    """Return the text of a file beside the templates."""
    return (_PAGES / name).read_text("utf-8")


@cache
def _pages() -> "Environment":
    from jinja2 import Environment, StrictUndefined

    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
