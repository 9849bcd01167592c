"""Kind. samples of a scan on a support -> the name of a one-sided sheet: the skin of a sole, or a print in foam."""

import numpy as np

from orthogen.anatomy.support import plane_through
from orthogen.anatomy.surface import Samples
from orthogen.errors import KindNotYet
from orthogen.kernel.arrays import FloatArray

LOW_RATIO = 0.17
ONE_SIDED = 0.5
RIM_MM = 1.5
RIM_RATIO = 0.15


def sheet(upright: Samples) -> KindNotYet | None:
    """Return the refusal of a sheet that stands upright on z = 0, None for anything with an upper side (pose.md 2.5).

    A sheet is low and its faces look one way; an impression lies flat along its border, the skin of a sole does not.
    """
    upward = upright.normals[:, 2]
    low_ratio = float(upright.points[:, 2].max()) / float(np.hypot(*np.ptp(upright.points[:, :2], axis=0)))
    one_sided = abs(float(upward.sum())) / max(float(np.abs(upward).sum()), 1e-9)
    if low_ratio > LOW_RATIO or one_sided < ONE_SIDED:
        return None
    rim = _rim_ratio(upright)
    if rim > RIM_RATIO:
        return KindNotYet(
            f"this is an impression of a foot in foam: a hollow in a flat rim that is {100 * rim:.0f} % of the surface",
            "scan the foot itself; impressions cannot be built from yet",
        )
    return KindNotYet(
        f"this is the skin of a sole only: its height is {low_ratio:.2f} of its length and it has no upper side",
        "scan the whole foot with the ankle; soles cannot be built from yet",
    )


def _rim_ratio(sheet: Samples) -> float:
    """Return the share of a sheet that lies on the plane of its border."""
    offset = sheet.points[:, :2] - sheet.points[:, :2].mean(axis=0)
    turn: FloatArray = np.linalg.eigh(np.einsum("ni,nj->ij", offset, offset))[1]
    across: FloatArray = np.einsum("ni,ij->nj", offset, turn)
    far = np.hypot(across[:, 0] / np.ptp(across[:, 0]), across[:, 1] / np.ptp(across[:, 1]))
    border = sheet.points[far > np.percentile(far, 80)]
    normal, height = plane_through(border)
    for band in (10.0, 4.0, RIM_MM):
        near = np.abs(np.einsum("nj,j->n", border, normal) - height) < band
        if np.count_nonzero(near) < 30:
            return 0.0
        normal, height = plane_through(border[near])
    away = np.abs(np.einsum("nj,j->n", sheet.points, normal) - height)
    along = np.abs(np.einsum("nj,j->n", sheet.normals, normal))
    return float(((away < RIM_MM) & (along > 0.9)).mean())
