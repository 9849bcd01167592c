"""Markup. words -> pieces of a page, escaped; pieces, page with $gaps -> the page."""

from collections.abc import Iterable
from pathlib import Path
from string import Template

_PAGES = Path(__file__).with_name("pages")
_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})


def said(words: str) -> str:
    """Return words as a page can hold them, whatever signs are in them."""
    return words.translate(_SIGNS)


def marked(mark: str, words: str) -> str:
    """Return words in the look of a class of the page."""
    return f'<span class="{mark}">{said(words)}</span>'


def listed(items: Iterable[str]) -> str:
    """Return pieces of a page as a list with dots, nothing if there are none."""
    lines = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<ul>\n{lines}</ul>\n" if lines else ""


def row(*cells: str, numbers: range = range(0)) -> str:
    """Return pieces of a page as one row of a table; the cells in `numbers` stand right, digit under digit."""
    inner = "".join(
        f'<td class="number">{cell}</td>' if k in numbers else f"<td>{cell}</td>" for k, cell in enumerate(cells)
    )
    return f"<tr>{inner}</tr>\n"


def filled(page: str, **gaps: str) -> str:
    """Return the page of this name with every $gap filled by its piece; a gap without one is a defect (KeyError)."""
    return Template((_PAGES / f"{page}.html").read_text(encoding="utf-8")).substitute(gaps)
