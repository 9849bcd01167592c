"""Machine. this computer -> what a reader must know of it to judge a time: nothing that names its owner or place."""

import os
import platform
import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_STAT = Path("/proc/stat")
_LIBRARIES = ("orthogen", "numpy", "scipy", "libigl", "scikit-image", "trimesh", "manifold3d")


class Machine:
    """This computer, watched from here on for what other programs take of it."""

    def __init__(self) -> None:
        self._start = time.perf_counter(), _busy_s(), _own_s()

    def told(self) -> dict[str, Any]:
        """Return processor, cores, memory, system, versions, the day, and the share of the cores that others took."""
        cores = os.cpu_count() or 1
        return {
            "cpu": _cpu(),
            "cores": cores,
            "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
            "system": f"{_system()}, {platform.machine()}",
            "python": platform.python_version(),
            "versions": {name: found for name in _LIBRARIES if (found := _version(name))},
            "others_percent": self._others_percent(cores),
            "day": datetime.now(UTC).date().isoformat(),
        }

    def _others_percent(self, cores: int) -> float | None:
        """Return how busy other programs kept the cores since the start; None where the system does not tell."""
        wall, busy, own = (now - then for now, then in zip(
            (time.perf_counter(), _busy_s(), _own_s()), self._start, strict=True
        ))  # fmt: skip
        return round(max(0.0, 100 * (busy - own) / (wall * cores)), 1) if _STAT.exists() else None


def _busy_s() -> float:
    """Return the seconds that all cores together were at work, or kept from it by another guest of the host."""
    if not _STAT.exists():
        return 0.0
    user, nice, system, _, _, irq, softirq, steal = (int(x) for x in _STAT.read_text().split("\n")[0].split()[1:9])
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def _own_s() -> float:
    """Return the CPU seconds of this program and of all that it started and waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _cpu() -> str:
    """Return the model name as the processor tells it, with the clock and vector width left to the reader."""
    listed = Path("/proc/cpuinfo")
    if not listed.exists():
        return platform.processor() or platform.machine()
    fields = dict(line.split(":", 1) for line in listed.read_text().splitlines() if ":" in line)
    told = {name.strip(): value.strip() for name, value in fields.items()}
    family = f"family {told['cpu family']}, model {told['model']}" if "cpu family" in told else ""
    return ", ".join(part for part in (told.get("model name", platform.machine()), family) if part)


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
