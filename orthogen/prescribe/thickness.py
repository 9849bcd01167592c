"""Thickness. construction, material, body mass, posture -> how thick a device is made, and why."""

from collections.abc import Mapping

from orthogen.records.profile import Settings
from orthogen.records.site import Construction, Material

_HEAVY_KG = 75.0
_PP_MM = {"pronated": (4.0, 4.5), "supinated": (3.0, 4.0)}  # below and from 75 kg (clinical.md D [S106])
_OF_PP = {"pp": 1.0, "pa12": 0.91}  # bending goes with E·t³: (1.3 / 1.7 GPa)^(1/3) (clinical.md D [C])
_SOURCE = {"pp": "clinical.md D [S106]", "pa12": "clinical.md D [S106,S107], 0.91 of polypropylene [C]"}


def thickness(
    settings: Settings, construction: Construction, material: Material, known: Mapping[str, float | None]
) -> tuple[float, str | None, str | None]:
    """Return the thickness in mm, why it is that, and what was missing to say so.

    Only shells of PP and PA12 have a table: by posture (an index of 0 counts as pronated [E]) and body mass, 75 kg
    being heavy. PA12 is stiffer: .91 of the thickness of PP, rounded to .1 mm. Without mass or posture, and for
    insoles, the profile's thickness stays.
    """
    usual = settings.thickness_mm[construction]
    if construction == "insole":
        return usual, None, None
    if material not in _OF_PP:
        why = f"no table gives the thickness of a shell of {material.upper()}"
        return usual, None, f"The shell is {usual:g} mm thick, as the profile says: {why} (clinical.md D)."
    mass, posture = known["body_mass_kg"], known["posture_index"]
    if mass is None or posture is None:
        names = (("body mass", mass), ("foot posture index", posture))
        missing = " and ".join(name for name, value in names if value is None)
        note = f"The shell is {usual:g} mm thick, as the profile says: it would follow from the {missing}, not known."
        return usual, None, note
    foot = "supinated" if posture < 0 else "pronated"
    made = round(_OF_PP[material] * _PP_MM[foot][mass >= _HEAVY_KG], 1)
    who = f"foot posture index {posture:g}, body mass {mass:g} kg".replace("-", "−")
    return made, f"{made:g} mm of {material.upper()} for {who} ({_SOURCE[material]})", None
