"""Shell. the foot bed -> the underside of a shell of one thickness, measured as a laboratory does: at right angles."""

from orthogen.kernel.arrays import FloatArray
from orthogen.kernel.rolling import rolled_below
from orthogen.records.device import Design
from orthogen.solid.rim import continued, rim_height


def shell_underside(design: Design, thickness_mm: FloatArray | float) -> FloatArray:
    """Return the bottom field (nx, ny), mm: balls of the shell's thickness rolled under the foot bed (geometry.md 6).

    The land is carried on level beyond the trim line, so that the rim keeps the thickness too.
    """
    rim = rim_height(design.grid, design.inset_mm, design.bed_mm)
    return rolled_below(continued(design.inset_mm, design.bed_mm, rim), thickness_mm, step_mm=design.grid.step_mm)
