"""Make. the demo scans of this folder and their truth -> files; `python -m scans.make [--check]`."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from orthogen.kernel import stl
from orthogen.kernel.arrays import FloatArray
from orthogen.records.foot import Landmark
from scans.parametric_foot import FootShape, SyntheticScan, scan_of

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class _Capture:
    """How a foot came to lie in its file: turned about the vertical, tilted, shifted; with noise."""

    shape: FootShape
    turn_deg: float
    tilt_deg: float
    shift_mm: tuple[float, float, float]
    noise_mm: float = 0.05


CAPTURES = {
    "right_normal": _Capture(shape=FootShape(), turn_deg=97.0, tilt_deg=0.0, shift_mm=(160.0, 40.0, 2.0)),
    "left_normal": _Capture(
        shape=FootShape(side="left", foot_length_mm=254.0, arch_height_mm=12.0),
        turn_deg=84.0, tilt_deg=0.0, shift_mm=(60.0, 38.0, 2.0),
    ),
    "right_flat": _Capture(
        shape=FootShape.sized(262.0, ball_width_mm=104.0, arch_height_mm=4.0, eversion_deg=4.0),
        turn_deg=-35.0, tilt_deg=1.5, shift_mm=(-80.0, 210.0, 15.0),
    ),
    "left_high_arch": _Capture(
        shape=FootShape.sized(268.0, side="left", ball_width_mm=101.0, heel_width_mm=65.0, arch_height_mm=23.0),
        turn_deg=182.0, tilt_deg=-2.0, shift_mm=(140.0, -25.0, 0.0),
    ),
    "child_right": _Capture(
        shape=FootShape.sized(185.0, arch_height_mm=3.5, eversion_deg=6.0, hallux_valgus_deg=7.0),
        turn_deg=12.0, tilt_deg=1.0, shift_mm=(-30.0, 20.0, 5.0),
    ),
}  # fmt: skip


def scan(name: str) -> SyntheticScan:
    """Return the demo scan of this name, as its file holds it."""
    capture = CAPTURES[name]
    return scan_of(capture.shape, pose=_pose(capture), noise_mm=capture.noise_mm)


def files(name: str) -> dict[Path, bytes]:
    """Return the bytes of the scan and of its truth, by path."""
    made = scan(name)
    corners = np.round(made.points_mm, 4)[made.faces]
    title = f"orthogen synthetic foot {name}, mm"
    truth = json.dumps(_truth(name, made), indent=1) + "\n"
    return {
        _FOLDER / f"{name}.stl": stl.binary(corners, header=title),
        _FOLDER / "truth" / f"{name}.json": truth.encode(),
    }


def main(arguments: list[str]) -> int:
    """Write all files, or with --check say which are not current; return the exit code."""
    stale = []
    for name in CAPTURES:
        for path, data in files(name).items():
            if not path.exists() or path.read_bytes() != data:
                stale.append(path.name)
                if "--check" not in arguments:
                    path.parent.mkdir(exist_ok=True)
                    path.write_bytes(data)
    print(f"not current: {', '.join(stale)}" if stale else "all demo scans are current")
    return 1 if stale and "--check" in arguments else 0


def _pose(capture: _Capture) -> FloatArray:
    """Return the 4×4 file ← foot: tilt about y, turn about z, then shift."""
    a, b = np.radians(capture.turn_deg), np.radians(capture.tilt_deg)
    turn = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    tilt = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    pose = np.eye(4)
    pose[:3, :3] = turn @ tilt
    pose[:3, 3] = capture.shift_mm
    return pose


def _truth(name: str, made: SyntheticScan) -> dict[str, Any]:
    """Return what is true of a scan, in the canonical frame; README.md defines each entry."""
    foot, shape, taken = made.foot, made.foot.shape, made.foot.measures
    return {
        "file": f"{name}.stl",
        "kind": "foot",
        "expect": "accept",
        "synthetic": True,
        "side": shape.side,
        "unit": "mm",
        "mm_per_unit": 1.0,
        "weight_bearing": shape.load == "standing",
        "foot_length_mm": round(taken.foot_length_mm, 3),
        "ball_width_mm": round(taken.ball_width_mm, 3),
        "ball_width_oblique_mm": round(foot.ball_width_oblique_mm, 3),
        "heel_width_mm": round(taken.heel_width_mm, 3),
        "arch_height_mm": round(taken.arch_height_mm, 3),
        "hallux_valgus_deg": shape.hallux_valgus_deg,
        "eversion_deg": shape.eversion_deg,
        **{f"{mark}_mm": _point(at) for mark, at in foot.landmarks.items()},
        "canonical_from_file": np.round(made.foot_from_file, 6).tolist(),
        "capture": {"noise": CAPTURES[name].noise_mm},
        "vertices": len(made.points_mm),
        "faces": len(made.faces),
    }


def _point(mark: Landmark) -> list[float]:
    return [round(v, 3) for v in (mark.x_mm, mark.y_mm, mark.z_mm)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
