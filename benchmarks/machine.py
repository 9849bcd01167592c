"""Machine. this computer -> what a reader must know of it to judge a time: nothing that names its owner or place."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_LIBRARIES = ("orthogen", "numpy", "scipy", "libigl", "scikit-image", "trimesh", "manifold3d")


def machine() -> dict[str, Any]:
    """Return processor, cores, memory, system and versions, the day, and how busy the machine was before it started."""
    return {
        "cpu": _cpu(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "system": f"{_system()}, {platform.machine()}",
        "python": platform.python_version(),
        "versions": {name: found for name in _LIBRARIES if (found := _version(name))},
        "load_before": round(os.getloadavg()[0], 2),
        "day": datetime.now(UTC).date().isoformat(),
    }


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
