"""Shell. the foot bed -> the underside of a shell of one thickness, measured as a laboratory does: at right angles."""

from orthogen.kernel.arrays import BoolArray, FloatArray
from orthogen.kernel.rolling import rolled_below
from orthogen.records.device import Design
from orthogen.solid.bevel import bevelled
from orthogen.solid.posts import with_posts
from orthogen.solid.rim import band, continued, near_or_inside


def shell_underside(design: Design) -> tuple[FloatArray, BoolArray]:
    """Return the bottom field (nx, ny), mm, and where it is the bare shell, free of posts.

    Balls of the shell's thickness are rolled under the foot bed (geometry.md 6). The land is carried on level beyond
    the trim line, so that the rim keeps the thickness too; a shortened shell is bevelled from below. Posts stand on
    the sole of the shoe, to which the bed comes bent.
    """
    rim = band(design.grid, design.inset_mm)
    bed = continued(design.inset_mm, design.bed_mm, rim.height(design.bed_mm))
    thickness = bevelled(design, design.settled.thickness_mm)
    for item in design.settled.modifications:
        more = item.thicker_mm(design.site)
        if more is not None and more.any():
            thickness = thickness + more * bevelled(design, design.settled.thickness_mm) / design.settled.thickness_mm
    where = near_or_inside(design.inset_mm)
    shell = rolled_below(bed, thickness, step_mm=design.grid.step_mm, where=where)
    posted, bare = with_posts(design, shell - design.sole_mm, rim)
    return posted + design.sole_mm, bare
