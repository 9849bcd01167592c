"""Docs. every modification has its page and picture, every cited source its line, every page is linked."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from docs.make import texts
from orthogen.intake import profile_names, read_assessment
from orthogen.modifications import catalogue
from orthogen.records.assessment import REVIEW_FLAGS, STOP_FLAGS, Assessment

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name, text", texts().items(), ids=list(texts()))
def test_generated_pages_are_current(name: str, text: str) -> None:
    assert (DOCS / name).read_text() == text, "run `make docs` and look at what changed"


@pytest.mark.parametrize("kind", catalogue())
def test_every_modification_has_a_page_and_a_picture(kind: str) -> None:
    assert (DOCS / "modifications" / f"{kind}.md").exists() and (DOCS / "modifications" / f"{kind}.png").exists()


@pytest.mark.parametrize("name", profile_names())
def test_every_condition_has_a_page_and_a_picture(name: str) -> None:
    assert (DOCS / "conditions" / f"{name}.md").exists() and (DOCS / "conditions" / f"{name}.png").exists()


def test_every_cited_source_is_listed() -> None:
    listed = set(re.findall(r"^\| S(\d+) \|", (DOCS / "sources.md").read_text(), re.M))
    cited: set[str] = set()
    for path in [*(ROOT / "orthogen" / "modifications").glob("*.py"), *(ROOT / "orthogen" / "profiles").glob("*.toml")]:
        for group in re.findall(r"\[(S\d[^\]]*)\]", path.read_text()):
            for first, last in re.findall(r"S?(\d+)(?:\s*[–-]\s*S?(\d+))?", group):
                cited |= {str(n) for n in range(int(first), int(last or first) + 1)}
    assert cited and cited <= listed, sorted(cited - listed, key=int)


def test_links_between_pages_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_printed_assessment_form_is_read_and_complete(tmp_path: Path) -> None:
    [printed] = re.findall(r"```toml\n(.*?)```", (DOCS / "assessment-form.md").read_text(), re.S)
    path = tmp_path / "form.toml"
    path.write_text(printed)
    form = read_assessment(path)
    assert set(form.red_flags) == {*STOP_FLAGS, *REVIEW_FLAGS}
    assert all(getattr(form, item.name) not in (None, {}) for item in fields(Assessment))
