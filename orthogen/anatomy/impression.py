"""Impression. the surface of a foam box -> the hollows that feet left in it, each cut free of rim, walls and bottom."""

import numpy as np

from orthogen.anatomy.mask import closed, filled, grown
from orthogen.anatomy.support import Support, plane_through
from orthogen.anatomy.surface import Samples, Surface, face_pieces, spread
from orthogen.anatomy.walking import upright
from orthogen.kernel.arrays import BoolArray, FloatArray, IntArray
from orthogen.kernel.grid import Grid, covering
from orthogen.kernel.layers import on_planes
from orthogen.kernel.outermost import extents
from orthogen.kernel.rank import percentile
from orthogen.lazyclass import dataclass

SAMPLES = 12_000
PLANES = 6
TRIES = 60
ALONG_COS = 0.95
FLAT_RATIO = 0.004  # a rim is flat to this share of the longest extent: 1.2 mm of 300
RIM_RATIO = 0.08
BEYOND_RATIO = 0.02
CELLS = 80
ENCLOSED_RATIO = 0.9
LEAST_RATIO = 0.02  # a hollow holds more than 0.05 of what is not rim, and 0.9 of that is enclosed
HOLLOW_LENGTH = (0.25, 0.98)
HOLLOW_DEPTH = (0.04, 0.22)  # of its own length
LIP_RATIO = 0.022  # of its own length: the rounded lip under the rim flares outwards and is no skin (pose.md 2.11)
ONE_SIDED = 0.5


@dataclass(frozen=True)
class _Rim:
    """A plane with nothing beyond it: in `frame` (from the scan) it is z = 0 and everything lies below."""

    frame: FloatArray
    tolerance: float


def hollows(surface: Surface) -> tuple[Surface, ...]:
    """Return the skin of each foot printed into foam, in the scan's frame; none if this is no impression.

    An impression is a flat rim with nothing beyond it that encloses hollows 0.04 to 0.22 of their length deep, which
    show one side only (pose.md 2.5). The surface of a hollow is where the skin was; only its lip is cut off.
    """
    samples = spread(surface, SAMPLES)
    for rim in _rims(samples):
        found = _hollows_in(surface, rim) if _encloses(rim, samples.in_frame(rim.frame)) else ()
        if found:
            return found
    return ()


def _rims(samples: Samples) -> list[_Rim]:
    """Return the large planes beyond which nothing lies, the largest first."""
    extent = float(extents(samples.points).max())
    tolerance, left, found = FLAT_RATIO * extent, samples, []
    for _ in range(PLANES):
        if len(left) < 100:
            break
        on_plane, up, height = _largest_plane(left, tolerance)
        if on_plane.sum() < RIM_RATIO * len(samples):
            break
        away: FloatArray = np.einsum("nj,j->n", samples.points, up) - height
        for sign in (1.0, -1.0):
            if float(np.mean(sign * away > 3 * tolerance)) < BEYOND_RATIO:
                frame = upright(samples, Support(sign * up, sign * height, 0.0))
                found.append(_Rim(frame, tolerance))
        left = left.where(~on_plane)
    return found


def _largest_plane(samples: Samples, tolerance: float) -> tuple[BoolArray, FloatArray, float]:
    """Return the plane near a sample's own that holds most of them: which lie on it, its normal, its height."""
    tried = range(0, len(samples), max(len(samples) // TRIES, 1))
    most = tried[
        int(on_planes(samples.points, samples.normals, tried, tolerance=2 * tolerance, least_slope=ALONG_COS).argmax())
    ]
    up, height = samples.normals[most], float(samples.points[most] @ samples.normals[most])
    best = _near(samples, up, height, 2 * tolerance)
    for _ in range(3):
        if best.sum() > 3:
            up, height = plane_through(samples.points[best])
        best = _near(samples, up, height, tolerance)
    return best, up, height


def _near(samples: Samples, up: FloatArray, height: float, tolerance: float) -> BoolArray:
    """Return which samples lie on a plane and face along its normal or against it."""
    away: FloatArray = np.einsum("nj,j->n", samples.points, up) - height
    along: FloatArray = np.einsum("nj,j->n", samples.normals, up)
    on_plane: BoolArray = (np.abs(away) < tolerance) & (np.abs(along) > ALONG_COS)
    return on_plane


def _encloses(rim: _Rim, lying: Samples) -> bool:
    """Return whether a rim, as far as samples in its frame tell, encloses anything worth a closer look."""
    flat = _flat(rim, lying.points[:, 2], lying.normals[:, 2])
    if not flat.any() or flat.all():
        return False
    grid, inside = _enclosed(lying.points[flat])
    return float(inside[_nodes(grid, lying.points[~flat])].mean()) > LEAST_RATIO


def _flat(rim: _Rim, z: FloatArray, upward: FloatArray) -> BoolArray:
    """Return what lies on the rim, given heights above it and the z of normals."""
    flat: BoolArray = (np.abs(z) < 1.5 * rim.tolerance) & (np.abs(upward) > 0.9)
    return flat


def _nodes(grid: Grid, points: FloatArray) -> tuple[IntArray, IntArray]:
    """Return the node nearest to each of the points (n, 3), in plan; the outermost ones for those beyond the grid."""
    ix = np.rint((points[:, 0] - grid.x0_mm) / grid.step_mm).astype(np.int64).clip(0, grid.nx - 1)
    iy = np.rint((points[:, 1] - grid.y0_mm) / grid.step_mm).astype(np.int64).clip(0, grid.ny - 1)
    return ix, iy


def _hollows_in(surface: Surface, rim: _Rim) -> tuple[Surface, ...]:
    """Return what of the surface are hollows enclosed by the rim."""
    lying = surface.in_frame(rim.frame)
    middle = lying.middles
    flat = _flat(rim, middle[:, 2], lying.upward)
    if not flat.any() or flat.all():
        return ()
    grid, inside = _enclosed(middle[flat])
    piece = face_pieces(lying, ~flat)
    area, found = np.bincount(piece + 1, weights=lying.areas)[1:], []
    for number in np.flatnonzero(area > 0.05 * area.sum()):
        faces = np.flatnonzero(piece == number)
        if float(inside[_nodes(grid, middle[faces])].mean()) > ENCLOSED_RATIO:
            skin = _skin(lying, faces, longest=float(extents(lying.points).max()))
            if skin is not None:
                found.append(surface.of_faces(skin))
    return tuple(found)


def _enclosed(rim: FloatArray) -> tuple[Grid, BoolArray]:
    """Return a plan grid over the points of the rim (n, 3) and what of it the rim encloses, give or take two."""
    step = float(extents(rim)[:2].max()) / CELLS
    grid = covering(rim[:, 0], rim[:, 1], step_mm=step, margin_mm=3 * step)
    mask = np.zeros(grid.shape, dtype=bool)
    ix, iy = (np.rint((rim[:, k] - low) / step).astype(np.int64) for k, low in ((0, grid.x0_mm), (1, grid.y0_mm)))
    mask[ix, iy] = True
    mask = closed(mask, 2)
    return grid, grown(filled(mask) & ~mask, 2)


def _skin(lying: Surface, faces: IntArray, *, longest: float) -> BoolArray | None:
    """Return which faces of the lying surface are the skin in a hollow, without its lip; None if it is no foot's."""
    middle, upward, areas = lying.middles[faces], lying.upward[faces], lying.areas[faces]
    offset = middle[:, :2] - middle[:, :2].mean(axis=0)
    axes = np.linalg.eigh(np.einsum("ni,nj->ij", offset, offset))[1]
    length = float(np.ptp(np.einsum("nj,j->n", offset, axes[:, 1])))
    depth = -percentile(middle[:, 2], 2)
    seen = float((areas * upward).sum()) / max(float((areas * np.abs(upward)).sum()), 1e-12)
    fits = HOLLOW_LENGTH[0] * longest < length < HOLLOW_LENGTH[1] * longest
    if not fits or not HOLLOW_DEPTH[0] < depth / length < HOLLOW_DEPTH[1] or abs(seen) < ONE_SIDED:
        return None
    skin = np.zeros(len(lying.faces), dtype=bool)
    skin[faces[middle[:, 2] < -LIP_RATIO * length]] = True
    return skin
