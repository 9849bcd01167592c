"""Pressure. damaged recordings -> only honest answers; `python -m tests.fuzz.pressure N [READER]` tries N of each."""

import io
import random
import resource
import signal
import sys
import tempfile
import warnings
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np

from orthogen.assess import loads_of
from orthogen.errors import OrthogenError
from orthogen.intake.pressure import read_pressure
from orthogen.records.pressure import Told
from tests import footprint as fp
from tests import insoles, instruments
from tests.fuzz.mutate import damaged

MOST_BYTES_MORE = 1_500_000_000
MOST_SECONDS = 10
LONGEST_SENTENCE = 300
TOLD = (Told(), Told(unit="N/cm2", pitch_mm=(6.0, 6.0), rate_hz=20.0))
READERS = ("tekscan", "emed", "pedar", "footscan", "apd", "zebris", "medilogic", "xsensor", "moticon", "matrix")
_SMALL = {"rows": 28, "columns": 11, "pitch": (10.0, 10.0), "hz": 20.0, "at": (10.0, 50.0), "idle": 1}


@cache
def seeds(reader: str) -> tuple[tuple[str, bytes], ...]:
    """Return name and bytes of small sound files of one reader."""
    left, right = (fp.walk(side, **_SMALL) for side in ("left", "right"))  # type: ignore[arg-type]
    held = io.BytesIO()
    np.savez_compressed(
        held, frames=left.frames_kpa.astype(np.float32), pitch_mm=[10.0, 10.0], rate_hz=20.0, unit="kPa"
    )
    texts: dict[str, tuple[tuple[str, str], ...]] = {
        "tekscan": (("a_L.asf", instruments.tekscan(left)), ("a.csv", instruments.tekscan(right, insole=False))),
        "emed": (("a.lst", instruments.emed(left)), ("b.lst", instruments.emed(right, tabs=False))),
        "pedar": (("a.asc", insoles.pedar(hz=10.0, steps=2)[0]),),
        "footscan": (("a.xls", instruments.footscan(left)), ("b.txt", instruments.footscan_cropped(left, right))),
        "apd": (("a.apd", instruments.apd(left)), ("b.apd", instruments.apd(right, frames=True))),
        "zebris": (("a.txt", instruments.zebris(left)), ("b.txt", instruments.zebris(right, belt_m_s=0.2))),
        "medilogic": (("a_L.csv", instruments.medilogic(left)),),
        "xsensor": (
            ("a.csv", instruments.xsensor(left, right)),
            ("b.txt", instruments.xsensor_older(left)),
            ("c.csv", instruments.xsensor_table(left, right)),
        ),
        "moticon": (("a.txt", insoles.moticon(hz=10.0, steps=3)[0]),),
        "matrix": (
            ("a.csv", instruments.matrix_csv(left)),
            ("b.csv", instruments.matrix_csv(right, mark=";", comma=True)),
        ),
    }
    plain = tuple((name, text.encode()) for name, text in texts[reader])
    wide = tuple((name, text.encode("utf-16")) for name, text in texts[reader][:1])
    return (*plain, *plain, *wide, *((("a.npz", held.getvalue()),) if reader == "matrix" else ()))


def tried(folder: Path, reader: str, number: int, *, harm: bool = True) -> str:
    """Return `read`, or the name of the refusal, for one file; raises AssertionError for an answer that is none."""
    chance = random.Random(f"{reader}/{number}")
    name, data = chance.choice(seeds(reader))
    (folder / name).write_bytes(damaged(data, chance) if harm else data)
    try:
        bare = name == "c.csv" or reader in ("medilogic", "matrix")
        for recording in read_pressure(folder / name, TOLD[1 if bare else 0]):
            assert np.isfinite(recording.time_s).all() and (np.diff(recording.time_s) >= 0).all()
            assert not np.isinf(recording.frames_kpa).any() and np.nanmin(recording.frames_kpa) >= 0
            for load in loads_of(recording):
                told = [load.peak_force_n, load.length_mm, *(mask.peak_kpa for mask in load.masks.values())]
                assert np.isfinite(told).all() and np.isfinite(load.path_mm).all(), "a measure that is not finite"
    except OrthogenError as refusal:
        sentence = str(refusal)
        assert sentence and refusal.next_step and sentence.isprintable() and len(sentence) < LONGEST_SENTENCE, sentence
        return type(refusal).__name__
    return "read"


def _too_slow(*_: object) -> None:
    raise TimeoutError(f"more than {MOST_SECONDS} s of work")


def main(many: int, readers: tuple[str, ...]) -> int:
    """Print what came out of so many files of each reader; return 1 if anything but honest answers did."""
    own = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (own + MOST_BYTES_MORE, own + MOST_BYTES_MORE))
    warnings.simplefilter("error")
    signal.signal(signal.SIGPROF, _too_slow)
    wrong = 0
    with tempfile.TemporaryDirectory() as made:
        for reader in readers:
            answers: Counter[str] = Counter()
            for number in range(many):
                signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
                try:
                    answers[tried(Path(made), reader, number)] += 1
                except Exception as trouble:  # noqa: BLE001 — whatever it is, it is what this search is for
                    wrong += 1
                    print(f"  {reader} {number}: {type(trouble).__name__}: {str(trouble)[:200]}", flush=True)
                signal.setitimer(signal.ITIMER_PROF, 0)
            print(f"{reader:10} {dict(sorted(answers.items()))}", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), tuple(sys.argv[2:]) or READERS))
