"""Stages. the command line on dense scans -> whole-process time, memory, imports and seconds per stage.

`python -m benchmarks.stages`, into benchmarks/results/stages.json. Each run is a process of its own, and the kinds take
turns. The time that trimesh needs to load and save the same file in the same run is the yardstick for the machine.
"""

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.machine import Machine
from benchmarks.processes import ROOT, Failed, Ran, keep, ran, told

_ROUNDS = 5
_YARDSTICK = "import sys, trimesh; trimesh.load(sys.argv[1]).export(sys.argv[2])"
_ORTHOGEN = [sys.executable, "-m", "orthogen"]
_GROUPS = ("numpy", "scipy", "shapely", "jinja2", "click", "PIL", "orthogen")
_LINE = re.compile(r"^import time:\s*(\d+) \|\s*\d+ \|\s*(\S+)")


def imports_s(command: list[str]) -> dict[str, float]:
    """Return seconds by library that `-X importtime` tells of a command, its own apart from the libraries it loads.

    The interpreter's own start is told apart by the same flag on an empty program.
    """
    bare = _import_times([sys.executable, "-X", "importtime", "-c", "pass"])
    found = _import_times([command[0], "-X", "importtime", *command[1:]])
    grouped: Counter[str] = Counter()
    for name, seconds in found.items():
        if name not in bare:
            top = name.split(".")[0]
            grouped[top if top in _GROUPS else "others"] += seconds
    return dict(grouped)


def _import_times(command: list[str]) -> dict[str, float]:
    matches = (_LINE.match(line) for line in ran(command).complained.splitlines())
    return {match[2]: 1e-6 * int(match[1]) for match in matches if match}


def build_command(scan: Path, out: Path) -> list[str]:
    """Return the command of a whole build that tells its own times."""
    order = ["build", str(scan), "--profile", "overpronation", "--unit", "mm"]
    return [*_ORTHOGEN, *order, "--out", str(out), "--json"]


def in_turns(kinds: dict[str, Callable[[], Ran]]) -> dict[str, dict[str, Any]]:
    """Return for each kind its laps as lists; one that fails is left out with the reason."""
    rows: dict[str, dict[str, Any]] = {name: {"wall_s": [], "cpu_s": [], "peak_mib": []} for name in kinds}
    for _ in range(_ROUNDS):
        for name, run in kinds.items():
            row = rows[name]
            if "left_out" in row:
                continue
            try:
                one = run()
            except Failed as failed:
                row["left_out"] = str(failed).replace(f"{ROOT}/", "")
                continue
            for column in ("wall_s", "cpu_s", "peak_mib"):
                row[column].append(getattr(one, column))
    return rows


def main() -> None:
    """Measure everything and keep it."""
    machine = Machine()
    result: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        dense, fewer = Path(folder) / "dense.ply", Path(folder) / "fewer.ply"
        for path, faces in ((dense, 200_000), (fewer, 100_000)):
            result[f"{path.stem}_faces"] = told("benchmarks.dense_scan", str(path), str(faces))["faces"]
        stages: list[dict[str, float]] = []

        def build() -> Ran:
            one = ran(build_command(dense, Path(folder)))
            stages.append(json.loads(one.said)["devices"][0]["timings_s"])
            return one

        result["rows"] = in_turns({
            "python -c pass": lambda: ran([sys.executable, "-c", "pass"]),
            "orthogen --help": lambda: ran([*_ORTHOGEN, "--help"]),
            "orthogen inspect": lambda: ran([*_ORTHOGEN, "inspect", str(fewer), "--unit", "mm"]),
            "orthogen build": build,
            "trimesh load + save": lambda: ran([sys.executable, "-c", _YARDSTICK, str(dense), f"{folder}/out.stl"]),
        })  # fmt: skip
        result["stages_s"] = {name: [lap[name] for lap in stages] for name in stages[0]}
        result["imports_s"] = imports_s(build_command(dense, Path(folder)))
        result["help_imports_s"] = imports_s([*_ORTHOGEN, "--help"])
    result["changed_dose"] = told("benchmarks.changed_dose", str(ROOT / "scans" / "right_normal.stl"))
    keep("stages", {"machine": machine.told(), **result})


if __name__ == "__main__":
    main()
