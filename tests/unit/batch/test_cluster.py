"""Cluster. a real Dask scheduler and workers on this machine; one of them is killed and nothing is lost."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orthogen.batch.cluster import clustered
from orthogen.errors import LabError

pytest.importorskip("distributed")
ROOT = Path(__file__).resolve().parents[3]
CASES = 4


def free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def launched(*arguments: str) -> "subprocess.Popen[bytes]":
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
    return subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]], env=environment, **quiet
    )  # type: ignore[call-overload,no-any-return]


@pytest.fixture
def cluster() -> Iterator[tuple[str, list["subprocess.Popen[bytes]"]]]:
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    started = [launched("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")]
    try:
        for _ in range(2):
            started.append(
                launched("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny", "--death-timeout", "60")
            )
        yield address, started
    finally:
        for process in started:
            process.kill()
            process.wait()


def wait_for_workers(address: str, count: int) -> None:
    import distributed

    with distributed.Client(address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)


def test_a_batch_runs_on_a_cluster_that_loses_a_worker(
    cluster: tuple[str, list["subprocess.Popen[bytes]"]], tmp_path: Path
) -> None:
    address, started = cluster
    wait_for_workers(address, 2)
    orders = tmp_path / "orders.csv"
    rows = [f"C{k},{ROOT}/scans/child_right.stl,neutral,heel_lift.height_mm={k}" for k in range(CASES)]
    orders.write_text("\n".join(["case,scan_right,profile,set", *rows]) + "\n")
    command = [
        sys.executable,
        "-m",
        "orthogen",
        "batch",
        str(orders),
        "--scheduler",
        address,
        "--out",
        str(tmp_path / "out"),
        "--json",
    ]
    running = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert running.stderr is not None
    assert "done" in running.stderr.readline()
    started[1].send_signal(signal.SIGKILL)
    text, said = running.communicate(timeout=180)
    assert running.returncode == 0, said
    assert json.loads(text)["done"] == CASES
    for k in range(CASES):
        assert (tmp_path / f"out/C{k}/v001/right.stl").is_file()


def test_no_scheduler_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orthogen.batch.cluster._PATIENCE_S", 0.5)
    begun = time.monotonic()
    with pytest.raises(LabError, match="no Dask scheduler answers"):
        clustered(
            str, [1], scheduler=f"tcp://127.0.0.1:{free_port()}", lost=lambda item, why: why, tell=lambda k, got: None
        )
    assert time.monotonic() - begun < 60.0
