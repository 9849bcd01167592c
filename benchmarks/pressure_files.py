"""Pressure files. a kind of recording -> a text of 16 MB, as its instrument writes a long walk, and what to tell of it.

One known footprint steps on the device again and again (tests/footprint.py, tests/instruments.py, tests/insoles.py): no
file of a person is needed, and every machine makes the same bytes.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from orthogen.records.pressure import Told
from tests import footprint, insoles, instruments
from tests.recordings import FORMATS, SHEET

BYTES = 16_000_000
_PLATES = tuple(kind for kind in FORMATS if kind not in ("zebris apd", "tekscan psi"))  # one picture; the same again
_INSOLES: dict[str, tuple[str, Callable[[int], str], Told]] = {
    "pedar": ("walk.asc", lambda steps: insoles.pedar(steps=steps)[0], Told()),
    "moticon": ("walk.txt", lambda steps: insoles.moticon(steps=steps)[0], Told()),
}
KINDS = (*_PLATES, "xsensor table", *_INSOLES)


def written(kind: str, size: int = BYTES) -> tuple[str, bytes, Told]:
    """Return name, bytes (size, ± 3 %) and what the user must tell of such a file."""
    if kind in _INSOLES:
        name, write, told = _INSOLES[kind]
        text = _long(lambda many: write(round(3 * many)), size)
    else:
        name, save, device, told = FORMATS[kind] if kind in FORMATS else (
            "walk.csv", instruments.xsensor_table, SHEET, Told(pitch_mm=(8.6, 8.6)))  # fmt: skip
        step = footprint.walk("left", **device)  # type: ignore[arg-type]
        text = _long(lambda many: save(_again(step, many)), size)
    return name, text.encode("cp1252" if kind != "moticon" else "utf-8"), told


def _long(write: Callable[[float], str], size: int) -> str:
    """Return what is written of as many steps as make a text of that size."""
    one, two = len(write(1.0)), len(write(2.0))
    return write(1.0 + (size - one) / (two - one))


def _again(step: footprint.Walk, many: float) -> footprint.Walk:
    """Return the step repeated, the last time in part."""
    frames = round(many * len(step.frames_kpa))
    return replace(step, frames_kpa=np.resize(step.frames_kpa, (frames, *step.frames_kpa.shape[1:])))
