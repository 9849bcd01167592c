"""Gait. `python -m tests.fuzz.gait N`: N damaged gait files of each kind, read and measured; what came out."""

import random
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

from orthogen.assess import gait_of
from orthogen.errors import OrthogenError
from orthogen.intake.gait import read_gait
from orthogen.records.gait import METRICS
from orthogen.records.markers import Markers
from tests import walks
from tests.fuzz.mutate import damaged

LONGEST_SENTENCE = 300
_SHORT = walks.walk(seconds=2.0, rate_hz=40.0)
_TABLE = [walks.GAITRITE, *walks.GAITRITE_ROWS]
_FRAME = '{"landmark_positions": {"left_hip": [%d, 900, 1], "left_ankle": [%d, 90, 1], "left_heel": [%d, 40, 1]}}'
SEEDS: dict[str, tuple[tuple[str, bytes], ...]] = {
    "form": (("a.toml", walks.FORM.encode()),
             ("a.json", b'{"schema": "orthogen.gait/1", "both": {"speed": {"value": 1.3, "unit": "m/s", "n": 4}}}')),
    "c3d": tuple((f"{k}.c3d", walks.c3d_bytes(_SHORT, computer=k, real=real, prefix="P:"))
                 for k in (84, 85, 86) for real in (True, False)),
    "trc": (("a.trc", walks.trc_text(_SHORT).encode()),),
    "mot": (("a.mot", walks.mot_text().encode()), ("b.mot", walks.mot_text(old=True).encode())),
    "walkway": (("a.txt", walks.table_text(_TABLE).encode()), ("a.xlsx", walks.xlsx_bytes(_TABLE)),
                ("b.csv", walks.table_text(walks.PKMAS, between=";", comma=True).encode())),
    "gaitkit": (("a.json", ('{"fps": 50, "angle_frames": [' + ", ".join(_FRAME % (k, k, k) for k in range(30))
                            + '], "ground_truth": {"hs_frames": {"left": [3]}}}').encode()),),
}  # fmt: skip


def tried(folder: Path, kind: str, number: int) -> str:
    """Return `measured`, `read` or the name of the refusal; raises AssertionError for an answer that is none."""
    chance = random.Random(f"{kind}/{number}")
    name, data = chance.choice(SEEDS[kind])
    path = folder / name
    path.write_bytes(damaged(data, chance))
    try:
        found = read_gait(path)
        found = gait_of(found) if isinstance(found, Markers) else found
    except OrthogenError as refusal:
        sentence = str(refusal)
        assert sentence and refusal.next_step, "a refusal without words"
        assert sentence.isprintable() and len(sentence) < LONGEST_SENTENCE, f"not one sentence: {sentence[:400]!r}"
        return type(refusal).__name__
    for table in found.values.values():
        for metric, value in table.items():
            assert METRICS[metric].low - 1e-9 <= value.value <= METRICS[metric].high + 1e-9, (metric, value)
    return "measured"


def main() -> int:
    """Print one line a kind, and every file that went wrong."""
    warnings.simplefilter("error")
    many, wrong = int(sys.argv[1]), 0
    with tempfile.TemporaryDirectory() as made:
        for kind in SEEDS:
            answers: Counter[str] = Counter()
            for number in range(many):
                try:
                    answers[tried(Path(made), kind, number)] += 1
                except Exception as trouble:  # noqa: BLE001 — whatever it is, it is what this search is for
                    wrong += 1
                    print(f"  {kind} {number}: {type(trouble).__name__}: {trouble}")
            print(kind, dict(answers), flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
