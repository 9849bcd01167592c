"""Report. the pages of a demo pair in a real browser: on a screen, on a telephone, by keyboard, on paper."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import orthogen
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.test_viewer import Opened

SCANS = Path(__file__).resolve().parents[2] / "scans"
SETS = ("metatarsal_pad.height_mm=4",)
# many orders on both feet: the longest page that still must fit on two sheets
MANY = (
    *SETS, "heel_lift.height_mm=4", "forefoot_post.angle_deg=2", "medial_skive.depth_mm=2",
    "left.heel_lift.height_mm=6",
)  # fmt: skip

# The contrast of every text against what lies behind it (WCAG 2.1: relative luminance, ratio), worst first.
CONTRASTS = """() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = (rgb) => rgb.slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, k) => sum + v * [0.2126, 0.7152, 0.0722][k], 0);
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const back = parse(getComputedStyle(one).backgroundColor);
      if (back.length === 3 || back[3] === 1) return back;
    }
    return [255, 255, 255];
  };
  const own = (one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  return [...document.querySelectorAll("body *:not(script):not(style)")]
    .filter((one) => own(one) && one.checkVisibility() && !one.closest("svg") && !one.closest(".ov-stage"))
    .map((one) => {
      const [a, b] = [light(parse(getComputedStyle(one).color)), light(behind(one))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), `${one.tagName}.${one.className}: ${one.innerText}`];
    })
    .sort((one, two) => one[0] - two[0]);
}"""


def _built(out: Path, *names: str, sets: tuple[str, ...] = SETS) -> Path:
    """Return the folder of a fresh build of demo scans."""
    build = orthogen.build(*(SCANS / f"{name}.stl" for name in names), profile="overpronation", sets=sets, out=out)
    return next(out.glob(f"{build.case}/*/report.html")).parent


@pytest.fixture(scope="session")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the demo pair."""
    return _built(tmp_path_factory.mktemp("pair"), "left_normal", "right_normal") / "report.html"


@pytest.fixture(scope="session")
def single(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of one foot."""
    return _built(tmp_path_factory.mktemp("single"), "right_normal") / "report.html"


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the demo pair with many orders."""
    return _built(tmp_path_factory.mktemp("many"), "left_normal", "right_normal", sets=MANY) / "report.html"


@pytest.fixture(scope="module")
def _page(browser: Any, pair: Path) -> Iterator[Opened]:
    one = Opened(browser, pair)
    one.tab.wait_for_selector("html.viewing")
    yield one
    one.context.close()


@pytest.fixture
def opened(_page: Opened) -> Iterator[Opened]:
    """The one page of these tests, set back to how it opens; nothing may have gone wrong on it afterwards."""
    for call in ("setMeasuring(false)", "setSection(null)", "setShow('device')", "setFeet('both')", "setColour('gap')"):
        _page.do(call)
    _page.tab.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    _page.do("setView('oblique')")
    yield _page
    assert _page.wrong == []


def _sheets(opened: Opened) -> int:
    """Return the number of sheets that the page prints on."""
    pdf = opened.tab.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_page_is_small_and_says_the_verdict_first(opened: Opened, pair: Path) -> None:
    assert pair.stat().st_size < 5_000_000
    assert opened.tab.locator("header .verdict").inner_text().startswith("✓ Accepted")
    titles = opened.tab.locator("main section.device[data-side] h2").all_inner_texts()
    assert [title.split()[0] for title in titles] == ["Left", "Right"]


def test_the_button_of_each_dose_colours_the_view_by_its_modification(opened: Opened) -> None:
    buttons = opened.tab.locator("button.dose:visible")
    kinds = set()
    for k in range(buttons.count()):
        opened.do("setColour('plain')")
        opened.do("setView('oblique')")
        buttons.nth(k).click()
        kind = buttons.nth(k).get_attribute("data-kind")
        kinds.add(kind)
        assert (opened.state()["colour"], opened.state()["view"]) == (f"change.{kind}", "top")
        assert opened.tab.locator(".ov-stage").bounding_box()["y"] >= -1
    assert {"metatarsal_pad", "rearfoot_post", "heel_cup"} <= kinds


def test_the_button_of_a_finding_flies_to_its_place(opened: Opened) -> None:
    far = opened.state()["pose"]["mmPerPx"]
    for button in opened.tab.locator("button.fly").all()[:3]:
        opened.do("setView('oblique')")
        button.click()
        state = opened.state()
        assert state["flag"]["side"] == button.get_attribute("data-fly-side")
        assert state["flag"]["label"] == button.get_attribute("data-fly-label")
        assert state["pose"]["mmPerPx"] < far
    opened.do("escape()")


def test_the_controls_of_the_view_work_in_this_page(opened: Opened) -> None:
    for what in ("scan", "device"):
        opened.press(what)
        assert opened.state()["show"] == what
    opened.press("section")
    assert opened.state()["section"] is not None and opened.tab.locator(".ov-inset").count() == 2
    opened.press("section")
    opened.press("view_top")
    x, y = opened.do("whereIs('right', [60, 5, 5])")
    opened.tab.mouse.move(x, y)
    opened.tab.wait_for_function("orthogenViewer.state().reading.startsWith('Right, device')")


def test_tab_reaches_every_button_of_the_page_and_enter_works(opened: Opened) -> None:
    wanted = opened.tab.locator("main button.dose:visible, main button.fly:visible").count()
    reached, colour = 0, "plain"
    opened.do("setColour('plain')")
    opened.tab.locator(".ov-stage").focus()
    for _ in range(200):
        opened.tab.keyboard.press("Tab")
        kind = opened.tab.evaluate("document.activeElement.className")
        if opened.tab.evaluate("document.activeElement === document.body"):
            break
        reached += kind in {"dose", "fly"}
        if kind == "dose" and colour == "plain":
            opened.tab.keyboard.press("Enter")
            colour = opened.state()["colour"]
    assert reached == wanted > 5
    assert colour.startswith("change.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_telephone_shows_all_of_it_with_contrast(browser: Any, many: Path, scheme: str) -> None:
    opened = Opened(browser, many, viewport={"width": 360, "height": 740}, has_touch=True, color_scheme=scheme)
    opened.tab.wait_for_selector("html.viewing")
    assert opened.tab.evaluate("document.documentElement.scrollWidth") <= 360
    cut = "[...document.querySelectorAll('section')].filter((one) => one.scrollWidth > one.clientWidth + 1)"
    assert opened.tab.evaluate(f"{cut}.map((one) => one.innerText.slice(0, 80))") == []
    contrasts = opened.tab.evaluate(CONTRASTS)
    assert len(contrasts) > 100 and contrasts[0][0] >= 4.5, contrasts[:5]
    assert opened.wrong == []
    opened.context.close()


@pytest.mark.parametrize("which", ["pair", "single", "many"])
def test_it_prints_on_two_sheets_with_pictures(browser: Any, request: pytest.FixtureRequest, which: str) -> None:
    opened = Opened(browser, request.getfixturevalue(which))
    opened.tab.wait_for_selector("html.viewing")
    assert _sheets(opened) == 2
    feet = opened.tab.locator("[data-side]").count()
    assert opened.tab.locator("[data-stills] img").count() == 3 * feet
    assert opened.wrong == []
    opened.context.close()


@pytest.mark.parametrize("which", ["pair", "single"])
def test_the_leaflet_prints_on_one_sheet(browser: Any, request: pytest.FixtureRequest, which: str) -> None:
    path = request.getfixturevalue(which).with_name("leaflet.html")
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    wrong: list[str] = []
    tab.on("request", lambda asked: None if asked.url == path.as_uri() else wrong.append(asked.url))
    tab.on("console", lambda said: wrong.append(said.text))
    tab.goto(path.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    assert len(re.findall(rb"/Type\s*/Page\b", tab.pdf(prefer_css_page_size=True))) == 1
    contrasts = tab.evaluate(CONTRASTS)
    assert contrasts[0][0] >= 4.5, contrasts[:5]
    assert wrong == []
    context.close()


def test_without_webgl_a_sentence_and_the_maps_remain(browser: Any, pair: Path) -> None:
    blind = browser.browser_type.launch(executable_path=CHROMIUM, args=[*FLAGS[:6], "--disable-3d-apis"])
    one = Opened(blind, pair)
    assert one.do("ready") is False
    assert "cannot show three-dimensional pictures" in one.tab.locator(".ov-sorry").inner_text()
    assert one.tab.locator(".maps svg").count() == 8 and one.tab.locator(".maps svg").first.is_visible()
    assert not one.tab.locator("button.dose").first.is_visible()
    assert _sheets(one) == 2
    assert one.wrong == []
    blind.close()
