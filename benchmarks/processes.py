"""Processes. a command -> its seconds, its memory and what it said; each run is a process of its own.

Nothing here or in whoever calls it loads a mesh or numpy: a child starts with the peak memory of its parent.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "benchmarks" / "results"
_LIMIT_S = 300.0
_BYTES = 1 if sys.platform == "darwin" else 1024  # the unit of ru_maxrss


class Failed(RuntimeError):
    """A process that did not end well: the last line of what it said."""


@dataclass(frozen=True, kw_only=True)
class Ran:
    """One finished process: wall and CPU seconds from its start to its end, peak memory, and its two outputs."""

    wall_s: float
    cpu_s: float
    peak_mib: float
    said: str
    complained: str


def ran(command: list[str]) -> Ran:
    """Run a command in the project's folder and measure it; raises Failed with the reason if it does not end well."""
    with tempfile.TemporaryFile("w+") as said, tempfile.TemporaryFile("w+") as complained:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(command, cwd=ROOT, env=_environment(), stdout=said, stderr=complained)
        except FileNotFoundError as error:
            raise Failed(f"there is no {command[0]}") from error
        watch = threading.Timer(_LIMIT_S, process.kill)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        in_time = watch.is_alive()
        watch.cancel()
        said.seek(0)
        complained.seek(0)
        texts = said.read(), complained.read()
    if process.returncode:
        lines = texts[1].strip().splitlines() or [f"exit code {process.returncode}"]
        raise Failed(lines[-1] if in_time else f"it took over {_LIMIT_S:g} s")
    return Ran(
        wall_s=wall, cpu_s=usage.ru_utime + usage.ru_stime, peak_mib=usage.ru_maxrss * _BYTES / 2**20,
        said=texts[0], complained=texts[1],
    )  # fmt: skip


def _environment() -> dict[str, str]:
    """Return the surroundings of an installed program: its compiled modules are kept from one run to the next."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def told(*arguments: str) -> Any:
    """Return the JSON on the last line that `python -m ARGUMENTS` prints; raises Failed."""
    return json.loads(ran([sys.executable, "-m", *arguments]).said.splitlines()[-1])


def keep(name: str, result: dict[str, Any]) -> None:
    """Write one result as JSON into benchmarks/results, which docs.make turns into a page."""
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(rounded(result), indent=1) + "\n")


def rounded(value: Any) -> Any:
    """Return the value with every float at five significant digits."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {name: rounded(item) for name, item in value.items()}
    return [rounded(item) for item in value] if isinstance(value, list) else value
