"""Pressure. recordings of 16 MB of every instrument -> CPU seconds of reading each, without start and imports.

`python -m benchmarks.pressure`, into benchmarks/results/pressure.json. Each kind is read in a process of its own, some
times over; nothing is kept but what the reader hands over.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.machine import Machine
from benchmarks.processes import keep, told

_LAPS = 5


def measured(kind: str) -> dict[str, Any]:
    """Return bytes, frames, and the CPU seconds of each lap of one kind; the first, which warms up, does not count."""
    from benchmarks.pressure_files import written
    from orthogen.intake.pressure import read_pressure

    name, data, said = written(kind)
    laps = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        for _ in range(_LAPS + 1):
            begun = time.process_time()
            recordings = read_pressure(path, said)
            laps.append(time.process_time() - begun)
    frames = sum(len(recording.frames_kpa) for recording in recordings)
    return {"format": recordings[0].format, "mb": len(data) / 1e6, "frames": frames, "cpu_s": laps[1:]}


def main() -> None:
    """Measure every kind in a process of its own and keep it; with a kind be one of them."""
    if len(sys.argv) > 1:
        print(json.dumps(measured(sys.argv[1])))
        return
    from benchmarks.pressure_files import KINDS

    machine = Machine()
    rows = {kind: told("benchmarks.pressure", kind) for kind in KINDS}
    keep("pressure", {"machine": machine.told(), "rows": rows})


if __name__ == "__main__":
    main()
