"""Numbers. demo scan, profile -> about ten numbers of the finished device."""

from pathlib import Path

import numpy as np

from orthogen import pipeline
from orthogen.intake import read_profile, read_scan
from orthogen.kernel import stl
from orthogen.modifications import catalogue
from orthogen.records.prescription import Prescription

ROOT = Path(__file__).resolve().parents[2]
EXPECTED = Path(__file__).with_name("expected.toml")
CASES = {
    "right_normal": ("overpronation", "insole", "full"),
    "left_normal": ("neutral", "shell", "three-quarter"),
    "right_flat": ("plantar_fasciitis", "insole", "sulcus"),
    "left_high_arch": ("supination", "shell", "full"),
    "child_right": ("metatarsalgia", "insole", "three-quarter"),
}


def numbers(name: str) -> dict[str, float]:
    """Return the numbers of one case, mm, mm³ and degrees."""
    profile, construction, length = CASES[name]
    known, doses = catalogue(), read_profile(profile).modifications
    order = Prescription(
        profile=profile, construction=construction, length=length,  # type: ignore[arg-type]
        thickness_mm=4.0 if construction == "insole" else 3.0,
        modifications=tuple(known[kind](**values) for kind, values in doses.items()),
    )  # fmt: skip
    foot = pipeline.see(read_scan(ROOT / "scans" / f"{name}.stl", unit="mm"))[0]
    device = pipeline.make(foot, order, label="GOLDEN", case="golden", clock=lambda: 0.0)
    corners = stl.triangles(device.stl).reshape(-1, 3)
    size = np.ptp(corners, axis=0)
    measured = {item.check: item.measured for item in device.findings if item.measured is not None}
    found = {key: getattr(foot, key) for key in ("foot_length_mm", "ball_width_mm", "arch_height_mm")}
    found |= dict(zip(("length_mm", "width_mm", "height_mm"), size, strict=True))
    found |= {f"{check}_mm": measured[check] for check in ("least_wall", "heel_width")}
    found["volume_mm3"] = device.volume_mm3
    found |= {f"{dose.modification}_{dose.field}": dose.got for dose in device.doses if dose.got is not None}
    return {key: round(float(value), 3) for key, value in found.items()}
