"""Viewer. the demo pair on a page, in a real browser: every control does what it says, and nothing leaves the page."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.browser.conftest import CHROMIUM, FLAGS


class Opened:
    """A page with the viewer, and whatever went wrong on it."""

    def __init__(self, browser: Any, path: Path, **settings: Any) -> None:
        self.context = browser.new_context(
            reduced_motion="reduce", **{"viewport": {"width": 800, "height": 800}, **settings}
        )
        self.tab = self.context.new_page()
        self.wrong: list[str] = []
        self.tab.on("console", lambda said: self.wrong.append(said.text) if said.type in {"error", "warning"} else None)
        self.tab.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.tab.on("request", lambda asked: None if asked.url == path.as_uri() else self.wrong.append(asked.url))
        self.tab.goto(path.as_uri())
        self.tab.wait_for_function("window.orthogenViewer")

    def do(self, call: str) -> Any:
        """Call the viewer."""
        return self.tab.evaluate(f"orthogenViewer.{call}")

    def state(self) -> dict[str, Any]:
        """Return its state."""
        return dict(self.do("state()"))

    def press(self, name: str) -> None:
        """Click the button of this name."""
        self.tab.locator(f'[data-act="{name}"]').click()

    def pixels(self) -> np.ndarray:
        """Return the picture that is seen now."""
        self.tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        shot = self.tab.locator(".ov-stage").screenshot()
        return np.asarray(Image.open(io.BytesIO(shot)).convert("RGB")).astype(int)


@pytest.fixture(scope="module")
def _page(browser: Any, pair_page: Path) -> Iterator[Opened]:
    one = Opened(browser, pair_page)
    yield one
    one.context.close()


@pytest.fixture
def opened(_page: Opened) -> Iterator[Opened]:
    """The one page of these tests, set back to how it opens."""
    for call in ("setMeasuring(false)", "setSection(null)", "setShow('device')", "setFeet('both')", "setColour('gap')"):
        _page.do(call)
    _page.tab.mouse.move(1, 1)
    _page.tab.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    _page.do("setView('oblique')")
    yield _page
    assert _page.wrong == []


def _coloured(pixels: np.ndarray) -> float:
    """Return the share of pixels that are no grey."""
    return float(((pixels.max(2) - pixels.min(2)) > 40).mean())


def _changed(before: np.ndarray, after: np.ndarray) -> float:
    """Return the share of pixels that differ by more than a tolerance."""
    return float((np.abs(before - after).max(2) > 24).mean())


def test_the_page_opens_with_both_feet_in_colour(opened: Opened, pair_page: Path) -> None:
    state = opened.state()
    assert (state["show"], state["feet"], state["colour"], state["view"]) == ("device", "both", "gap", "oblique")
    assert _coloured(opened.pixels()) > 0.02
    assert not opened.tab.locator("[data-stills]").is_visible()
    assert pair_page.stat().st_size < 5_000_000
    print(f"opened in {opened.tab.evaluate('orthogenViewer.opened_ms'):.0f} ms")


def test_left_and_right_show_the_same_side_at_the_same_scale(opened: Opened) -> None:
    for view in ("top", "medial", "heel"):
        opened.do(f"setView('{view}')")
        places = [opened.do(f"whereIs('{side}', [{x}, {y}, 0])") for side, x, y in (
            ("left", 0, 0), ("left", 200, -20), ("right", 0, 0), ("right", 200, 20))]  # fmt: skip
        left, right = np.subtract(places[1], places[0]), np.subtract(places[3], places[2])
        assert right == pytest.approx(left * [-1, 1], abs=1e-6)


@pytest.mark.parametrize("what", ["device", "scan", "both"])
def test_what_is_shown_follows_its_button(opened: Opened, what: str) -> None:
    other = "scan" if what == "device" else "device"
    opened.do(f"setShow('{other}')")
    before = opened.pixels()
    opened.tab.locator(f'[data-act="{what}"]').first.click() if what != "both" else opened.tab.locator(
        '[role="group"][aria-label="Show"] [data-act="both"]'
    ).click()
    assert opened.state()["show"] == what
    assert _changed(before, opened.pixels()) > 0.01


@pytest.mark.parametrize("side", ["left", "right"])
def test_one_foot_alone_is_larger(opened: Opened, side: str) -> None:
    scale = opened.state()["pose"]["mmPerPx"]
    opened.press(side)
    assert opened.state()["feet"] == side
    assert opened.state()["pose"]["mmPerPx"] < scale


def test_every_colour_has_a_legend_with_its_unit(opened: Opened) -> None:
    legend = opened.tab.locator(".ov-ui > .ov-legend")
    for key in opened.do("colours"):
        opened.tab.locator(".ov-colour select").select_option(key)
        assert opened.state()["colour"] == key
        if key == "plain":
            assert not legend.is_visible()
        else:
            assert "(mm)" in legend.inner_text()
            assert opened.tab.locator(".ov-ui > .ov-legend .ov-tick").count() >= 4
    assert "change.metatarsal_pad" in opened.do("colours")


def test_a_pad_is_coloured_where_it_is_and_nowhere_else(opened: Opened) -> None:
    opened.do("setColour('change.metatarsal_pad')")
    opened.do("setView('top')")
    share = _coloured(opened.pixels())
    opened.do("setColour('height')")
    assert 0 < share < 0.2 * _coloured(opened.pixels())


@pytest.mark.parametrize("view", ["top", "medial", "lateral", "heel", "underside", "oblique"])
def test_each_view_is_whole_and_not_empty(opened: Opened, view: str) -> None:
    opened.press(f"view_{view}")
    assert opened.state()["view"] == view
    pixels = opened.pixels()
    for edge in (pixels[2:6, 60:-60], pixels[-6:-2, 60:-60]):
        assert _coloured(edge) == 0
    assert np.ptp(pixels[40:-40, 40:-40], axis=(0, 1)).min() > 60


def test_hover_reads_place_and_value(opened: Opened) -> None:
    opened.do("setView('top')")
    opened.do("setColour('thickness')")
    x, y = opened.do("whereIs('right', [60, 5, 5])")
    opened.tab.mouse.move(x, y)
    opened.tab.wait_for_function("orthogenViewer.state().reading.includes('Thickness')")
    said = opened.state()["reading"]
    assert said.startswith("Right, device: Thickness ") and "60 mm forward of the heel" in said and " mm" in said
    found = opened.do(f"readAt({x}, {y})")
    assert found["side"] == "right" and found["place"][0] == pytest.approx(60, abs=0.3)
    assert 2 < found["values"]["thickness"] < 20
    assert opened.do("readAt(2, 2)") is None


def test_measuring_between_two_points(opened: Opened) -> None:
    opened.do("setView('top')")
    opened.press("measure")
    for place in ("[40, 0, 5]", "[140, 0, 5]"):
        opened.tab.mouse.click(*opened.do(f"whereIs('right', {place})"))
    measured = opened.state()["measured"]
    assert measured["mm"] == pytest.approx(100, abs=1.0)
    assert "Distance" in opened.state()["reading"]
    assert opened.tab.locator(".ov-measure text").inner_html().endswith("mm")
    opened.press("measure")
    assert opened.state()["measured"] is None
    line = opened.do("measure([{side: 'left', at_mm: [0, 0, 0]}, {side: 'left', at_mm: [30, 40, 0]}])")
    assert line["mm"] == pytest.approx(50)


def test_the_section_moves_and_its_thickness_agrees_with_the_surface(opened: Opened) -> None:
    opened.press("section")
    assert opened.state()["section"]["axis"] == "x"
    before = opened.pixels()
    opened.tab.locator(".ov-slider input").fill("60")
    assert opened.state()["section"]["at_mm"] == 60
    assert _changed(before, opened.pixels()) > 0.005
    drawings = opened.tab.locator(".ov-inset")
    assert drawings.count() == 2
    assert "60.0 mm forward of the heel" in drawings.nth(0).inner_text()
    assert opened.tab.locator("path.ov-curve-device").nth(1).get_attribute("d")
    assert opened.tab.locator("path.ov-curve-scan").nth(1).get_attribute("d")
    told = drawings.nth(1).locator("output").inner_text()
    thick = float(told.split(" mm thick")[0].split()[-1])
    assert 2 < thick < 20 and "above the foot bed" in told
    drawings.nth(1).locator("svg").focus()
    opened.tab.keyboard.press("ArrowRight")
    for axis in ("section_along", "section_level"):
        opened.press(axis)
        assert drawings.nth(0).is_visible()
    opened.press("cut_away")
    assert opened.state()["section"]["cut_away"] is False
    opened.press("section")
    assert opened.state()["section"] is None and not drawings.nth(0).is_visible()


def test_fly_to_a_place_of_a_finding(opened: Opened) -> None:
    scale = opened.state()["pose"]["mmPerPx"]
    opened.tab.locator("[data-fly-mm]").click()
    state = opened.state()
    assert state["flag"]["label"] == "arch apex" and state["flag"]["side"] == "right"
    assert state["pose"]["mmPerPx"] < scale and "arch apex: 120 mm forward" in state["reading"]
    x, y = opened.do("whereIs('right', [120, 25, 16])")
    box = opened.tab.locator(".ov-stage").bounding_box()
    assert box["x"] < x < box["x"] + box["width"] and box["y"] < y < box["y"] + box["height"]
    opened.tab.keyboard.press("Escape")
    assert opened.state()["flag"] is None


KEYS: list[tuple[str, Callable[[dict[str, Any], dict[str, Any]], bool]]] = [
    ("ArrowLeft", lambda a, b: a["pose"]["yaw"] != b["pose"]["yaw"] and b["view"] == "free"),
    ("ArrowUp", lambda a, b: a["pose"]["pitch"] != b["pose"]["pitch"]),
    ("Shift+ArrowRight", lambda a, b: a["pose"]["target"] != b["pose"]["target"]),
    ("+", lambda a, b: b["pose"]["mmPerPx"] < a["pose"]["mmPerPx"]),
    ("-", lambda a, b: b["pose"]["mmPerPx"] > a["pose"]["mmPerPx"]),
    ("1", lambda a, b: b["view"] == "top"),
    ("5", lambda a, b: b["view"] == "underside"),
    ("s", lambda a, b: b["section"] is not None),
    ("m", lambda a, b: b["measuring"]),
    ("Enter", lambda a, b: b["reading"] != a["reading"]),
]


@pytest.mark.parametrize(("key", "did"), KEYS, ids=[key for key, _ in KEYS])
def test_keys(opened: Opened, key: str, did: Callable[[dict[str, Any], dict[str, Any]], bool]) -> None:
    opened.tab.locator(".ov-stage").focus()
    before = opened.state()
    opened.tab.keyboard.press(key)
    assert did(before, opened.state())


def test_two_fingers_zoom(browser: Any, pair_page: Path) -> None:
    opened = Opened(browser, pair_page, has_touch=True)
    opened.tab.locator(".ov-stage").focus()
    box = opened.tab.locator(".ov-stage").bounding_box()
    before = opened.state()["pose"]["mmPerPx"]
    touch = opened.context.new_cdp_session(opened.tab)

    def fingers(kind: str, *spread: int) -> None:
        points = [
            {"x": box["x"] + 150 + sign * s, "y": box["y"] + 150, "id": sign + 1} for s in spread for sign in (-1, 1)
        ]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    fingers("touchStart", 30)
    fingers("touchMove", 45)
    fingers("touchMove", 60)
    fingers("touchEnd")
    assert opened.state()["pose"]["mmPerPx"] == pytest.approx(before / 2, rel=0.2)
    assert opened.wrong == []
    opened.context.close()


def test_drag_turns_and_the_wheel_zooms_only_once_the_picture_has_the_focus(opened: Opened) -> None:
    box = opened.tab.locator(".ov-stage").bounding_box()
    x, y = box["x"] + 300, box["y"] + 200
    before = opened.state()["pose"]
    opened.tab.mouse.move(x, y)
    opened.tab.mouse.wheel(0, -200)
    assert opened.state()["pose"] == before
    opened.tab.mouse.down()
    opened.tab.mouse.move(x + 60, y + 30, steps=4)
    opened.tab.mouse.up()
    turned = opened.state()["pose"]
    assert turned["yaw"] != before["yaw"] and turned["pitch"] > before["pitch"]
    opened.tab.locator(".ov-stage").focus()
    opened.tab.mouse.wheel(0, -200)
    opened.tab.wait_for_function(f"orthogenViewer.state().pose.mmPerPx < {turned['mmPerPx']}")


def test_every_control_can_be_reached_and_has_a_name(opened: Opened) -> None:
    names = opened.tab.evaluate(
        "[...document.querySelectorAll('.ov-ui button')]"
        ".map((one) => [one.textContent, one.type, one.getAttribute('aria-pressed')])"
    )
    assert len(names) > 12
    assert all(text and kind == "button" and pressed in {"true", "false"} for text, kind, pressed in names)
    assert opened.tab.locator("output[aria-live]").count() >= 1
    assert opened.tab.locator(".ov-stage").get_attribute("tabindex") == "0"


def test_stills_have_their_size_and_leave_the_picture_as_it_was(opened: Opened) -> None:
    opened.do("setSection({axis: 'x'})")
    before, state = opened.pixels(), opened.state()
    url = opened.do("still('top', {width: 400, height: 300, feet: ['right']})")
    assert url.startswith("data:image/png;base64,")
    size = opened.tab.evaluate(
        "(url) => new Promise((done) => { const one = new Image(); one.onload = () => done([one.width, one.height]);"
        " one.src = url; })",
        url,
    )
    assert size == [400, 300]
    assert opened.state() == state
    assert _changed(before, opened.pixels()) < 0.002


def test_on_paper_the_stills_are_back(browser: Any, pair_page: Path) -> None:
    opened = Opened(browser, pair_page)
    opened.tab.emulate_media(media="print")
    assert opened.tab.locator("[data-stills]").is_visible()
    assert not opened.tab.locator(".ov-ui").is_visible()
    opened.tab.emulate_media(media="screen")
    opened.tab.evaluate("document.querySelector('[data-stills]').remove()")
    opened.tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert opened.tab.locator(".ov-print img").count() == 8
    opened.tab.emulate_media(media="print")
    assert opened.tab.locator(".ov-print img").first.is_visible()
    assert opened.wrong == []
    opened.context.close()


def test_a_phone_shows_it_whole_and_in_the_dark(browser: Any, pair_page: Path) -> None:
    light = Opened(browser, pair_page, viewport={"width": 360, "height": 740}, has_touch=True)
    assert light.tab.evaluate("document.documentElement.scrollWidth") <= 360
    bright = light.pixels().mean()
    dark = Opened(browser, pair_page, viewport={"width": 360, "height": 740}, has_touch=True, color_scheme="dark")
    assert dark.pixels().mean() < bright - 60
    dark.do("setView('top')")
    dark.tab.touchscreen.tap(*dark.do("whereIs('right', [60, 5, 5])"))
    dark.tab.wait_for_function("orthogenViewer.state().reading.startsWith('Right, device')")
    for one in (light, dark):
        assert one.wrong == []
        one.context.close()


def test_without_webgl_a_sentence_stands_above_the_stills(browser: Any, pair_page: Path) -> None:
    blind = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS[:6], "--disable-3d-apis"])
    one = Opened(blind, pair_page)
    assert one.do("ready") is False
    assert "cannot show three-dimensional pictures" in one.tab.locator(".ov-sorry").inner_text()
    assert one.tab.locator("[data-stills]").is_visible()
    blind.close()
