"""Workers. a task and its items -> every result, each from a process of its own that may die.

One death costs one item: it is tried once more, and a second time is reported as lost. Items of other workers go on.
"""

import os
import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from threading import Thread
from typing import Any, TypeVar

from orthogen.kernel.process import keep_freed, use_cores

Item = TypeVar("Item")
Result = TypeVar("Result")

LONGEST_S = 600.0  # of one item; a device takes half a second
_PATIENCE_S = 5.0
_TRIES = 2
_SPAWN = get_context("spawn")


def worked(
    task: Callable[[Item], Result],
    items: Sequence[Item],
    *,
    workers: int,
    lost: Callable[[Item, str], Result],
    tell: Callable[[int, Result], None],
    longest_s: float = LONGEST_S,
) -> None:
    """Call `task` on every item in that many processes and `tell` the index and result of each as it ends.

    An item whose process dies or takes longer than longest_s is tried once more, then `tell` gets what `lost` makes of
    it. However this ends, by Ctrl-C too, no process is left.
    """
    waiting, deaths = deque(range(len(items))), Counter[int]()
    crew: list[_Worker] = []
    try:
        while waiting or any(worker.index is not None for worker in crew):
            while waiting and len(crew) < workers:
                crew.append(_Worker(task))
            for worker in crew:
                if waiting and worker.index is None:
                    worker.begin(waiting.popleft(), items)
            for worker in _ended(crew, longest_s):
                index = worker.index
                assert index is not None
                answer, why = worker.answer()
                if not why:
                    tell(index, answer)
                    continue
                crew.remove(worker)
                worker.stop()
                deaths[index] += 1
                if deaths[index] < _TRIES:
                    waiting.appendleft(index)
                else:
                    tell(index, lost(items[index], why))
    finally:
        for worker in crew:
            worker.stop()


def _ended(crew: Sequence["_Worker"], longest_s: float) -> list["_Worker"]:
    """Wait until a busy worker has answered, died or taken too long, and return those that did."""
    busy = {worker.pipe: worker for worker in crew if worker.index is not None}
    now = time.monotonic()
    oldest = min((worker.begun for worker in busy.values()), default=now)
    answered = wait(list(busy), timeout=max(0.0, oldest + longest_s - now))
    late = [worker for worker in busy.values() if time.monotonic() - worker.begun > longest_s]
    return [worker for worker in busy.values() if worker.pipe in answered or worker in late]


@dataclass(init=False, eq=False)
class _Worker:
    """One process, the pipe to it, and the index of the item that it is at."""

    process: SpawnProcess
    pipe: "Connection[Any, Any]"
    index: int | None = None
    begun: float = 0.0

    def __init__(self, task: Callable[[Any], Any]) -> None:
        self.pipe, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(theirs, task), daemon=True)
        self.process.start()
        theirs.close()  # so that the pipe ends when the process does

    def begin(self, index: int, items: Sequence[Any]) -> None:
        """Hand it the next item."""
        self.index, self.begun = index, time.monotonic()
        with suppress(OSError):  # it has died: the pipe tells so when it is waited for
            self.pipe.send(items[index])

    def answer(self) -> tuple[Any, str]:
        """Return what came back, or why nothing will."""
        try:
            if self.pipe.poll():
                received = self.pipe.recv()
                self.index = None
                return received, ""
        except (EOFError, OSError):
            self.process.join(_PATIENCE_S)
            code = self.process.exitcode
            signalled = code is not None and code < 0
            return None, f"its worker process was killed by signal {-(code or 0)}" if signalled else (
                f"its worker process ended with exit code {code}"
            )
        return None, f"it took longer than {time.monotonic() - self.begun:.0f} s"

    def stop(self) -> None:
        """End the process: asked first, so that it takes away what it has begun, then forced."""
        self.pipe.close()
        if self.index is not None:
            self.process.terminate()
        self.process.join(_PATIENCE_S)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()


def _serve(pipe: "Connection[Any, Any]", task: Callable[[Any], Any]) -> None:
    """Answer items until the pipe ends; Ctrl-C is for the parent, which asks by SIGTERM."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    Thread(target=_end_with_parent, daemon=True).start()
    keep_freed()
    use_cores(1)
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            pipe.send(task(pipe.recv()))


def _end_with_parent() -> None:
    """Ask this process to end when the one that started it is gone, however it went."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)
