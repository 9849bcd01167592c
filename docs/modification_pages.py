"""Modification pages. a modification -> its page: what, limits, sources, guards, how it is measured."""

import inspect

from orthogen.records.guard import Against, Need
from orthogen.records.prescription import Modification


def index_page(known: dict[str, type[Modification]]) -> str:
    """Return the list of all modifications with their summary and range."""
    rows = []
    for kind, item in known.items():
        limits = item.limits()[item.DOSE]
        rows.append(f"| [{kind.replace('_', ' ')}]({kind}.md) | {summary(item)} | "
                    f"{limits['low']:g} … {limits['high']:g} {_unit(limits['unit'])} |")  # fmt: skip
    head = "# Modifications\n\nRanges are hard limits; the page of each shows its usual range and source.\n"
    return "\n".join([head, "| modification | what it does | range |", "|---|---|---|", *rows, ""])


def modification_page(item: type[Modification]) -> str:
    """Return the page of one modification, from its docstrings, declared limits and rules."""
    acts = "On a shell it is built into the underside; on an insole into the foot bed." if item.BELOW_SHELL else \
        "It shapes the foot bed."  # fmt: skip
    parts = [
        f"# {item.KIND.replace('_', ' ').capitalize()}", "", inspect.cleandoc(item.__doc__ or ""), "", acts, "",
        f"![{item.KIND} on a synthetic foot]({item.KIND}.png)", "",
        "From the left: the finished device at the default dose; what a low, the default and the highest dose add",
        "(brown) or take away (blue) at each place, toes up, on one scale; the section where they do most, medial side",
        "left: amber without it, then low, default (filled) and highest.", "",
        *_fields(item), "", f"Order it with `--set {item.KIND}.{item.DOSE}=VALUE`.", "",
        *_rules(item), *_said("Guards", item, "settled"), *_said("How it is measured", item, "measure"),
    ]  # fmt: skip
    return "\n".join(parts)


def summary(item: type[Modification]) -> str:
    """Return the first line of the class docstring."""
    return (item.__doc__ or "").strip().split("\n")[0]


def _fields(item: type[Modification]) -> list[str]:
    rows = [
        f"| `{item.KIND}.{name}` | {m['default']:g} {_unit(m['unit'])} | {m['soft_low']:g} … {m['soft_high']:g} | "
        f"{m['low']:g} … {m['high']:g} | {m['source']} |"
        for name, m in item.limits().items()
    ]
    rows += [
        f"| `{item.KIND}.{name}` | {text['default'] or '–'} | {', '.join(text['choices']) or 'text'} | – | "
        f"{text['source']} |"
        for name, text in item.texts().items()
    ]
    return ["| field | default | usual range | hard limits | source |", "|---|---|---|---|---|", *rows]


def _rules(item: type[Modification]) -> list[str]:
    """Return what it needs beside it and what speaks against it."""
    if not item.RULES and not item.FROM_FORM:
        return []
    lines = [
        f"- Taken from the assessment form where nobody orders it: {field} from {measure}."
        for field, measure in item.FROM_FORM.items()
    ]
    return ["## What it needs and what speaks against it", "", *lines, *(_rule(rule) for rule in item.RULES), ""]


def _rule(rule: Need | Against) -> str:
    if isinstance(rule, Need):
        dose = f"{rule.kind.replace('_', ' ')} of at least {rule.least:g} mm"
        return f"- Needs a {dose} ({rule.source}); less waits for `--accept-warning {rule.id}`."
    sentence = f"- {rule.reason[0].upper()}{rule.reason[1:]} ({rule.source})"
    return f"{sentence}: refused." if rule.stops else f"{sentence}; waits for `--accept-warning {rule.id}`."


def _said(title: str, item: type[Modification], method: str) -> list[str]:
    """Return what a method of this modification itself promises; nothing where it is the one of all."""
    if method not in vars(item):
        return []
    return [f"## {title}", "", inspect.cleandoc(vars(item)[method].__doc__ or ""), ""]


def _unit(unit: str) -> str:
    return "°" if unit == "deg" else unit
