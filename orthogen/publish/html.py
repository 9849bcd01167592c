"""HTML. words and parts -> elements of a page; words are escaped, parts that are elements already stay."""

from collections.abc import Iterable, Sequence
from html import escape


class Html(str):
    """Text that is markup already; everything else is words and gets escaped."""

    __slots__ = ()


def element(name: str, *inside: str, look: str = "") -> Html:
    """Return `<name class="look">…</name>` around words and elements."""
    attribute = f' class="{look}"' if look else ""
    return Html(f"<{name}{attribute}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str], *, between: str = "") -> Html:
    """Return words and elements one after the other as one piece of markup."""
    return Html(between.join(part if isinstance(part, Html) else escape(part) for part in parts))


def bullets(items: Iterable[str]) -> Html:
    """Return a list, one item a line."""
    return element("ul", Html("\n"), *(joined([element("li", item), Html("\n")]) for item in items))


def table(rows: Iterable[Sequence[str]], *, numbers: Iterable[int] = (), head: Sequence[str] = ()) -> Html:
    """Return a table that scrolls sideways where it is too wide; `numbers`: the columns that stand to the right."""
    right = frozenset(numbers)
    lines = [_row(head, "th", right)] if head else []
    lines += [_row(row, "td", right) for row in rows]
    return Html(f'<div class="scroll"><table>\n{joined(lines)}</table></div>')


def _row(cells: Sequence[str], kind: str, right: frozenset[int]) -> Html:
    inside = (element(kind, cell, look="number" if k in right else "") for k, cell in enumerate(cells))
    return joined([element("tr", *inside), Html("\n")])
