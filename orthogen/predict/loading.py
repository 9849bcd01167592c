"""Loading. a body's mass -> usual force, place and toe share at three moments of the stance."""

from orthogen.predict.sole import Sole
from orthogen.records.prediction import InstantName, Loading

_G = 9.81
# prediction.md 1 [E]: force over body weight, share under the toes
_USUAL: dict[InstantName, tuple[float, float]] = {"heel": (0.95, 0.02), "mid": (0.80, 0.05), "late": (1.08, 0.18)}
_HEEL_SHARE, _MID_SHARE, _MID_MM = 0.22, 0.41, -4.0
_OFF_HEAD_2_MM = (-3.0, -5.0)  # about .74 of the length; ahead of the heads a foot would stand on its toes alone


def usual(sole: Sole, body_mass_kg: float) -> tuple[Loading, ...]:
    """Return the three moments of a usual step: at heel, in mid-stance, and late, at the level of the second head."""
    length = sole.foot.foot_length_mm
    head = sole.heads_mm[1] + _OFF_HEAD_2_MM
    heel = (_HEEL_SHARE * length, sole.foot.landmarks["heel_centre"].y_mm)
    places = {"heel": heel, "mid": (_MID_SHARE * length, _MID_MM), "late": (float(head[0]), float(head[1]))}
    return tuple(
        Loading(
            name=name, force_n=force * body_mass_kg * _G, x_mm=places[name][0], y_mm=places[name][1], toe_share=toes
        )
        for name, (force, toes) in _USUAL.items()
    )
