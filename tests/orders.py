"""Orders for tests. a seed -> a random prescription inside the hard limits; names -> a prescription."""

import numpy as np

from orthogen.modifications import catalogue
from orthogen.records.prescription import Modification, Prescription

# the box of surface.md 0: what was swept by the feasibility study, widened to the soft limits
BOX = {
    "heel_cup": {"depth_mm": (8, 24)},
    "arch_fill": {"depth_mm": (0, 6.4)},
    "rearfoot_post": {"angle_deg": (-6, 8)},
    "forefoot_post": {"angle_deg": (-5, 6)},
    "medial_skive": {"depth_mm": (0, 6)},
    "metatarsal_pad": {"height_mm": (0, 8), "distal_edge_mm": (3, 12), "length_mm": (45, 60), "width_mm": (30, 50)},
    "heel_lift": {"height_mm": (0, 10)},
}


def modification(kind: str, **doses: float) -> Modification:
    """Return one modification of the catalogue with these doses."""
    return catalogue()[kind](**doses)


def ordered(construction: str = "insole", length: str = "full", **doses: float) -> Prescription:
    """Return a prescription from `kind=value of its dose field`, e.g. ordered(heel_cup=14, rearfoot_post=4)."""
    known = catalogue()
    return Prescription(
        profile="test",
        construction=construction,  # type: ignore[arg-type]
        length=length,  # type: ignore[arg-type]
        thickness_mm=4.0 if construction == "insole" else 3.0,
        modifications=tuple(known[kind](**{known[kind].DOSE: value}) for kind, value in doses.items()),
    )


def random_order(seed: int) -> Prescription:
    """Return the prescription number `seed` of an endless, repeatable list; each dose is there two times in three."""
    rng = np.random.default_rng(seed)
    known = catalogue()
    chosen = []
    for kind, box in BOX.items():
        doses = {name: round(float(rng.uniform(*limits)), 2) for name, limits in box.items()}
        if kind == "heel_cup" or rng.random() < 2 / 3:
            chosen.append(known[kind](**doses))
    construction = ("insole", "shell")[int(rng.integers(2))]
    length = ("full", "sulcus", "three-quarter")[int(rng.integers(3))]
    return Prescription(
        profile="random",
        construction=construction,  # type: ignore[arg-type]
        length=length,  # type: ignore[arg-type]
        thickness_mm=4.0 if construction == "insole" else 3.0,
        modifications=tuple(chosen),
    )


def doses_of(kind: str, level: str) -> dict[str, float]:
    """Return the doses of one modification at `low`, `default` or `high`: the least usual, usual and most there are."""
    limits = catalogue()[kind].limits()
    dose = limits[catalogue()[kind].DOSE]
    low = dose["soft_low"] if dose["soft_low"] > 0 else (dose["soft_low"] or dose["low"] or 0.25 * dose["soft_high"])
    return {catalogue()[kind].DOSE: {"low": low, "default": dose["default"] or 1.0, "high": dose["high"]}[level]}


def mixed_order(seed: int) -> Prescription:
    """Return order number `seed` out of the whole catalogue: 2 to 7 kinds, each field anywhere inside its hard limits.

    A heel cup is always there. Which of them contradict each other is for `prescribe` to say.
    """
    rng = np.random.default_rng([seed, 6])
    known = catalogue()
    chosen = {"heel_cup", *rng.choice(sorted(known), size=int(rng.integers(2, 8)), replace=False).tolist()}
    construction = ("insole", "shell")[int(rng.integers(2))]
    length = ("full", "sulcus", "three-quarter")[int(rng.integers(3))]
    return Prescription(
        profile="mixed",
        construction=construction,  # type: ignore[arg-type]
        length=length,  # type: ignore[arg-type]
        thickness_mm=4.0 if construction == "insole" else 3.0,
        modifications=tuple(_anywhere(known[kind], rng) for kind in sorted(chosen)),
    )


def _anywhere(kind: type[Modification], rng: np.random.Generator) -> Modification:
    doses = {name: round(float(rng.uniform(limit["low"], limit["high"])), 2) for name, limit in kind.limits().items()}
    words = {name: str(rng.choice(text["choices"])) for name, text in kind.texts().items() if text["choices"]}
    return kind(**doses, **words)
