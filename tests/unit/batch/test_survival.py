"""Survival. real processes on real scans: a worker or the whole batch is killed, and nothing is lost or done twice.

What is asserted holds at any speed: whatever is killed may have been about to end by itself.
"""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CASES = 5


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    rows = [f"C{k},{ROOT}/scans/child_right.stl,neutral,heel_lift.height_mm={k}" for k in range(CASES)]
    path.write_text("\n".join(["case,scan_right,profile,set", *rows]) + "\n")
    return path


def started(orders: Path, out: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "orthogen", "batch", str(orders), "--workers", "2", "--out", str(out), "--json"]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def told(running: "subprocess.Popen[str]", lines: int) -> None:
    """Wait until so many orders have ended well."""
    assert running.stderr is not None
    for _ in range(lines):
        line = running.stderr.readline()
        assert line.endswith(" done\n"), line + running.stderr.read()


def workers(running: "subprocess.Popen[str]") -> list[int]:
    found = subprocess.run(
        ["pgrep", "-f", "multiprocessing.spawn", "-P", str(running.pid)], capture_output=True, text=True
    )
    return [int(pid) for pid in found.stdout.split()]


def alive(pid: int) -> bool:
    """Return whether a process runs: one that has ended may wait long for a parent to notice."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def versions(out: Path) -> set[str]:
    """Every version there is, and every leftover."""
    return {f"{path.parent.name}/{path.name}" for path in out.glob("C*/*")} | {
        f"{p.parent.name}/{p.name}" for p in out.glob("C*/.*")
    }


def rerun(orders: Path, out: Path) -> dict[str, object]:
    running = started(orders, out)
    text, _ = running.communicate(timeout=600)
    assert running.returncode == 0
    document = json.loads(text)
    assert isinstance(document, dict)
    return document


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_killed_worker_costs_nothing(orders: Path, tmp_path: Path) -> None:
    running = started(orders, tmp_path / "out")
    told(running, 1)
    for pid in workers(running)[:1]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    text, _ = running.communicate(timeout=600)
    assert running.returncode == 0 and json.loads(text)["done"] == CASES
    made = {name for name in versions(tmp_path / "out") if "/v" in name}
    assert made == {f"C{k}/v001" for k in range(CASES)}


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_batch_goes_on_where_it_was(orders: Path, tmp_path: Path, how: signal.Signals) -> None:
    running = started(orders, tmp_path / "out")
    told(running, 2)
    crew = workers(running)
    running.send_signal(how)
    _, said = running.communicate(timeout=600)
    assert running.returncode in (0, 130 if how == signal.SIGINT else -signal.SIGKILL), said
    for _ in range(3000):
        if not any(alive(pid) for pid in crew):
            break
        time.sleep(0.1)
    assert not any(alive(pid) for pid in crew) and versions(tmp_path / "out")
    document = rerun(orders, tmp_path / "out")
    assert document["done"] == CASES and int(str(document["resumed"])) >= (CASES if running.returncode == 0 else 2)
    assert versions(tmp_path / "out") == {f"C{k}/v001" for k in range(CASES)}
