"""Code map. the package's docstrings -> map.md: every module with what it takes and gives, floor by floor."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "orthogen"
_FLOORS = (
    ("Top floor: people and files", ("cli", "lab", "pipeline.py")),
    ("The street, in the order a foot walks it",
     ("intake", "anatomy", "prescribe", "design", "solid", "checks", "publish", "store")),
    ("Foundations", ("modifications", "records", "kernel", "errors.py")),
)  # fmt: skip
_HEAD = """# Map of the code

Generated from the first line of every module. Each floor sees only the floors below it, rooms of the street never see
each other, and `pipeline` alone knows their order; import contracts in `pyproject.toml` enforce this.
"""


def map_page() -> str:
    """Return the page."""
    parts = [_HEAD]
    for title, rooms in _FLOORS:
        parts.append(f"\n## {title}\n")
        for room in rooms:
            parts.append(_room(PACKAGE / room))
    return "\n".join(parts)


def _room(path: Path) -> str:
    if path.suffix == ".py":
        return f"**{path.stem}** {_said(path)}\n"
    rows = [f"| {_link(item)} | {_said(item)} |" for item in sorted(path.rglob("*.py")) if item.name != "__init__.py"]
    return "\n".join(
        [f"### {path.name}", "", _said(path / "__init__.py"), "", "| module | what → what |", "|---|---|", *rows, ""]
    )


def _link(path: Path) -> str:
    return f"[{path.stem}](../orthogen/{path.relative_to(PACKAGE).as_posix()})"


def _said(path: Path) -> str:
    first = (ast.get_docstring(ast.parse(path.read_text())) or "").split("\n")[0]
    return first.partition(". ")[2].replace("->", "→").replace("|", "\\|")
