"""Rooms. the house rules that an import contract cannot see: calls, docstrings, sizes, names with units."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "orthogen"
# what a template is compiled to is generated and never read
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "compiled")
COMPILED = sorted(path for path in (PACKAGE / "kernel" / "native").rglob("*") if path.suffix in {".cpp", ".h"})
PURE = ("kernel", "records", "modifications", "anatomy", "prescribe", "refit", "design", "solid", "checks")
UNITS = (
    "mm", "deg", "kpa", "n", "kg", "g", "s", "h", "hz", "mm2", "mm3", "cm2", "cm3", "ratio", "percent", "years",
    "weeks", "hours", "bytes",
)  # fmt: skip
# quantities without a unit, or whose unit stands in the field beside them: counts, indices, names, shapes, matrices
MAY_HAVE_NO_UNIT = re.compile(
    r"^(arch_index|posture_index|side_confidence|faces|.*_from_.*|measured|low|high|least|asked|got|value|sd|comfort|old|"
    r"new|norm_low|norm_high|left|right|median|intervention|cost|correlation|.*share)$"
)


def _named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _is_pure(path: Path) -> bool:
    return path.relative_to(PACKAGE).parts[0] in PURE or path.name == "pipeline.py"


@pytest.mark.parametrize("path", FILES, ids=_named)
def test_module_says_what_it_takes_and_gives(path: Path) -> None:
    first = (ast.get_docstring(ast.parse(path.read_text())) or "").split("\n")[0]
    assert re.match(r"^[A-Z][\w .-]*\. .+", first), f"{path.name}: first line {first!r} is not 'Name. what -> what.'"


@pytest.mark.parametrize("path", FILES, ids=_named)
def test_file_and_functions_are_short(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= 300, "a file over 300 lines holds two ideas"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            first = node.body[1] if ast.get_docstring(node) and len(node.body) > 1 else node.body[0]
            length = (node.end_lineno or 0) - first.lineno + 1
            assert length <= 40, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", COMPILED, ids=_named)
def test_compiled_files_are_short_and_narrow(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 300, "a file over 300 lines holds two ideas"
    assert max(map(len, lines)) <= 120, "a line over 120 columns is read by nobody"


@pytest.mark.parametrize("path", [p for p in FILES if _is_pure(p)], ids=_named)
def test_pure_rooms_do_not_touch_the_world(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in {"open", "print", "input", "exec", "eval", "breakpoint"}, node.func.id


@pytest.mark.parametrize("path", FILES, ids=_named)
def test_public_things_have_a_promise(path: Path) -> None:
    tree = ast.parse(path.read_text())
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


@pytest.mark.parametrize("path", FILES, ids=_named)
def test_nothing_is_caught_wholesale(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ExceptHandler) and _named(path) != "batch/job.py":  # around a job, and nowhere else
            names = ast.dump(node.type) if node.type else ""
            assert node.type is not None, "a bare except hides its cause"
            assert "'Exception'" not in names and "'BaseException'" not in names, "catch what you expect, by name"


@pytest.mark.parametrize("path", [p for p in FILES if "records" in p.parts or "modifications" in p.parts], ids=_named)
def test_numbers_in_records_carry_their_unit(path: Path) -> None:
    classes = [node for node in ast.parse(path.read_text()).body if isinstance(node, ast.ClassDef)]
    for node in (item for one in classes for item in one.body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            name, kind = node.target.id, ast.unparse(node.annotation)
            if kind in {"float", "FloatArray", "float | None"} and name.islower():
                has_unit = name.rsplit("_", 1)[-1] in UNITS or MAY_HAVE_NO_UNIT.match(name)
                assert has_unit or name == "points", f"{name}: {kind} has no unit suffix"


def test_the_public_names_are_pinned() -> None:
    import orthogen

    assert orthogen.__all__ == ["build", "compare", "inspect", "offset", "verify"]


def test_the_walls_stand() -> None:
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename=str(PACKAGE.parent / "pyproject.toml")) == EXIT_STATUS_SUCCESS
