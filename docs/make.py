"""Make. code -> generated pages and pictures; with --check, exit 1 if what is stored differs from what code makes."""

import sys
from pathlib import Path

import numpy as np
from PIL import Image

from docs import condition_pages
from docs.code_map import map_page
from docs.gallery import gallery_page, gallery_pictures
from docs.modification_pages import index_page, modification_page
from docs.modification_pictures import modification_picture
from docs.performance_page import performance_texts
from docs.showcase import build_picture, demo_foot
from orthogen.intake import profile_names, read_profile
from orthogen.modifications import catalogue
from orthogen.publish.page.render import TEMPLATES, compiled
from orthogen.publish.wording import compiled_words
from orthogen.store import compiling

DOCS = Path(__file__).resolve().parent
_MOST_DIFFERENCE = 2.0  # mean grey levels: the same picture on another processor


def texts() -> dict[str, str]:
    """Return file name -> text of every generated page."""
    known = catalogue()
    pages = {"map.md": map_page(), "gallery.md": gallery_page(), "modifications/index.md": index_page(known)}
    pages |= performance_texts()
    conditions = [read_profile(name) for name in profile_names()]
    pages |= {"conditions/index.md": condition_pages.index_page(conditions)}
    pages |= {f"conditions/{item.name}.md": condition_pages.condition_page(item) for item in conditions}
    return pages | {f"modifications/{kind}.md": modification_page(known[kind]) for kind in known}


def pictures() -> dict[str, np.ndarray]:
    """Return file name -> pixels of every generated picture; all on the synthetic demo foot."""
    foot = demo_foot()
    drawn = {f"modifications/{kind}.png": modification_picture(foot, item) for kind, item in catalogue().items()}
    drawn |= {
        f"conditions/{name}.png": condition_pages.condition_picture(foot, read_profile(name))
        for name in profile_names()
    }
    return drawn | {"pictures/build.png": build_picture(foot)} | dict(gallery_pictures())


def compiled_pages() -> dict[str, str]:
    """Return file name, seen from docs, -> Python of the templates and words of the report and of the store's SQL."""
    pages = {f"../orthogen/publish/page/compiled/{name}.py": compiled(name) for name in TEMPLATES}
    return pages | {
        "../orthogen/publish/compiled/words.py": compiled_words(),
        "../orthogen/store/compiled/sqlite.py": compiling.compiled(),
    }


def main() -> int:
    """Write everything, or compare with what is stored."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, text in (texts() | compiled_pages()).items():
        path = DOCS / name
        if check:
            stale += [] if path.exists() and path.read_text() == text else [name]
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    for name, pixels in pictures().items():
        path = DOCS / name
        if check:
            stale += [] if path.exists() and _same(path, pixels) else [name]
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            Image.fromarray(pixels).quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
    for name in stale:
        print(f"docs/{name} is not current: run `make docs` and look at it")
    return 1 if stale else 0


def _same(path: Path, pixels: np.ndarray) -> bool:
    stored = np.asarray(Image.open(path).convert("RGB")).astype(float)
    return stored.shape == pixels.shape and float(np.abs(stored - pixels).mean()) <= _MOST_DIFFERENCE


if __name__ == "__main__":
    sys.exit(main())
