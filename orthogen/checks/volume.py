"""Volume. mesh -> the enclosed volume."""

from orthogen.kernel.mesh import Edges, Mesh, signed_volume_mm3
from orthogen.records.finding import Finding


def check(mesh: Mesh, half: Edges) -> Finding:
    """Return the volume in mm³; it must be positive. Of an open surface it says nothing, which the note admits."""
    volume = signed_volume_mm3(mesh)
    closed = bool((half.uses == 2).all())
    note = f"The solid encloses {volume / 1000:.1f} cm³." if closed else "An open surface encloses no volume."
    return Finding(
        check="volume",
        note=note,
        measured=volume,
        unit="mm3",
        low=0.0,
        level="note" if volume > 0 else "fault",
    )
