"""Run. a reader and a number -> what came out of that many damaged files, apart from honest answers."""

import random
import resource
import signal
import tempfile
import warnings
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from orthogen.errors import IntakeError
from orthogen.intake import read_scan, read_triangles
from tests.fuzz.mutate import damaged
from tests.fuzz.seeds import BESIDE, SEEDS

MOST_BYTES_MORE = 1_500_000_000  # of address space, above what the worker has when it starts
MOST_SECONDS = 10
LONGEST_SENTENCE = 300


class TooSlow(BaseException):
    """A file took longer than it may; no reader can catch it."""


@dataclass(kw_only=True)
class Outcome:
    """How many files were read and refused, what else happened (case -> what), and the most memory in use."""

    read: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    wrong: dict[int, str] = field(default_factory=dict)
    most_mb: int = 0


def case(reader: str, number: int) -> tuple[str, bytes, dict[str, bytes]]:
    """Return name, bytes and neighbours of one damaged file; always the same for the same number."""
    chance = random.Random(f"{reader}/{number}")
    name, data = chance.choice(SEEDS[reader])
    beside = dict(BESIDE)
    if b"foot.bin" in data and chance.random() < 0.3:
        beside["foot.bin"] = damaged(beside["foot.bin"], chance)
    else:
        data = damaged(data, chance)
    return name, data, beside


def tried(folder: Path, name: str, data: bytes) -> str:
    """Return `read`, or the name of the refusal; raises AssertionError for an answer that is none."""
    path = folder / name
    path.write_bytes(data)
    answers = []
    for door in (read_scan, read_triangles):
        try:
            held = door(path)
        except IntakeError as refusal:
            sentence = str(refusal)
            assert sentence and refusal.next_step, "a refusal without words"
            assert sentence.isprintable() and len(sentence) < LONGEST_SENTENCE, f"not one sentence: {sentence[:400]!r}"
            answers.append(type(refusal).__name__)
            continue
        answers.append("read")
        points = held if isinstance(held, np.ndarray) else held.points
        assert np.isfinite(points).all() and len(points), "points that are not finite"
        if not isinstance(held, np.ndarray) and len(held.faces):
            assert held.faces.min() >= 0 and held.faces.max() < len(points), "faces without their points"
            assert held.sides is None or len(held.sides) == len(points), "sides of other points"
    return answers[0]


def run(reader: str, numbers: range, told: Connection) -> None:
    """Try the files in this process under its limits, and tell (number, outcome) after each."""
    signal.signal(signal.SIGALRM, _too_slow)
    own = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (own + MOST_BYTES_MORE, own + MOST_BYTES_MORE))
    warnings.simplefilter("error")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for number in numbers:
            told.send((number, None))
            name, data, beside = case(reader, number)
            for other, held in beside.items():
                (folder / other).write_bytes(held)
            signal.alarm(MOST_SECONDS)
            try:
                answer = tried(folder, name, data)
            except BaseException as trouble:  # noqa: BLE001 — whatever it is, it is what this search is for
                answer = f"! {type(trouble).__name__}: {str(trouble)[:200]}"
            signal.alarm(0)
            told.send((number, answer))
    told.send((-1, str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)))


def _too_slow(*_: object) -> None:
    raise TooSlow


def hunt(reader: str, many: int, *, first: int = 0) -> Outcome:
    """Return the outcome of `many` damaged files, read in a worker process that may die without harm."""
    outcome, start, end = Outcome(), first, first + many
    while start < end:
        told, tells = get_context("spawn").Pipe(duplex=False)
        worker = get_context("spawn").Process(target=run, args=(reader, range(start, end), tells))
        worker.start()
        tells.close()
        last = _listened(told, outcome)
        worker.join()
        start = end if worker.exitcode == 0 else last + 1
        if worker.exitcode != 0:
            outcome.wrong[last] = f"the process died with code {worker.exitcode}"
    return outcome


def _listened(told: Connection, outcome: Outcome) -> int:
    """Add what a worker tells until it ends; return the number of the last file that it began."""
    last = -1
    while True:
        try:
            number, answer = told.recv()
        except EOFError:
            return last
        if number < 0:
            outcome.most_mb = max(outcome.most_mb, int(answer))
        elif answer is None:
            last = number
        elif answer == "read":
            outcome.read += 1
        elif answer.startswith("!"):
            outcome.wrong[number] = answer
        else:
            outcome.refused[answer] += 1
