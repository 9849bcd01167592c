"""Batch. demo feet as a day's orders -> devices a minute for one worker and for two, and the CPU time of a device.

`python -m benchmarks.batch [DEVICES]`, into benchmarks/results/batch.json, on a machine with nothing else to do. One
and two workers take turns. Every order is one right foot with a dose of its own: STL, 3MF, report, leaflet, job sheet.
"""

import csv
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.machine import Machine
from benchmarks.processes import ROOT, keep, ran

_LAPS, _WORKERS = 3, (1, 2)


def main() -> None:
    """Measure, and keep the result."""
    devices = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    machine = Machine()
    told: dict[str, Any] = {"devices": devices, "wall_s": {str(n): [] for n in _WORKERS}, "cpu_s": []}
    with tempfile.TemporaryDirectory() as place:
        start = _lap(Path(place), "start", devices=1, workers=1)
        for lap in range(_LAPS):
            for workers in _WORKERS:
                wall_s, cpu_s = _lap(Path(place), f"{lap}-{workers}", devices=devices + 1, workers=workers)
                told["wall_s"][str(workers)].append(wall_s - start[0])
                if workers == 1:
                    told["cpu_s"].append(cpu_s - start[1])
    keep("batch", {"machine": machine.told(), **told})


def _lap(place: Path, name: str, *, devices: int, workers: int) -> tuple[float, float]:
    """Run one batch into a folder of its own and return its wall and CPU seconds."""
    orders = place / f"{name}.csv"
    with orders.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["case", "scan_right", "profile", "set"])
        for k in range(devices):
            dose = f"heel_lift.height_mm={1 + k / 100:g}"
            rows.writerow([f"C{k:04d}", ROOT / "scans" / "right_normal.stl", "overpronation", dose])
    done = ran([sys.executable, "-m", "orthogen", "batch", str(orders), "--workers", str(workers),
                "--out", str(place / name), "--quiet"])  # fmt: skip
    return done.wall_s, done.cpu_s


if __name__ == "__main__":
    main()
