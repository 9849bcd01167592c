"""Pictures. the view of the demo pair from each side -> compared with stored pictures, within a tolerance.

`python -m tests.browser.test_pictures` stores them anew; look at them before they are committed.
"""

import base64
import io
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

STORED = Path(__file__).with_name("pictures")
SIZE = (480, 320)
SHOWN = {"top": "plain", "medial": "plain", "heel": "plain", "underside": "plain", "oblique": "change.metatarsal_pad"}
# Grey levels: another driver shades and smooths edges a little otherwise; a part that is missing or turned is far more.
MOST_MEAN, MOST_BLOCK = 2.0, 24.0


def taken(page: Any, view: str, colour: str) -> np.ndarray:
    """Return one still picture of both feet on white, grey (rows, columns), averaged over 4 × 4 pixels."""
    told = page.evaluate(
        "([view, colour, width, height]) => orthogenViewer.still(view, {width, height, feet: ['left', 'right'], "
        "show: 'device', colour})",
        [view, colour, *SIZE],
    )
    picture = Image.open(io.BytesIO(base64.b64decode(told.split(",", 1)[1]))).convert("RGBA")
    white = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("L")
    return np.asarray(white.resize((SIZE[0] // 4, SIZE[1] // 4), Image.Resampling.BOX)).astype(float)


def far_off(seen: np.ndarray, stored: np.ndarray) -> bool:
    """True if two pictures differ by more than the tolerance, on the whole or in any block of 8 × 8."""
    if seen.shape != stored.shape:
        return True
    apart = np.abs(seen - stored)
    blocks = apart[: apart.shape[0] // 8 * 8, : apart.shape[1] // 8 * 8]
    blocks = blocks.reshape(blocks.shape[0] // 8, 8, -1, 8).mean(axis=(1, 3))
    return bool(apart.mean() > MOST_MEAN or blocks.max() > MOST_BLOCK)


@pytest.mark.parametrize(("view", "colour"), SHOWN.items())
def test_the_view_looks_as_it_did(browser: Any, pair_page: Path, view: str, colour: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(pair_page.as_uri())
    page.wait_for_function("window.orthogenViewer && window.orthogenViewer.ready")
    seen = taken(page, view, colour)
    page.close()
    stored = np.asarray(Image.open(STORED / f"{view}.png")).astype(float)
    assert not far_off(seen, stored)
    lost = seen.copy()
    lost[:, : lost.shape[1] // 2] = 255.0
    assert far_off(lost, stored), "a picture without one foot must not pass"
    assert far_off(seen[::-1], stored), "a picture upside down must not pass"


def main() -> None:
    """Store the pictures of the demo pair."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import CHROMIUM, FLAGS
    from tests.viewer_page import demo_foot, page

    out = Path(sys.argv[1])
    out.write_text(page([demo_foot("left_normal"), demo_foot("right_normal")]), encoding="utf-8")
    STORED.mkdir(exist_ok=True)
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        tab = running.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(out.as_uri())
        tab.wait_for_function("window.orthogenViewer && window.orthogenViewer.ready")
        for view, colour in SHOWN.items():
            Image.fromarray(taken(tab, view, colour).round().astype(np.uint8)).save(STORED / f"{view}.png")
        running.close()


if __name__ == "__main__":
    main()
