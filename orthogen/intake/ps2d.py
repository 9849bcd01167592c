"""Archive PS2D. bytes of a plantar scanner's ZIP -> the sheets of both feet, side by side; nothing personal is read."""

import zipfile
from dataclasses import replace

import numpy as np

from orthogen.errors import CorruptFile
from orthogen.intake.archive import demand_unpacks_within, pieces, unzipped
from orthogen.intake.raw import EXPORT_AGAIN, MOST_POINTS, RawMesh
from orthogen.intake.sca import HEADER_BYTES, sheet, side_named
from orthogen.records.finding import Finding

_MOST_MAP_BYTES = HEADER_BYTES + 2 * MOST_POINTS
_MOST_INNER_BYTES = 100_000_000  # a scan of both feet with its pictures has 1 to 2 MB
_APART_MM = 100.0  # wider than any gap inside a foot, so that the two never pass for one
_ONE_EACH = "export one scan with one height map for each foot"


def sniff(data: bytes) -> bool:
    """True for a ZIP archive that names a height map, or a scan with one (an order holds the scan in a ZIP)."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    ends = data[:65_536].lower() + data[-1_000_000:].lower()
    return b".sca" in ends or b".ps2d" in ends


def read(data: bytes) -> RawMesh:
    """Return the height maps of the archive: mm by the size of the pixels, sides by the names `_Links_`, `_Rechts_`.

    Only members named `.sca` (and one `.ps2d` that holds them) are opened; pictures, `.his`, the order's manifest and
    everything else with a person in it are not. A second foot is set beside the first: its place relative to the
    first is not in the file. Raises IntakeError.
    """
    with unzipped(data, kind="PS2D") as archive:
        inner = [item for item in archive.infolist() if item.filename.lower().endswith(".ps2d")]
        if len(inner) > 1:
            raise CorruptFile(f"the archive holds {len(inner)} scans, and only one can be read", _ONE_EACH)
        if inner:
            demand_unpacks_within(_MOST_INNER_BYTES, inner, kind="scan inside the PS2D")
            with unzipped(b"".join(pieces(archive, inner[0])), kind="PS2D") as scan:
                return _joined(_sheets(scan))
        return _joined(_sheets(archive))


def _sheets(archive: zipfile.ZipFile) -> list[tuple[int, RawMesh]]:
    """Return (side, sheet) of each map, the left one first."""
    named = [(side_named(item.filename), item) for item in archive.infolist() if _is_map(item)]
    maps = sorted(named, key=lambda pair: pair[0])
    sides = [side for side, _ in maps]
    if not maps:
        raise CorruptFile("the PS2D holds no height map", EXPORT_AGAIN)
    if len(maps) > 2 or len(set(sides)) < len(sides) or (len(maps) == 2 and 0 in sides):
        raise CorruptFile(f"the PS2D holds {len(maps)} height maps, not one for each foot", _ONE_EACH)
    demand_unpacks_within(2 * _MOST_MAP_BYTES, [item for _, item in maps], kind="PS2D")
    return [(side, sheet(b"".join(pieces(archive, item)))) for side, item in maps]


def _is_map(item: zipfile.ZipInfo) -> bool:
    return item.filename.lower().endswith(".sca")


def _joined(sheets: list[tuple[int, RawMesh]]) -> RawMesh:
    sides = np.concatenate([np.full(len(mesh.points), side, dtype=np.int64) for side, mesh in sheets])
    first = sheets[0][1]
    findings = tuple(finding for _, mesh in sheets for finding in mesh.findings)
    points, faces = first.points, first.faces
    if len(sheets) == 2:
        second = sheets[1][1]
        shift = (float(points[:, 0].max()) if len(points) else 0.0) + _APART_MM
        points = np.concatenate([points, second.points + np.array([shift, 0.0, 0.0])])
        faces = np.concatenate([faces, second.faces + len(first.points)])
        note = "The file holds both feet, each on its own; the right one was set beside the left one."
        findings += (Finding(check="feet_set_apart", note=note, measured=shift, unit="mm"),)
    return replace(first, points=points, faces=faces, sides=sides if sides.any() else None, findings=findings)
