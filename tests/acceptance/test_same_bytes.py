"""Same bytes. same inputs, same files: twice, in another folder, with one and two BLAS threads, without open3d."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCAN = Path(__file__).resolve().parents[2] / "scans" / "right_normal.stl"
BLOCK_OPEN3D = (
    "import sys; sys.modules['open3d'] = None; sys.argv[0] = 'orthogen'; from orthogen.__main__ import main; main()"
)


def _built(out: Path, *more: str, threads: int = 1, cwd: Path | None = None) -> dict[str, str]:
    """Build in a process of its own and return the digests of what must be reproducible."""
    arguments = [
        "build",
        str(SCAN),
        "--profile",
        "overpronation",
        "--case",
        "C0001",
        "--format",
        "3mf",
        "--format",
        "stl",
    ]
    run = subprocess.run(
        [sys.executable, "-c", BLOCK_OPEN3D, *arguments, *more, "--out", str(out)],
        capture_output=True, text=True, timeout=300, cwd=cwd, env={**os.environ, "OPENBLAS_NUM_THREADS": str(threads)},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    folder = max((out / "C0001").iterdir())
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.suffix in {".stl", ".3mf", ".toml"}
    }


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """One build to compare the others with."""
    out = tmp_path_factory.mktemp("first")
    return out, _built(out)


def test_twice(first: tuple[Path, dict[str, str]]) -> None:
    out, digests = first
    assert len(digests) == 3 and _built(out) == digests
    assert sorted(p.name for p in (out / "C0001").iterdir()) == ["v001", "v002"]


def test_elsewhere_with_two_threads(first: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    assert _built(tmp_path / "other", threads=2, cwd=tmp_path) == first[1]


def test_from_its_own_prescription(first: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    out, digests = first
    order = out / "C0001" / "v001" / "prescription.toml"
    run = subprocess.run(
        [sys.executable, "-m", "orthogen", "build", str(SCAN), "--prescription", str(order), "--case", "C0001",
         "--out", str(tmp_path)], capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    again = hashlib.sha256((tmp_path / "C0001/v001/right.stl").read_bytes()).hexdigest()
    assert again == digests["right.stl"]
