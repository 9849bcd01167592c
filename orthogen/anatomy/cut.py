"""Cut. samples of a foot on its support -> the parts that a crop took away, told from whole ends by their roundness."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from orthogen.anatomy.surface import Samples, face_normals
from orthogen.errors import ScanIncomplete
from orthogen.kernel.arrays import FloatArray

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
    def depth_mm(self) -> float:
        """How far behind an end its width is taken."""
        return DEPTH_RATIO * self.length_mm

    @property
    def outermost(self) -> int:
        """How many samples may lie beyond an end."""
        return max(round(OUTERMOST_RATIO * len(self.samples)), 2)


@dataclass(frozen=True)
class _Half:
    """One end in the lower or the upper half of a band. All but span_mm in one unit: samples per mm of width.

    width: of the section behind the end, by the flux of its sides. walls: the same if none of them faced inward.
    closed: what the skin of the end closes of it. backward: how much of that skin looks back. flat (STEPS,): how much
    lies in one thin sheet, at growing depths. span_mm: from one side of the section to the other.
    """

    width: float
    walls: float
    closed: float
    backward: float
    flat: FloatArray
    span_mm: float


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
    ends = [end for out in _directions(band) if (end := _end(band, out)) is not None]
    cuts = sorted((end for end in ends if end.blunt_ratio >= BLUNT_LEAST[end.part]), key=lambda end: -end.blunt_ratio)
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
    from scipy.spatial import ConvexHull

    turn, lean = (part.ravel() for part in np.meshgrid(np.radians(HEADINGS_DEG), np.radians(LEANS_DEG)))
    around = np.stack([np.cos(turn) * np.cos(lean), np.sin(turn) * np.cos(lean), np.sin(lean)], axis=1)
    hull = ConvexHull(band.samples.points)
    normals, areas = face_normals(band.samples.points[hull.simplices])
    normals *= np.sign(np.einsum("nj,nj->n", normals, hull.equations[:, :3]))[:, None]
    areas = np.where(np.abs(normals[:, 2]) < STEEPEST, areas, 0.0)
    flat = []
    for _ in range(FACETS):
        largest = np.argsort(-areas, kind="stable")[:FACETS]
        alike = np.einsum("nj,kj->kn", normals, normals[largest]) > np.cos(np.radians(ALIKE_DEG))
        best = alike[np.argmax(np.where(alike, areas, 0.0).sum(axis=1))]
        mean = (areas[best, None] * normals[best]).sum(axis=0)
        if not mean.any():
            break
        flat.append(mean / np.sqrt(mean @ mean))
        areas = np.where(best, 0.0, areas)
    return np.concatenate([around, np.reshape(flat, (-1, 3))])


def _end(band: _Band, out: FloatArray) -> MissingPart | None:
    """Return how blunt the foot ends towards `out` (3,), None where that is too narrow to tell."""
    level = np.hypot(out[0], out[1])
    ahead, aside = np.array([out[0], out[1], 0.0]) / level, np.array([-out[1], out[0], 0.0]) / level
    along = np.einsum("nj,j->n", band.samples.points, out)
    depth = _outer(along, band.outermost) - along
    rows = depth < (1 + STRIP) * band.depth_mm
    chord, blunt = _bluntness(replace(band, samples=band.samples.where(rows)), depth[rows], ahead, aside, float(level))
    part: Part = "side" if abs(ahead[1]) > SIDEWAYS else "toes" if ahead[0] > 0 else "heel"
    if chord < CHORD_LEAST_RATIO[part] * band.length_mm:
        return None
    place: FloatArray = band.samples.points[depth < LEEWAY_RATIO * band.length_mm].mean(axis=0)
    return MissingPart(part, chord, blunt, float(np.degrees(np.arctan2(out[1], out[0]))), place)


def _bluntness(
    near: _Band, depth: FloatArray, ahead: FloatArray, aside: FloatArray, cosine: float
) -> tuple[float, float]:
    """Return the chord in mm that is open or closed by one sheet, and its share of the width behind the end.

    Zero where the width is not to be had (two walls, one inside the other, cancel) and where one half is round: a
    crop runs through both.
    """
    samples = near.samples
    across = np.einsum("nj,j->n", samples.points, aside)
    flux = np.einsum("nj,kj->kn", samples.normals, np.stack([ahead, aside]))
    upper = samples.points[:, 2] > (LOWEST_MM + near.top_mm) / 2
    halves = [_half(near, depth[rows], across[rows], flux[:, rows], cosine) for rows in (~upper, upper)]
    width = np.array([half.width for half in halves])
    flat = np.stack([half.flat for half in halves])
    closed, sheet = np.array([half.closed for half in halves]), flat[:, np.argmax(flat.sum(axis=0))]
    blunt = width - closed + np.clip(sheet, 0, closed.clip(0))
    sound = all(half.width > max(WALL_LEAST * half.walls, BACKWARD_LEAST * half.backward) for half in halves)
    if not sound or (blunt < BLUNT_HALF_LEAST * width).any():
        return 0.0, 0.0
    share = float(blunt.sum() / width.sum())
    return share * (halves[0].span_mm + halves[1].span_mm) / 2, share


def _half(near: _Band, depth: FloatArray, across: FloatArray, flux: FloatArray, cosine: float) -> _Half:
    """Return one half of an end; flux (2, n): of the samples, ahead and to the side."""
    strip = np.abs(depth - near.depth_mm) < STRIP * near.depth_mm
    if np.count_nonzero(strip) < LEAST_SAMPLES:
        return _Half(0.0, 0.0, 0.0, 0.0, np.zeros(STEPS), 0.0)
    sides = across[strip]
    moment = (sides - sides.mean()) * flux[1, strip] * cosine / (2 * STRIP * near.depth_mm)
    order = np.argsort(depth, kind="stable")
    total = np.concatenate([[0.0], np.cumsum(flux[0, order])])
    steps = np.linspace(-0.5 * SHEET_RATIO, LEEWAY_RATIO, STEPS) * near.length_mm

    def up_to(limit: FloatArray) -> FloatArray:
        return total[np.searchsorted(depth[order], limit)]

    flat = up_to(steps + SHEET_RATIO * near.length_mm) - up_to(steps)
    outer = np.sort(sides)
    return _Half(
        width=float(moment.sum()),
        walls=float(np.abs(moment).sum()),
        closed=float(up_to(np.array(near.depth_mm))),
        backward=-float(flux[0, depth < near.depth_mm].clip(max=0).sum()),
        flat=flat,
        span_mm=float(outer[-2] - outer[1]),
    )


def _outer(along: FloatArray, beyond: int) -> float:
    """Return how far the samples reach, `beyond` of them left out."""
    return float(-np.partition(-along, beyond)[beyond])
