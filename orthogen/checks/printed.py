"""Printed. a design's surface, a scan of the print -> how they depart by zone; refuses other parts and half scans."""

import numpy as np

from orthogen.errors import NotThePart, ScanIncomplete
from orthogen.kernel.arrays import FloatArray, IntArray
from orthogen.kernel.frame import MIRROR_Y
from orthogen.kernel.mesh import Mesh
from orthogen.kernel.overlay import Overlay, Shape, bent_mm, departures, laid_on, shape_of
from orthogen.kernel.rank import percentile
from orthogen.kernel.sampled import sampled, without_floor
from orthogen.kernel.skin import Skin
from orthogen.lazyclass import dataclass
from orthogen.records.finding import Finding
from orthogen.records.printed import ZONES, ZoneDeparture

SPACING_MM = 1.0
# where heel cup, arch and forefoot give way to each other, in foot lengths: the middles of the thickness zones'
_BORDERS = (0.345, 0.575)
_STEEP = 0.35
_LEFT_MM, _FACING_RATIO = 0.5, 0.75  # a part of another foot leaves more, or does not face it
_SEEN_RATIO, _SHOWN_RATIO = 0.8, 0.3
_NEEDED = ("heel_cup", "arch", "forefoot")
_LEAST_POINTS = 20


@dataclass(frozen=True, kw_only=True)
class Laid:
    """A scan laid on a design: the scan's points in the design's frame, the pose, and the change of shape."""

    skin: Skin
    pose: FloatArray
    shape: Shape

    @property
    def is_the_part(self) -> bool:
        """True if, scale and bend aside, the scan is this surface."""
        return self.shape.left_mm <= _LEFT_MM and self.shape.facing_ratio >= _FACING_RATIO


def surface_of(mesh: Mesh) -> Skin:
    """Return the points of a design's or a scan's surface that are compared; raises ScanIncomplete for too few."""
    skin = sampled(mesh, SPACING_MM)
    if len(skin.points) < 500:
        raise ScanIncomplete(f"the scan shows {len(skin.points)} mm² of a surface", "scan the whole part, in mm")
    return without_floor(skin)


def laid_on_design(design: Skin, seen: Skin) -> Laid:
    """Return the scan laid on the design.

    Raises NotThePart, which says whether it is the mirror image, and ScanIncomplete where it shows no whole foot bed.
    """
    laid = _laid(design, seen)
    if laid.is_the_part:
        return laid
    turned = _laid(design, seen.inside_out())
    if turned.is_the_part:
        return turned
    image = design.in_frame(MIRROR_Y)
    if any(_laid(image, one).is_the_part for one in (seen, seen.inside_out())):
        raise NotThePart(
            "the part is the mirror image of the design: printed or scanned mirrored, or made for the other side",
            "check how the file was placed on the printer, and that the scanner does not mirror",
        )
    raise NotThePart(
        f"the part is not this design: laid on it, {100 * laid.shape.facing_ratio:.0f} % of the scan lie within 3 mm "
        f"of it, {laid.shape.left_mm:.2f} mm apart (r.m.s.) beyond scale and bend; {100 * _FACING_RATIO:.0f} % and "
        f"{_LEFT_MM:.2f} mm are needed",
        "check case, version and side of the part: they are embossed on its underside",
    )


def judged(
    design: Skin, laid: Laid, *, foot_length_mm: float, tolerance_mm: float
) -> tuple[tuple[ZoneDeparture, ...], tuple[Finding, ...], FloatArray, IntArray]:
    """Return the zones, the findings, and for each point of the design its departure (n,), mm, and its zone (n,).

    Raises ScanIncomplete where less than 80 % of heel cup, arch or forefoot are seen; of rim and underside it is told.
    """
    away, zone = departures(design, laid.skin), _zones(design, foot_length_mm)
    zones = tuple(
        _zone(name, away[zone == number], tolerance_mm)
        for number, name in enumerate(ZONES)
        if (zone == number).sum() >= _LEAST_POINTS
    )
    _need_whole(zones)
    length = float(np.ptp(design.points[:, 0]))
    return zones, (*(_of_zone(item, tolerance_mm) for item in zones),
                   *_of_shape(laid.shape, design, length, tolerance_mm)), away, zone  # fmt: skip


def _laid(design: Skin, seen: Skin) -> Laid:
    found: Overlay = laid_on(design, seen)
    skin = seen.in_frame(found.to_reference)
    return Laid(skin=skin, pose=found.to_reference, shape=shape_of(design, skin))


def _zones(design: Skin, foot_length_mm: float) -> IntArray:
    """Return the number in ZONES of each point (n,): walls are rim, what looks down is underside, the rest foot bed."""
    along = np.searchsorted(np.array(_BORDERS) * foot_length_mm, design.points[:, 0])
    up = design.normals[:, 2]
    zone: IntArray = np.where(up > _STEEP, along, np.where(up < -_STEEP, ZONES.index("underside"), ZONES.index("rim")))
    return zone


def _zone(name: str, away_mm: FloatArray, tolerance_mm: float) -> ZoneDeparture:
    seen = away_mm[np.isfinite(away_mm)]
    ratio = len(seen) / len(away_mm)
    if ratio < _SHOWN_RATIO or len(seen) < _LEAST_POINTS:
        return ZoneDeparture(zone=name, seen_ratio=ratio, mean_mm=np.nan, p95_mm=np.nan, ok=True)
    p95 = percentile(np.abs(seen), 95)
    return ZoneDeparture(
        zone=name, seen_ratio=ratio, mean_mm=float(seen.mean()), p95_mm=p95, ok=p95 <= tolerance_mm
    )  # fmt: skip


def _need_whole(zones: tuple[ZoneDeparture, ...]) -> None:
    missing = [item for item in zones if item.zone in _NEEDED and item.seen_ratio < _SEEN_RATIO]
    if missing:
        said = ", ".join(f"{100 * item.seen_ratio:.0f} % of the {_words(item.zone)}" for item in missing)
        raise ScanIncomplete(
            f"the scan shows only {said}; {100 * _SEEN_RATIO:.0f} % are needed",
            "scan the whole foot bed of the part, from heel to toes",
        )


def _of_zone(item: ZoneDeparture, tolerance_mm: float) -> Finding:
    """Return what is said of one zone."""
    name = f"print_{item.zone}"
    if np.isnan(item.p95_mm):
        note = f"The scan shows {100 * item.seen_ratio:.0f} % of the {_words(item.zone)}: nothing can be said of it."
        return Finding(check=name, note=note, level="warning")
    return Finding(
        check=name, measured=item.p95_mm, unit="mm", high=tolerance_mm, level="note" if item.ok else "fault",
        note=f"The {_words(item.zone)} departs by {item.p95_mm:.2f} mm (95th percentile), "
             f"{item.mean_mm:+.2f} mm on average.".replace("-", "−"),
    )  # fmt: skip


def _of_shape(shape: Shape, design: Skin, length_mm: float, tolerance_mm: float) -> tuple[Finding, Finding]:
    """Return what is said of scale and bend."""
    percent, most = 100.0 * shape.scale_error_ratio, 100.0 * tolerance_mm / length_mm
    bent = bent_mm(design, shape.bend_mm)
    size = f"too {'large' if percent > 0 else 'small'} by" if abs(percent) >= 0.005 else "as large as designed, within"
    return (
        Finding(check="print_scale", measured=percent, unit="%", low=-most, high=most,
                note=f"The part is {size} {abs(percent):.2f} %, {abs(percent) * length_mm / 100:.2f} mm of its length.",
                level="fault" if abs(percent) > most else "note"),
        Finding(check="print_bend", measured=bent, unit="mm", high=2.0 * tolerance_mm,
                note=f"The part is bent by {bent:.2f} mm between its highest and its lowest place.",
                level="fault" if bent > 2.0 * tolerance_mm else "note"),
    )  # fmt: skip


def _words(zone: str) -> str:
    return zone.replace("_", " ")
