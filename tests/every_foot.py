"""Every foot. a closed foot in its canonical frame -> the same foot in a sock, with a leg, swollen, cut to its sole."""

import numpy as np
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates

from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.grid import covering
from orthogen.kernel.raster import highest, lowest
from tests.forms import drawn

_VOXEL_MM = 2.5


def in_sock(foot: Surface, *, thick_mm: float = 1.5, bridged_mm: float = 12.0) -> Surface:
    """Return the foot under a smooth cloth: gaps up to twice `bridged_mm` wide are spanned, so no toe can be told."""
    top = float(foot.points[:, 2].max())
    grid = covering(foot.points[:, 0], foot.points[:, 1], step_mm=_VOXEL_MM, margin_mm=bridged_mm + 10)
    z = np.arange(-bridged_mm - 10, top + bridged_mm + 10, _VOXEL_MM)
    low, high = lowest(foot.corners, grid)[:, :, None], highest(foot.corners, grid)[:, :, None]
    solid = np.isfinite(low) & (z >= np.nan_to_num(low)) & (z <= np.nan_to_num(high))
    near = distance_transform_edt(~solid, sampling=_VOXEL_MM) <= bridged_mm
    deep = distance_transform_edt(near, sampling=_VOXEL_MM) > bridged_mm
    out, inside = (distance_transform_edt(part, sampling=_VOXEL_MM) for part in (~deep, deep))
    level = gaussian_filter(inside - out + thick_mm, 1.0)
    start = np.array([grid.x0_mm, grid.y0_mm, z[0]])
    box = start + 4, start + _VOXEL_MM * np.array(level.shape) - 8

    def field(p: FloatArray) -> FloatArray:
        values: FloatArray = map_coordinates(level, ((p - start) / _VOXEL_MM).T, order=1, mode="nearest")
        return np.minimum(values, top - 2 - p[:, 2])

    return drawn(field, *box, edge_mm=4.0)


def with_leg(foot: Surface, *, more_mm: float, lean: float) -> Surface:
    """Return the foot with its stump drawn out into a leg, leaning forward by `lean` mm per mm."""
    x, y, z = foot.points.T
    from_mm = 0.7 * z.max()
    up = np.clip((z - from_mm) / (z.max() - from_mm), 0, 1)
    return Surface(np.column_stack([x + lean * more_mm * up, y, z + more_mm * up]), foot.faces)


def stretched(foot: Surface, *, wide: float = 1.0, tall: float = 1.0) -> Surface:
    """Return a foot broader or higher than it was: swollen, or slender."""
    return Surface(foot.points * [1.0, wide, tall], foot.faces)


def opened(foot: Surface) -> Surface:
    """Return the foot without the flat top of its stump: a scan that is open at the ankle."""
    return foot.of_faces(foot.corners[:, :, 2].min(axis=1) < foot.points[:, 2].max() - 0.5)


def sole_of(foot: Surface, *, height_mm: float) -> Surface:
    """Return only the skin below this height that faces down or sideways, as a scanner under glass sees it."""
    low = (foot.corners[:, :, 2].max(axis=1) < height_mm) & (foot.normals[:, 2] < 0.2)
    return foot.of_faces(low)
