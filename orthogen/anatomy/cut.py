"""Cut. samples of a foot on its support -> the parts that a crop took away, told from whole ends by their roundness."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from orthogen.anatomy.surface import Samples
from orthogen.errors import ScanIncomplete
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.hull import convex_hull
from orthogen.kernel.outermost import EndRule, ends
from orthogen.kernel.sheet import face_normals
from orthogen.lazyclass import dataclass

Part = Literal["toes", "heel", "side"]

LOWEST_MM = 2.0
BAND_TOP_RATIO = 0.055  # heights that even the skin of a sole shows; heights, depths and chords are shares of length
DEPTH_RATIO = 0.03  # how far behind an end its width is taken
SHEET_RATIO = 0.006  # how thick a flat cap is, with its noise
LEEWAY_RATIO = 0.012  # how far behind the outermost skin a cap is looked for
OUTERMOST_RATIO = 0.002  # the share of the skin that may lie beyond an end: spikes, noise
STRIP = 0.3  # half the thickness of the strip in which a width is taken, in depths
HEADINGS_DEG = tuple(range(-180, 180, 15))
LEANS_DEG = (-25, 0, 25)
FACETS = 16  # how many flat places of the convex hull are tried
ALIKE_DEG = 5.0
STEEPEST = 0.65
SIDEWAYS = 0.9  # of the direction: what looks more sideways than this is a side, longer and straighter than an end
BLUNT_LEAST: dict[Part, float] = {"toes": 0.70, "heel": 0.70, "side": 0.76}
CHORD_LEAST_RATIO: dict[Part, float] = {"toes": 0.06, "heel": 0.06, "side": 0.30}
BLUNT_HALF_LEAST = 0.60  # in the lower and in the upper half of the band alike
WALL_LEAST = 0.12  # walls that face each other leave this much of a width; one wall inside another cancels
BACKWARD_LEAST = 2.0  # how many times the skin of an end that looks back its width must be: none does in one wall
LEAST_SAMPLES = 6
STEPS = 12


@dataclass(frozen=True)
class MissingPart:
    """A part that the scan ends before. chord_mm: how wide it ends there in one flat face or opening.

    blunt_ratio: the share of the foot's width just behind it that this takes. heading_deg: where it looks, from +x
    to +y. place: a point (3,) in its middle.
    """

    part: Part
    chord_mm: float
    blunt_ratio: float
    heading_deg: float
    place: FloatArray


@dataclass(frozen=True)
class _Band:
    """Skin from 2 mm above the support to `top_mm`, of a foot of this length."""

    samples: Samples
    length_mm: float
    top_mm: float

    @property
    def rule(self) -> EndRule:
        """How its ends are measured."""
        depth_mm = DEPTH_RATIO * self.length_mm
        return EndRule(
            depth=depth_mm,
            half_strip=STRIP * depth_mm,
            middle=(LOWEST_MM + self.top_mm) / 2,
            steps=np.linspace(-0.5 * SHEET_RATIO, LEEWAY_RATIO, STEPS) * self.length_mm,
            sheet=SHEET_RATIO * self.length_mm,
            leeway=LEEWAY_RATIO * self.length_mm,
            stray=self.outermost,
            least=LEAST_SAMPLES,
        )

    @property
    def outermost(self) -> int:
        """How many samples may lie beyond an end."""
        return max(round(OUTERMOST_RATIO * len(self.samples)), 2)


def missing_parts(samples: Samples, length_mm: float, *, highest_mm: float) -> tuple[MissingPart, ...]:
    """Return the parts of a foot that are cut off, the bluntest first; empty for a whole foot.

    samples: in the walking frame (x to the toes, z up, z = 0 on the support), outward normals; highest_mm: up to
    where the scan shows skin all around. Sides are not told apart: the frame may not be mirrored yet.

    A horizontal section of a foot is a closed curve, so the flux of a unit field through the skin of an end equals
    the width of the section behind it, whatever its topology (divergence theorem). A rounded end closes most of that
    width on the way to its tip. A crop closes it in one flat sheet where software capped it, or not at all: what is
    missing is a chord of the foot at its very end, over all heights. A hole is narrower, or lower, than the section.
    """
    top = min(BAND_TOP_RATIO * length_mm, highest_mm - 1.0)
    z = samples.points[:, 2]
    band = _Band(samples.where((z > LOWEST_MM) & (z < top)), length_mm, top)
    if len(band.samples) < 50 * band.outermost:
        return ()
    found = _ends(band, _directions(band))
    cuts = sorted((end for end in found if end.blunt_ratio >= BLUNT_LEAST[end.part]), key=lambda end: -end.blunt_ratio)
    bluntest = {end.part: end for end in reversed(cuts)}
    return tuple(end for end in cuts if bluntest[end.part] is end)


def incomplete(parts: Sequence[MissingPart]) -> ScanIncomplete:
    """Return the refusal that names the parts (at least one) and the numbers that tell."""
    names = {"toes": "the toes are", "heel": "the heel is", "side": "a strip along one side is"}
    told = "; ".join(
        f"{names[part.part]} cut off: the scan ends there {part.chord_mm:.0f} mm wide, "
        f"{part.blunt_ratio:.2f} of the width behind it, in a whole foot below {BLUNT_LEAST[part.part]:g}"
        for part in parts
    )
    only_toes = all(part.part == "toes" for part in parts)
    instead = "; a three-quarter device needs no toes: build it with --length three-quarter" if only_toes else ""
    return ScanIncomplete(told, f"scan the whole foot again{instead}")


def _directions(band: _Band) -> FloatArray:
    """Return where the foot may have been cut, unit vectors (n, 3): all around, and where its convex hull is flat.

    A cut leaves one large facet of the hull, or a few nearly parallel ones, open or capped: it tells the direction
    to a degree, which a long cut along a side needs.
    """
    turn, lean = (part.ravel() for part in np.meshgrid(np.radians(HEADINGS_DEG), np.radians(LEANS_DEG)))
    around = np.stack([np.cos(turn) * np.cos(lean), np.sin(turn) * np.cos(lean), np.sin(lean)], axis=1)
    normals, areas = face_normals(band.samples.points, convex_hull(band.samples.points))
    steep = np.abs(normals[:, 2]) < STEEPEST
    normals, areas = normals[steep], areas[steep]
    flat = []
    for _ in range(FACETS if len(areas) else 0):
        largest = np.argsort(-areas, kind="stable")[:FACETS]
        alike = np.einsum("nj,kj->kn", normals, normals[largest]) > np.cos(np.radians(ALIKE_DEG))
        best = alike[np.argmax(np.where(alike, areas, 0.0).sum(axis=1))]
        mean = (areas[best, None] * normals[best]).sum(axis=0)
        if not mean.any():
            break
        flat.append(mean / np.sqrt(mean @ mean))
        areas = np.where(best, 0.0, areas)
    return np.concatenate([around, np.reshape(flat, (-1, 3))])


def _ends(band: _Band, out: FloatArray) -> list[MissingPart]:
    """Return how blunt the foot ends towards each direction out (n, 3), without those where that is too narrow to tell.

    The chord is open or closed by one sheet. Nothing is told where the width is not to be had (two walls, one inside
    the other, cancel) and where one half is round: a crop runs through both.
    """
    found = ends(band.samples.points, band.samples.normals, out, rule=band.rule)
    best = found.flat.sum(axis=1).argmax(axis=1)
    sheet = np.take_along_axis(found.flat, best[:, None, None], axis=2)[:, :, 0]
    blunt = found.width - found.closed + np.clip(sheet, 0, found.closed.clip(0))
    sound = (found.width > np.maximum(WALL_LEAST * found.walls, BACKWARD_LEAST * found.backward)).all(axis=1)
    sound &= (blunt >= BLUNT_HALF_LEAST * found.width).all(axis=1)
    told = []
    for k in np.flatnonzero(sound):
        share = float(blunt[k].sum() / found.width[k].sum())
        end = _part(band, out[k], share * float(found.span[k].mean()), share, found.places[k])
        told += [end] if end.chord_mm >= CHORD_LEAST_RATIO[end.part] * band.length_mm else []
    return told


def _part(band: _Band, out: FloatArray, chord_mm: float, share: float, place: FloatArray) -> MissingPart:
    """Return the end towards `out` (3,) by its name."""
    level = np.hypot(out[0], out[1])
    part: Part = "side" if abs(out[1]) > SIDEWAYS * level else "toes" if out[0] > 0 else "heel"
    return MissingPart(part, chord_mm, share, float(np.degrees(np.arctan2(out[1], out[0]))), place)
