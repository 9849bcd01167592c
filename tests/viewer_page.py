"""Viewer page. demo scans -> a bare page with the viewer alone: `python -m tests.viewer_page OUT.html [--right]`."""

import sys
import time
from pathlib import Path

from orthogen import pipeline
from orthogen.intake import read_scan
from orthogen.lab.ordering import ordering, prescribed
from orthogen.publish.viewer import ViewedFoot, device_scales, skin_of, viewed, viewer_data, viewer_script
from orthogen.publish.wording import english

SCANS = Path(__file__).resolve().parents[1] / "scans"
_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>orthogen viewer</title>
<style>
:root {{ color-scheme: light dark; --ink: #1a2430; --soft: #5a6675; --card: #ffffff; --rule: #d9d6cf; }}
@media (prefers-color-scheme: dark) {{ :root {{ --ink: #e8e6e1; --soft: #a9b0ba; --card: #1c2229; --rule: #39414b; }} }}
body {{ margin: 0 auto; max-width: 1080px; padding: 1rem; font: 16px/1.5 system-ui, sans-serif; color: var(--ink);
        background: var(--card); }}
</style></head>
<body>
<main><div id="orthogen-viewer">{stills}</div>
<p><button type="button" data-fly-mm="120,25,12" data-fly-side="right" data-fly-label="arch apex">arch apex</button></p>
</main>
{data}{script}</body></html>
"""
STILL = "<div data-stills><p>still picture</p></div>"


def demo_foot(name: str, *, sets: tuple[str, ...] = ("metatarsal_pad.height_mm=5",)) -> ViewedFoot:
    """Return the device of profile overpronation on a demo scan, as the viewer shows it."""
    scan = read_scan(SCANS / f"{name}.stl", unit=None)
    order = ordering(
        profile="overpronation", prescription=None, assessment=None, sets=sets, construction=None, length=None,
        accepted=(),
    )  # fmt: skip
    (foot,) = pipeline.see(scan)
    device = pipeline.make(foot, prescribed(foot, order), label="demo", case="demo", clock=time.perf_counter)
    return viewed(device, skin=skin_of(scan, foot))


def page(feet: list[ViewedFoot], *, stills: str = STILL) -> str:
    """Return a page that holds nothing but the viewer of these feet."""
    words = english()["viewer"]
    return _PAGE.format(
        stills=stills, data=viewer_data(feet, device_scales(feet, words=words), words=words), script=viewer_script()
    )


def main(arguments: list[str]) -> None:
    """Write the page of the pair, or of the right foot alone."""
    feet = [demo_foot("right_normal")]
    if "--right" not in arguments:
        feet.insert(0, demo_foot("left_normal"))
    text = page(feet)
    Path(arguments[0]).write_text(text, encoding="utf-8")
    print(f"{arguments[0]}: {len(text.encode()) / 1e6:.2f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
