"""Difference. two versions, their devices -> one offline page with both devices in one viewer, and what differs."""

from collections.abc import Sequence

import numpy as np

from orthogen.kernel import raster
from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.frame import composed, inverse, moved
from orthogen.kernel.mesh import welded
from orthogen.kernel.sheet import refined
from orthogen.publish.difference import changes_rows, counts
from orthogen.publish.page.render import Safe, page_file, rendered
from orthogen.publish.viewer import Scale, Surface, ViewedFoot, thinned, viewer_data, viewer_script
from orthogen.publish.wording import Wording
from orthogen.records.difference import Difference, Finished, SurfaceChange, largest_mm

_FACES = 64_000
_LONGEST_MM = 2.5
_ON_IT_MM = 0.1
_REACHES = {0.5: 0.25, 1.0: 0.5, 2.0: 1.0, 4.0: 2.0, 6.0: 2.0, 10.0: 5.0, 20.0: 10.0}
_KEYS = ("moved", "by_foot", "by_order")


def diff_html(diff: Difference, *, devices: Sequence[tuple[Finished, Finished]], wording: Wording) -> bytes:
    """Return the UTF-8 page; devices: earlier and later of each surface of the difference, in its order.

    The later device carries the movement in colours; the earlier one takes the viewer's second place, as glass.
    """
    one, other = diff.versions
    words = {**wording["viewer"], "device": other, "scan": one}
    feet = [_viewed(*pair, surface) for pair, surface in zip(devices, diff.surfaces, strict=True)]
    view = viewer_data(feet, _scales(diff, wording), words=words) + viewer_script() if feet else ""
    return rendered(
        "difference", css=Safe(page_file("report.css")), w=wording, diff=diff, view=Safe(view), viewer=words,
        parameters=changes_rows(diff.parameters),
        measures=[
            (item.side, wording.name("measure", item.measure), f"{item.old:.4g}", f"{item.new:.4g} {item.unit}",
             counts(item), item.least) for item in diff.measures
        ],
        moved=[
            (item.side, f"{item.max_mm:.2f}", f"{item.p95_mm:.3f}", f"{item.changed_area_mm2(0.02) / 100:.1f}",
             "–" if item.outside_max_mm is None else f"{item.outside_max_mm:g}") for item in diff.surfaces
        ],
    )  # fmt: skip


def _viewed(old: Finished, new: Finished, surface: SurfaceChange) -> ViewedFoot:
    """Return one side: the later device with the movement at its points, and the earlier one where it lies on it."""
    points, faces = _surface(new.triangles_mm)
    top = moved(inverse(new.stl_from_foot), points)
    grid = surface.grid
    highest = raster.highest(moved(inverse(new.stl_from_foot), new.triangles_mm.reshape(-1, 3)).reshape(-1, 3, 3), grid)
    above = np.abs(top[:, 2] - grid.sample_linear(highest, top[:, 0], top[:, 1])) < _ON_IT_MM
    fields = {"moved": surface.top_mm, "by_foot": surface.foot_mm, "by_order": surface.order_mm}
    values = {
        key: np.where(above, grid.sample_linear(field, top[:, 0], top[:, 1]), np.nan)
        for key, field in fields.items() if field is not None
    }  # fmt: skip
    laid = composed(composed(new.stl_from_foot, surface.new_from_old), inverse(old.stl_from_foot))
    before, before_faces = _surface(old.triangles_mm)
    return ViewedFoot(
        side=new.side, device=Surface(points_mm=points, faces=faces, values=values),
        scan=Surface(points_mm=moved(laid, before), faces=before_faces), stl_from_foot=new.stl_from_foot,
    )  # fmt: skip


def _surface(triangles_mm: FloatArray) -> tuple[FloatArray, np.ndarray]:
    """Return a device with points close enough to carry values."""
    mesh = welded(triangles_mm)
    points, faces = thinned(mesh.points_mm, mesh.faces, most_faces=_FACES)
    return refined(points, faces, chosen=np.ones(len(faces), dtype=bool), longest=_LONGEST_MM)


def _scales(diff: Difference, wording: Wording) -> tuple[Scale, ...]:
    """Return one scale for each kind of movement, with ends that hold both feet."""
    words = wording["diff"]
    scales = []
    for key in _KEYS:
        name = {"moved": "top_mm", "by_foot": "foot_mm", "by_order": "order_mm"}[key]
        fields = [field for item in diff.surfaces if (field := getattr(item, name)) is not None]
        if not fields:
            continue
        reach = max(largest_mm(field) for field in fields)
        high = next((one for one in _REACHES if one >= reach - 0.1), max(_REACHES))
        scales.append(
            Scale(key=key, title=words[f"scale_{key}"], note=words[f"scale_{key}_note"], unit="mm", low=-high,
                  high=high, step=_REACHES[high], two_sided=True)
        )  # fmt: skip
    return tuple(scales)
