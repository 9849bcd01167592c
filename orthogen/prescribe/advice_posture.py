"""Advice on posture. eversion, posture index, dorsiflexion, leg length -> post, skive, lift (clinical.md B, C.2)."""

from orthogen.records.proposal import Advice, Facts

EVERTED_DEG, INVERTED_DEG = 6.1, 1.1  # peak eversion in walking [S17]
PRONATED, CLEARLY, HIGHLY, SUPINATED = 6.0, 8.0, 10.0, 0.0  # foot posture index; 6, 7 and 8 are all in use
_CONTROL_DEG, _PREVENTION_DEG = 4.0, 2.0
_STIFF_ANKLE_DEG = 5.0
_CUP_MM = 16.0
_LIFT_STEP_MM, _MOST_LIFT_MM, _LEAST_SHARE, _MOST_SHARE = 3.0, 6.0, 0.5, 0.7
_CUT = "where pronation begins is disputed: posture index 6 [S45], 7 [S17] or 8 [S47]"
_STATIC = "posture and eversion disagree, and static posture predicts motion poorly [S49]"
_POST_EVIDENCE = (
    "clinical.md C.2 [S4,S67,S68]: eversion falls by about 0.13 to 0.2° per degree of post; a medial post raises the "
    "knee adduction moment [S69]"
)

Asked = tuple[list[Advice], list[str]]


def rearfoot_post(facts: Facts) -> Asked:
    """Ask for a medial post from eversion in walking and posture; never on a stiff ankle."""
    eversion, index = facts.value("eversion_deg"), facts.value("posture_index")
    everted = None if eversion is None else eversion >= EVERTED_DEG
    pronated = None if index is None else index >= PRONATED
    if not (everted or pronated):
        return _no_post(facts), _none_for_supinated(facts)
    stiff = facts.value("dorsiflexion_deg")
    if stiff is not None and stiff < _STIFF_ANKLE_DEG:
        found = facts.known["dorsiflexion_deg"].said
        return _no_post(facts), [f"no rearfoot post: {found}; below 5° a post is avoided (clinical.md C.2)."]
    sure = (everted and pronated) or (everted is None and index is not None and index >= CLEARLY)
    unfeeling = bool(facts.value("diabetes"))
    angle = _CONTROL_DEG if sure and not unfeeling else _PREVENTION_DEG
    conflicts = [_CUT] if index is not None and PRONATED <= index < CLEARLY else []
    conflicts += [_STATIC] if everted is not None and pronated is not None and everted != pronated else []
    if sure:
        rule = f"eversion from {EVERTED_DEG:g}° and posture index from {PRONATED:g}, or index from {CLEARLY:g} alone: "
        rule += f"{_CONTROL_DEG:g}°, the usual angle for control"
    else:
        rule = f"one of eversion and posture index alone speaks for pronation: {angle:g}°, the upper end of prevention"
    if sure and unfeeling:
        rule += f"; under a foot that may be neuropathic no more than {angle:g}° (clinical.md C.4)"
    return [
        Advice(modification="rearfoot_post", doses={"angle_deg": angle}, finding=_found(facts), rule=rule,
               evidence=_POST_EVIDENCE, conflicts=tuple(conflicts))
    ], []  # fmt: skip


def medial_skive(facts: Facts) -> Asked:
    """Ask for a skive, and the cup that it needs, where posture is clearly pronated."""
    index, age = facts.value("posture_index"), facts.value("age_years")
    if index is None or index < CLEARLY:
        return [], []
    eversion = facts.value("eversion_deg")
    if eversion is not None and eversion < EVERTED_DEG:
        return [], [f"no medial skive: {_found(facts)}; {_STATIC}."]
    child = age is not None and age < 14
    depth = 4.0 if index >= HIGHLY and not child else 2.0
    rule = f"posture index from {CLEARLY:g}: 2 mm; from {HIGHLY:g}: 4 mm; a child: 2 mm"
    evidence = "clinical.md C.4, C.2 [S72,S73]"
    no_effect = ("a skive of 2 mm had no measured effect [S74,S75]",) if depth == 2.0 else ()
    found = facts.known["posture_index"].said
    return [
        Advice(modification="medial_skive", doses={"depth_mm": depth}, finding=found, rule=rule, evidence=evidence,
               conflicts=(*no_effect, "that a skive controls the rearfoot is unproven [S74,S75]")),
        Advice(modification="heel_cup", doses={"depth_mm": _CUP_MM}, finding=found,
               rule="any medial skive needs a cup of 14 mm; 16 mm is the usual one for control",
               evidence="clinical.md C.2, C.4 [S62,S63,S64]"),
    ], []  # fmt: skip


def asks_for_lift(short_mm: float) -> bool:
    """Return whether the least lift is no more than 70 % of a difference between the legs (clinical.md C.4 [S102])."""
    return short_mm * _MOST_SHARE >= _LIFT_STEP_MM


def heel_lift(facts: Facts) -> Asked:
    """Ask for a lift on the shorter leg, never more than 70 % of the difference; 3 mm for a stiff ankle."""
    short = facts.value("leg_short_mm")
    stiff = facts.value("dorsiflexion_deg")
    if short is not None and asks_for_lift(short):
        height = min(_MOST_LIFT_MM, _LIFT_STEP_MM * int(short * _MOST_SHARE / _LIFT_STEP_MM))
        conflicts = [
            "the benefit is of low quality: one uncontrolled series [S102]",
            "a difference that is functional or was not measured is not to be lifted (clinical.md C.4)",
        ]
        if height < _LEAST_SHARE * short:
            rest = "the rest belongs outside the shoe" if height == _MOST_LIFT_MM else "the next step follows a review"
            conflicts.append(f"{height:g} mm is {100 * height / short:.0f} % of it: {rest}")
        rule = "50 to 70 % of the measured difference, in steps of 3 mm, at most 6 mm in the device"
        return [
            Advice(modification="heel_lift", doses={"height_mm": height}, finding=facts.known["leg_short_mm"].said,
                   rule=rule, evidence="clinical.md C.4 [S102], C.2 [S89–S92]", conflicts=tuple(conflicts))
        ], []  # fmt: skip
    if stiff is not None and stiff < _STIFF_ANKLE_DEG:
        return [
            Advice(modification="heel_lift", doses={"height_mm": _LIFT_STEP_MM},
                   finding=facts.known["dorsiflexion_deg"].said,
                   rule="dorsiflexion below 5° with the knee extended: 3 mm, the usual lift for an equinus",
                   evidence="clinical.md C.2 [S89–S92]", conflicts=("the sources disagree on the most: 6 to 12 mm",))
        ], []  # fmt: skip
    if short is not None:
        return [], [f"no heel lift: {facts.known['leg_short_mm'].said}, and 3 mm would be more than 70 % of it."]
    return [], []


def _no_post(facts: Facts) -> list[Advice]:
    """Return a post of 0° in place of one that a profile orders for both feet; nothing where nothing is known."""
    if not _found(facts):
        return []
    return [
        Advice(modification="rearfoot_post", doses={"angle_deg": 0.0}, finding=_found(facts),
               evidence="clinical.md C.2",
               rule="no medial post where neither eversion nor posture speaks for one, or the ankle is stiff",
               if_ordered=True)
    ]  # fmt: skip


def _none_for_supinated(facts: Facts) -> list[str]:
    """Return why a supinated foot gets no medial post."""
    eversion, index = facts.value("eversion_deg"), facts.value("posture_index")
    if (index is not None and index < SUPINATED) or (eversion is not None and eversion <= INVERTED_DEG):
        return [f"no medial post or skive: {_found(facts)}; both are avoided on a supinated foot (clinical.md C.2)."]
    return []


def _found(facts: Facts) -> str:
    """Return what is known of eversion and posture."""
    return "; ".join(facts.known[name].said for name in ("eversion_deg", "posture_index") if name in facts.known)
