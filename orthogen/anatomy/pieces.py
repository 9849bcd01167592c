"""Pieces. the faces of a scan -> the one connected piece that is the foot; everything dropped is a finding."""

from dataclasses import dataclass

import numpy as np

from orthogen.anatomy.surface import Surface, crossed_edges, face_pieces, wound
from orthogen.errors import KindNotYet, NotAFoot
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.records.finding import Finding, Level

FLAT_RATIO = 0.02
LEAST_PIECE_RATIO = 0.005
SECOND_FOOT_RATIO = 0.3
SAME_LENGTH = (0.75, 1.33)
LOSS_RATIO = 0.01
MIXED_RATIO = 1e-3


@dataclass(frozen=True)
class Piece:
    """A connected part of a scan: its number, its area in the file's unit squared, its spread along three axes."""

    number: int
    area: float
    spread: FloatArray

    @property
    def flat(self) -> bool:
        """True if it is a sheet thinner than 2 % of its length: a floor or a plate."""
        return bool(self.spread[2] < FLAT_RATIO * self.spread[0])


def one_piece(surface: Surface) -> tuple[Surface, tuple[Finding, ...]]:
    """Return the largest piece that is not a flat sheet, consistently wound, and what was dropped or mended.

    Raises NotAFoot if every piece is flat, KindNotYet if a second piece is a foot's size (pose.md 2.3).
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
    _refuse_pair(solid)
    findings = _dropped(surface, label, found, main)
    mine = label == main.number
    kept = surface if mine.all() else surface.of_faces(mine)
    crossed = crossed_edges(kept.faces)
    if crossed > MIXED_RATIO * len(kept.faces):
        kept = wound(kept)
        note = f"The winding of the faces was mixed ({crossed} edges); it was made consistent."
        findings.append(Finding(check="winding_mixed", note=note, measured=float(crossed), unit="edges"))
    return kept, tuple(findings)


def _pieces(surface: Surface, label: IntArray) -> list[Piece]:
    """Return the pieces that hold at least 0.5 % of the largest one's area, the largest first."""
    total = np.bincount(label, weights=surface.areas)
    found = []
    for number in np.argsort(-total, kind="stable"):
        if total[number] < LEAST_PIECE_RATIO * total.max():
            break
        found.append(Piece(int(number), float(total[number]), _spread(surface, np.flatnonzero(label == number))))
    return found


def _spread(surface: Surface, faces: IntArray) -> FloatArray:
    """Return the standard deviations (3,), falling, of a piece's corners along its principal axes, by area.

    At most some 20 000 faces take part, evenly chosen along the file.
    """
    thin = faces[:: max(len(faces) // 20_000, 1)]
    points, weight = surface.points[surface.faces[thin]].reshape(-1, 3), np.repeat(surface.areas[thin], 3)
    weight = weight / max(float(weight.sum()), 1e-300)
    offset = points - (weight[:, None] * points).sum(axis=0)
    moment: FloatArray = np.einsum("n,ni,nj->ij", weight, offset, offset)
    spread: FloatArray = np.sqrt(np.linalg.eigvalsh(moment)[::-1].clip(0))
    return spread


def _refuse_pair(solid: list[Piece]) -> None:
    """Raise KindNotYet if the second solid piece could be the other foot."""
    if len(solid) < 2:
        return
    area, length = solid[1].area / solid[0].area, solid[1].spread[0] / solid[0].spread[0]
    if area > SECOND_FOOT_RATIO and SAME_LENGTH[0] < length < SAME_LENGTH[1]:
        raise KindNotYet(
            f"two feet in one file: the second piece has {100 * area:.0f} % of the first one's area "
            f"and {100 * length:.0f} % of its length",
            "save each foot in a file of its own and build them one after the other",
        )


def _dropped(surface: Surface, label: IntArray, found: list[Piece], main: Piece) -> list[Finding]:
    """Return findings for the pieces that do not belong to the main one: floors by name, the rest as islands."""
    total = np.bincount(label, weights=surface.areas)
    floors = [piece for piece in found if piece.flat]
    findings = []
    if floors:
        note = f"A separate floor was dropped ({len(floors)} flat piece(s))."
        findings.append(Finding(check="floor_dropped", note=note, measured=float(len(floors)), unit="pieces"))
    islands = np.count_nonzero(total > 0) - 1 - len(floors)
    if islands > 0:
        loss = float(total.sum() - main.area - sum(piece.area for piece in floors)) / main.area
        note = f"{islands} loose piece(s), {100 * loss:.2f} % of the foot's area, were dropped."
        level: Level = "warning" if loss > LOSS_RATIO else "note"
        findings.append(
            Finding(check="islands_dropped", note=note, measured=float(islands), unit="pieces", level=level)
        )
    return findings
