"""Pieces. the faces of a scan -> the connected parts that are feet, one or two; everything dropped is a finding."""

import numpy as np

from orthogen.anatomy.surface import Surface, crossed_edges, face_pieces, wound
from orthogen.errors import NotAFoot
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.frame import heights_along
from orthogen.kernel.neighbours import PointTree
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding, Level

FLAT_RATIO = 0.02
LEAST_PIECE_RATIO = 0.005
SECOND_FOOT_RATIO = 0.15
PATCH_RATIO = 0.01
LARGE_PATCH_RATIO = 0.1
NEAR_RATIO = 0.03  # of the main piece's length
SHARED = 0.5
COVERED = 0.9
THIN = 2000
LOSS_RATIO = 0.01
MIXED_RATIO = 1e-3


@dataclass(frozen=True, eq=False)
class Piece:
    """A connected part of a scan: its number, its area in the file's unit squared, its spread, its length.

    spread: standard deviations along its three principal axes, falling. points (k, 3): some of its corners.
    """

    number: int
    area: float
    spread: FloatArray
    length: float
    points: FloatArray

    @property
    def flat(self) -> bool:
        """True if it is a sheet thinner than 2 % of its length: a floor or a plate."""
        return bool(self.spread[2] < FLAT_RATIO * self.spread[0])

    def beside(self, other: "Piece") -> float:
        """Return the share of the other piece that lies within 3 % of this one's length of it: 1 for an inner wall."""
        away, _ = PointTree(self.points).nearest(other.points, within=NEAR_RATIO * self.length)
        return float(np.isfinite(away).mean())


def feet_in(surface: Surface) -> tuple[tuple[Surface, tuple[Finding, ...]], ...]:
    """Return the part that is the foot, or both feet of a pair, consistently wound, with what was dropped or mended.

    The foot is the largest piece that is not a flat sheet, together with patches that overlap it by half; pieces that
    follow it all over are walls of a thickened scan. A second piece apart from it with 0.15 of its area may be the
    other foot (pose.md 2.3). Raises NotAFoot if every piece is flat.
    """
    label = face_pieces(surface)
    found = _pieces(surface, label)
    if found[0].area <= 0:
        raise NotAFoot("the faces of this file enclose no area", "check that the file holds a scan")
    solid = [piece for piece in found if not piece.flat]
    if not solid:
        thin, long = found[0].spread[2], found[0].spread[0]
        raise NotAFoot(
            f"this is a flat sheet: its thickness is {thin / long:.3f} of its length, a foot's is above 0.1",
            "check that the file holds a foot, not only the floor or a plate",
        )
    main = solid[0]
    shared = {piece.number: main.beside(piece) for piece in solid[1:] if piece.area > PATCH_RATIO * main.area}
    second = [
        piece for piece in solid[1:] if piece.area > SECOND_FOOT_RATIO * main.area and shared[piece.number] < SHARED
    ][:1]
    patches = [piece for piece in solid[1:] if SHARED <= shared.get(piece.number, 0.0) < COVERED]
    inner = [piece for piece in solid[1:] if shared.get(piece.number, 0.0) >= COVERED]
    dropped = (*_inner_walls(inner), *_dropped(surface, label, found, [main, *second, *patches, *inner]))
    feet = []
    for group in ([main, *patches], *([piece] for piece in second)):
        kept, mended = _kept(surface, np.isin(label, [piece.number for piece in group]))
        feet.append((kept, (*dropped, *_joined(group), *mended)))
    return tuple(feet)


def _inner_walls(inner: list[Piece]) -> tuple[Finding, ...]:
    """Return a finding for pieces that follow the foot all over: the inner walls of a scan that was thickened."""
    if not inner:
        return ()
    note = (
        f"The skin is there more than once, one wall inside the other ({len(inner)} more); only the largest was used."
    )
    return (Finding(check="inner_wall_dropped", note=note, measured=float(len(inner)), unit="pieces"),)


def all_patches(surface: Surface) -> tuple[Surface, tuple[Finding, ...]] | None:
    """Return the large pieces, 0.1 of the largest or more and not flat, as one surface; None if there is only one."""
    label = face_pieces(surface)
    found = _pieces(surface, label)
    group = [piece for piece in found if not piece.flat and piece.area > LARGE_PATCH_RATIO * found[0].area]
    if len(group) < 2:
        return None
    kept, mended = _kept(surface, np.isin(label, [piece.number for piece in group]))
    return kept, (*_dropped(surface, label, found, group), *_joined(group), *mended)


def _kept(surface: Surface, mine: BoolArray) -> tuple[Surface, tuple[Finding, ...]]:
    """Return the marked faces, wound consistently, and a finding if they were not."""
    kept = surface if mine.all() else surface.of_faces(mine)
    crossed = crossed_edges(kept)
    if crossed <= MIXED_RATIO * len(kept.faces):
        return kept, ()
    note = f"The winding of the faces was mixed ({crossed} edges); it was made consistent."
    return wound(kept), (Finding(check="winding_mixed", note=note, measured=float(crossed), unit="edges"),)


def _joined(group: list[Piece]) -> tuple[Finding, ...]:
    """Return a finding if a foot consists of several patches."""
    if len(group) < 2:
        return ()
    note = f"The foot consists of {len(group)} patches that do not touch; they were taken together."
    return (Finding(check="patches_joined", note=note, measured=float(len(group)), unit="pieces"),)


def _pieces(surface: Surface, label: IntArray) -> list[Piece]:
    """Return the pieces that hold at least 0.5 % of the largest one's area, the largest first."""
    total = np.bincount(label, weights=surface.areas)
    found = []
    for number in np.argsort(-total, kind="stable"):
        if total[number] < LEAST_PIECE_RATIO * total.max():
            break
        found.append(_piece(surface, np.flatnonzero(label == number), int(number), float(total[number])))
    return found


def _piece(surface: Surface, faces: IntArray, number: int, area: float) -> Piece:
    """Return the piece of these faces; its spread and length are those of its corners, weighted by area.

    At most some 20 000 faces take part, evenly chosen along the file.
    """
    thin = faces[:: max(len(faces) // 20_000, 1)]
    points = np.take(surface.points, np.take(surface.faces, thin, axis=0).ravel(), axis=0)
    weight = np.repeat(surface.areas[thin], 3)
    weight = weight / max(float(weight.sum()), 1e-300)
    offset = points - (weight[:, None] * points).sum(axis=0)
    moment: FloatArray = np.einsum("ni,nj->ij", weight[:, None] * offset, offset)
    variance, axes = np.linalg.eigh(moment)
    spread: FloatArray = np.sqrt(variance[::-1].clip(0))
    return Piece(
        number, area, spread, float(np.ptp(heights_along(points, axes[:, 2]))), points[:: max(len(points) // THIN, 1)]
    )


def _dropped(surface: Surface, label: IntArray, found: list[Piece], kept: list[Piece]) -> tuple[Finding, ...]:
    """Return findings for the pieces that belong to no foot: floors by name, the rest as islands."""
    total = np.bincount(label, weights=surface.areas)
    floors = [piece for piece in found if piece.flat]
    findings = []
    if floors:
        note = f"A separate floor was left out; its flat pieces: {len(floors)}."
        findings.append(Finding(check="floor_dropped", note=note, measured=float(len(floors)), unit="pieces"))
    islands = np.count_nonzero(total > 0) - len(kept) - len(floors)
    if islands > 0:
        mine = sum(piece.area for piece in kept)
        loss = float(total.sum() - mine - sum(piece.area for piece in floors)) / mine
        note = f"Loose pieces were left out: {islands}, with {100 * loss:.2f} % of the foot's area."
        level: Level = "warning" if loss > LOSS_RATIO else "note"
        findings.append(
            Finding(check="islands_dropped", note=note, measured=float(islands), unit="pieces", level=level)
        )
    return tuple(findings)
