"""Main. cases, sweeps and thread counts -> benchmarks/results/offset.json; `python -m benchmarks.offset`.

In each round every tool runs once, one after the other; a tool that has had its seconds sits out the later rounds.
Every number of one result comes from one run of this program, so that ratios hold on a busy machine too.
"""

import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.machine import Machine
from benchmarks.offset.cases import CASES, PEER_SWEEP, SWEEP, THREADS, Case, Config
from benchmarks.offset.tools import OPENVDB, OURS, lap
from benchmarks.processes import Failed, keep, told

_ROUNDS, _SECONDS = 5, 6.0
Run = Callable[[], dict[str, Any]]
Row = dict[str, Any]


def main() -> None:
    """Measure everything and keep it."""
    machine = Machine()
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        meshes = _Meshes(Path(folder))
        result["cases"] = [_case(case, meshes) for case in CASES]
        result["sweep"] = _sweep(meshes)
        result["threads"] = _threads(meshes)
    keep("offset", {"machine": machine.told(), **result})


class _Meshes:
    """The meshes of this run, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._faces: dict[str, int] = {}

    def path(self, name: str) -> Path:
        """Return the file of a mesh; raises Failed where it cannot be made."""
        path = self.folder / f"{name}.npz"
        if name not in self._faces:
            self._faces[name] = told("benchmarks.feet", name, str(path))["faces"]
        return path

    def faces(self, name: str) -> int:
        """Return the faces of a mesh that was made."""
        self.path(name)
        return self._faces[name]


def interleaved(runs: dict[str, Run], *, rounds: int = _ROUNDS, seconds: float = _SECONDS) -> dict[str, Row]:
    """Return for each run its laps, wall_s and cpu_s as lists, and what else the last told; or why it is left out."""
    rows: dict[str, Row] = {}
    for _ in range(rounds):
        for name, run in runs.items():
            row = rows.setdefault(name, {"wall_s": [], "cpu_s": []})
            if "left_out" in row or sum(row["wall_s"]) > seconds:
                continue
            try:
                told_s = run()
            except Failed as failed:
                row["left_out"] = _without_paths(failed)
                continue
            for clock in ("wall_s", "cpu_s"):
                row[clock].append(told_s.pop(clock))
            row.update(told_s)
    return rows


def _case(case: Case, meshes: _Meshes) -> dict[str, Any]:
    """Return one case: all its tools on one mesh, timed and judged."""
    print(f"{case.title}: {case.distance_mm:+g} mm, cells of {case.cell_mm:g} mm", flush=True)
    about = {name: getattr(case, name) for name in ("title", "distance_mm", "cell_mm", "why", "sets_pace")}
    try:
        mesh = meshes.path(case.mesh)
    except Failed as failed:
        return {**about, "left_out": _without_paths(failed)}
    made = {tool: meshes.folder / f"made{number}.npz" for number, tool in enumerate(case.tools)}
    runs = {tool: _run(tool, mesh, made[tool], case) for tool in case.tools}
    rows = interleaved(runs)
    for tool, row in rows.items():
        if "left_out" not in row:
            row["errors"] = _judged(mesh, made[tool], case.distance_mm)
        _say(tool, row)
    return {**about, "faces": meshes.faces(case.mesh), "rows": rows}


def _run(tool: str, mesh: Path, out: Path, of: Config, threads: int = 0) -> Run:
    return lambda: lap(tool, mesh, out, distance_mm=of.distance_mm, cell_mm=of.cell_mm, threads=threads)


def _judged(mesh: Path, made: Path, distance_mm: float) -> dict[str, Any]:
    """Return the evaluator's errors and the two counts of meeting pairs; or why there are none."""
    try:
        found: dict[str, Any] = told("benchmarks.offset.evaluator", str(mesh), str(made), str(distance_mm))
        return {**found, **told("benchmarks.offset.own_count", str(made))}
    except Failed as failed:
        return {"left_out": _without_paths(failed)}


def _sweep(meshes: _Meshes) -> list[dict[str, Any]]:
    """Return time, memory and area at each point of the lines over faces, distance and cell."""
    points = []
    for config in SWEEP:
        tools = [OURS, OPENVDB] if config in PEER_SWEEP else [OURS]
        out = meshes.folder / "sweep.npz"
        rows = interleaved(
            {tool: _run(tool, meshes.path(config.mesh), out, config) for tool in tools}, rounds=3, seconds=2.0
        )
        about = {"faces": meshes.faces(config.mesh), "distance_mm": config.distance_mm, "cell_mm": config.cell_mm}
        for tool, row in rows.items():
            _say(f"{config}: {tool}", row)
        points.append({**about, "mesh": config.mesh, "rows": rows})
    return points


def _threads(meshes: _Meshes) -> dict[str, Row]:
    """Return this kernel at several numbers of threads, with a digest of the bytes that it made."""
    config = Config("foot200", 3.0, 0.5)
    out = meshes.folder / "threads.npz"
    return interleaved({str(n): _run(OURS, meshes.path(config.mesh), out, config, n) for n in THREADS})


def _without_paths(failed: Failed) -> str:
    """Return the reason without the folders of this machine."""
    words = str(failed).split(" ")
    return " ".join(Path(word.strip("'\"")).name if "/" in word else word for word in words)


def _say(name: str, row: Row) -> None:
    """Print one line, to see that it goes on."""
    laps: Sequence[float] = row["wall_s"]
    print(
        f"  {name:34s} {row['left_out'] if 'left_out' in row else ' '.join(f'{s:.2f}' for s in laps) + ' s'}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
