"""Plantar. the surface of a foot in its frame -> the map of its lowest skin, its noise, its outline, its raw skin."""

import numpy as np

from orthogen.anatomy.surface import Surface
from orthogen.kernel.arrays import BoolArray, FloatArray, frozen
from orthogen.kernel.blur import gaussian
from orthogen.kernel.grid import covering
from orthogen.kernel.rank import median
from orthogen.kernel.raster import of_faces
from orthogen.records.foot import PlantarMap

STEP_MM = 0.5
MARGIN_MM = 5.0
HIGHEST_MM = 40.0
SMOOTH_MM = 1.0
NOISE_MM = 4.0
NOISE_SLOPE = 0.2


def plantar_skin(surface: Surface) -> Surface:
    """Return the faces below 40 mm that look down; the back of the foot, seen from inside through a hole, does not."""
    return surface.of_faces((surface.upward < 0) & (surface.heights[0] < HIGHEST_MM))


def plantar_map(skin: Surface) -> PlantarMap:
    """Return the lowest skin on a 0.5 mm grid: exact rasterisation, then a Gaussian of 1 mm where it is whole.

    No vertex or cell minimum takes part, so noise does not pull the map down (pose.md 2.12). NaN outside the foot,
    in holes, and above 40 mm.
    """
    grid = covering(skin.points[:, 0], skin.points[:, 1], step_mm=STEP_MM, margin_mm=MARGIN_MM)
    raw = of_faces(skin.points, skin.faces, np.ones(len(skin.faces), dtype=bool), grid, lowest=True)
    raw[raw > HIGHEST_MM] = np.nan
    fine, whole = smoothed(raw, SMOOTH_MM / STEP_MM)
    z = np.where(whole, fine, raw)
    return PlantarMap(grid=grid, z_mm=frozen(z), noise_mm=_noise(raw))


def smoothed(z: FloatArray, sigma_nodes: float) -> tuple[FloatArray, BoolArray]:
    """Return the Gaussian mean of the finite nodes around each node, and where all of its window is finite."""
    finite = np.isfinite(z)
    total, share = gaussian(np.where(finite, z, 0.0), sigma_nodes), gaussian(finite.astype(float), sigma_nodes)
    return np.divide(total, share, out=np.full_like(z, np.nan), where=finite), finite & (share > 0.999)


def _noise(raw: FloatArray) -> float:
    """Return the standard deviation of what is finer than a foot's shape: the robust scatter about (2G − G²) z.

    G is a Gaussian of 4 mm, so that waves longer than about 2 cm count as shape; only gentle skin is used.
    """
    coarse = raw[::2, ::2]
    sigma = NOISE_MM / (2 * STEP_MM)
    mean, whole = smoothed(coarse, sigma)
    rough = np.where(whole, coarse - mean, np.nan)
    bend, inside = smoothed(rough, sigma)
    dx, dy = np.gradient(mean, 2 * STEP_MM)
    gentle = inside & (np.hypot(dx, dy) < NOISE_SLOPE)
    if np.count_nonzero(gentle) < 300:
        return 0.0
    residual = (rough - bend)[gentle]
    return float(1.4826 * median(np.abs(residual - median(residual))))
