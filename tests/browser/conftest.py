"""Browser. Debian's Chromium, driven without a window; whoever lacks it or playwright is told what was not tested."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.viewer_page import demo_foot, page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# no request of its own, and pictures by the processor where there is no graphics card
FLAGS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
)  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A running browser; skips aloud without playwright or Chromium."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright (the extra `test`)")
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium): the viewer was not tested in a browser")
    with playwright.sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def pair_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with the viewer of the demo pair."""
    path = tmp_path_factory.mktemp("viewer") / "pair.html"
    path.write_text(page([demo_foot("left_normal"), demo_foot("right_normal")]), encoding="utf-8")
    return path
