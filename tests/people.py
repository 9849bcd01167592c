"""People. made-up people whose feet obey the model -> the folders that `orthogen validate` reads.

Each has a demo scan, a filed build, a barefoot print of several steps, and in-shoe recordings on the shoe's flat floor
and on the device. Their tissue is not the model's: what is foretold of them has an error.
"""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from orthogen import lab, pipeline
from orthogen.kernel.arrays import FloatArray
from orthogen.lab.looking import read
from orthogen.predict import stance
from orthogen.predict.loading import usual
from orthogen.predict.sole import Sole, sole_of
from orthogen.predict.support import MATERIALS_KPA, of_device, plain, under
from orthogen.records.foot import Foot
from orthogen.records.prediction import Loading, Support
from tests import footprint as fp
from tests import instruments

DEMO_SCANS = Path(__file__).resolve().parents[1] / "scans"
FORCES = (0.98, 1.0, 1.03, 0.96)  # of the steps: they vary by 3 %
MOMENTS = (0.22, 0.5, 0.8)  # of heel, middle and late in the contact
FRAMES, HZ = 15, 25.0
PLATE, INSOLE = (5.0, 5.0), (5.08, 5.08)


@dataclass(frozen=True, kw_only=True)
class MadeUp:
    """One person: the demo scan, body mass, and the factor by which its tissue differs from the model's."""

    name: str
    scan: str = "right_normal"
    mass_kg: float = 72.0
    soft: float = 1.0
    profile: str = "neutral"
    sets: Sequence[str] = ()


def folder_of(home: Path, person: MadeUp) -> Path:
    """Write one person into home and return its folder."""
    folder = home / person.name
    folder.mkdir(parents=True)
    scan = folder / "scan.stl"
    shutil.copy(DEMO_SCANS / f"{person.scan}.stl", scan)
    built = lab.build(scan, profile=person.profile, sets=person.sets, case=f"case-{person.name}", out=folder / "made")
    shutil.move(folder / "made" / f"case-{person.name}" / "v001", folder / "build")
    (device,) = built.devices
    sole = own_sole(person)
    loadings = usual(sole, person.mass_kg)
    device_bed = of_device(sole.grid, device.design, device.insole, stiff_kpa=MATERIALS_KPA["tpu"])
    files = {"barefoot.lst": (plain(sole.grid, shoe=False), PLATE), "flat.asf": (plain(sole.grid), INSOLE),
             "device.asf": (device_bed, INSOLE)}  # fmt: skip
    for name, (support, pitch) in files.items():
        walk = walked(sole, loadings, support, device.foot, pitch=pitch)
        text = instruments.emed(walk) if name.endswith(".lst") else instruments.tekscan(walk)
        (folder / name).write_bytes(text.encode("cp1252"))
    return folder


def own_sole(person: MadeUp) -> Sole:
    """Return the true sole: the demo foot as it hangs free, with its own tissue."""
    (foot,) = pipeline.see(read(DEMO_SCANS / f"{person.scan}.stl", unit=None))
    sole = sole_of(foot, step_mm=2.0)
    return replace(sole, soft_kpa=sole.soft_kpa * person.soft)


def walked(
    sole: Sole, loadings: Sequence[Loading], support: Support, foot: Foot, *, pitch: tuple[float, float]
) -> fp.Walk:  # fmt: skip
    """Return some steps on a support as an instrument of this pitch sees them, heel first, from above."""
    moments = [moment(loadings, share) for share in np.linspace(0.04, 0.96, FRAMES)]
    reference = stance.before(sole, under(sole, plain(sole.grid, shoe=support.shoe_mm_per_kpa > 0)), moments,
                              judged=False)  # fmt: skip
    standing = stance.after(reference, under(sole, support), judged=False)
    frames = [seen(sole, item.pressure_kpa, mirrored=foot.mirrored, pitch=pitch) for item in standing]
    idle = [np.zeros_like(frames[0])] * 4
    many = [frame * force for force in FORCES for frame in [*idle, *frames]]
    return fp.Walk(frames_kpa=np.array([*many, *idle]), pitch_mm=pitch, hz=HZ, side=foot.side)


def moment(loadings: Sequence[Loading], share: float) -> Loading:
    """Return the load at a share of the contact, between the three moments; it fades in and out."""
    fade = float(np.sin(np.pi * np.clip(share, 0.02, 0.98)) ** 0.25)
    taken = {name: float(np.interp(share, MOMENTS, [getattr(item, name) for item in loadings]))
             for name in ("force_n", "x_mm", "y_mm", "toe_share")}  # fmt: skip
    return replace(loadings[0], **{**taken, "force_n": fade * taken["force_n"]})


def seen(sole: Sole, kpa: FloatArray, *, mirrored: bool, pitch: tuple[float, float]) -> FloatArray:
    """Return the pressure (rows, columns) on sensors, each the mean of the cells above it."""
    rows = np.floor((sole.x_mm + 40.0) / pitch[0]).astype(int)
    right = sole.y_mm if mirrored else -sole.y_mm  # y is medial: to the right under a left foot
    columns = np.floor((right + 90.0) / pitch[1]).astype(int)
    shape = (int(360.0 / pitch[0]), int(180.0 / pitch[1]))
    total = np.zeros(shape)
    np.add.at(total, (rows, columns), kpa * sole.cell_mm2)
    return total / (pitch[0] * pitch[1])
