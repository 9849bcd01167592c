"""Machine. what a machine can print, of what, how large, how closely."""

from collections.abc import Mapping

from orthogen.lazyclass import dataclass
from orthogen.records.site import Material as DesignMaterial


@dataclass(frozen=True, kw_only=True)
class Material:
    """What a part is made of; density of the printed material, cost in the currency of the machine's file.

    designed_as: the material whose strength sets the thickness of the device.
    """

    designed_as: DesignMaterial
    density_g_cm3: float
    cost_per_kg: float


@dataclass(frozen=True, kw_only=True)
class Machine:
    """One machine (docs/batch.md, "Machines").

    bed_mm: x, y, z that may be filled; edge_mm: kept free along its sides; gap_mm: between two parts.
    layers: how many may lie above each other, layer_gap_mm apart; 1 where parts stand on the bed.
    turns_deg: how a part may be turned about z. tolerance: the larger of mm and ratio of the length.
    build_mm_per_h, print_cm3_per_h: speed by height of the tray (powder) or by volume (filament); 0 if unknown.
    """

    name: str
    title: str
    process: str
    bed_mm: tuple[float, ...]
    edge_mm: float
    gap_mm: float
    layers: int
    layer_gap_mm: float
    turns_deg: tuple[float, ...]
    least_wall_mm: float
    tolerance_mm: float
    tolerance_ratio: float
    build_mm_per_h: float
    print_cm3_per_h: float
    materials: Mapping[str, Material]

    def material_named(self, text: str) -> str | None:
        """Return the material that is meant, however its name is spaced or capitalised; None if it has no such."""
        return next((name for name in self.materials if _bare(name) == _bare(text)), None)

    def tolerance_on_mm(self, length_mm: float) -> float:
        """Return how far a part of this length may be off anywhere, mm."""
        return max(self.tolerance_mm, self.tolerance_ratio * length_mm)


def _bare(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
