"""Advice on pressure. peaks, measured line of the heads -> metatarsal pad, offloading (clinical.md B, C.2, C.3)."""

from orthogen.records.norms import HEALTHY_MOST_KPA, IN_SHOE_TARGET_KPA, PEAK_USUAL_KPA
from orthogen.records.proposal import Advice, Facts

_HEADS = ("mth1", "mth2", "mth3", "mth4", "mth5")
_PADDED = ("mth2", "mth3", "mth4")
_EDGE_MM, _EDGE_BY_RATIO_MM, _NEAREST_MM, _FARTHEST_MM = 5.0, 8.0, 3.0, 12.0
_PAD_MM, _WELL_MM, _MARGIN_MM, _BEVEL_MM = 5.0, 3.0, 7.0, 6.0
_MOST_WELLS, _BAR_MM = 2, 4.0
_DISPUTED = "where the pad lies best is disputed: from 10 mm behind to 5 mm ahead of the heads (clinical.md C.3)"
_WEAK = "pressure and pain are hardly linked: prescribe on symptoms and pressure [S14,S15]"

Asked = tuple[list[Advice], list[str]]


def metatarsal_pad(facts: Facts) -> Asked:
    """Ask for a pad where heads 2 to 4 carry more than healthy feet do, and say where the measured heads put it."""
    edge = _edge(facts)
    high = [name for name in _PADDED if _is_high(facts, name)]
    placed = Advice(
        modification="metatarsal_pad", doses={"distal_edge_mm": edge[0]}, finding=edge[1],
        rule="the distal edge lies 5 mm behind the measured heads, 3 to 12 mm from the line of the scan",
        evidence="clinical.md C.2 [S80,S81]", conflicts=(_DISPUTED,), if_ordered=True,
    ) if edge else None  # fmt: skip
    if not high:
        return [placed] if placed else [], []
    if facts.value("diabetes"):
        said = f"no metatarsal pad though {_peaks_said(facts, high)}: a new pad under a neuropathic foot needs a check "
        return [placed] if placed else [], [said + "of the pressure in the shoe first (clinical.md C.4)."]
    behind = edge[0] if edge else _EDGE_BY_RATIO_MM if facts.heads_by_ratio else _EDGE_MM
    pad = Advice(
        modification="metatarsal_pad",
        doses={"height_mm": _PAD_MM, "distal_edge_mm": behind},
        finding="; ".join([_peaks_said(facts, high), *([edge[1]] if edge else ["the heads were not measured"])]),
        rule=f"a head 2 to 4 above its usual peak and {HEALTHY_MOST_KPA:g} kPa: a pad of {_PAD_MM:g} mm, its edge "
        "5 mm behind the heads, 8 mm where they come from ratios",
        evidence="clinical.md C.2 [S80,S81], C.4 metatarsalgia [S14,S80], B [S56]", conflicts=(_DISPUTED, _WEAK),
    )  # fmt: skip
    return [pad], []


def offload(facts: Facts) -> Asked:
    """Ask for wells under the regions whose peak is too high: for a neuropathic foot in its shoe, else by health."""
    asked, said = _in_shoe(facts)
    high = [name for name in _HEADS if _is_high(facts, name)]
    if _is_high(facts, "hallux"):
        said = [*said, f"{_peaks_said(facts, ['hallux'])}: no well is proposed there, since its place is no landmark."]
    if asked or not high:
        return asked, said
    if len(high) > _MOST_WELLS:
        high = sorted(sorted(high, key=lambda name: facts.peaks_kpa[name])[-_MOST_WELLS:])
        said = [*said, f"wells are proposed under the {_MOST_WELLS} most loaded heads alone."]
    conflicts = ("barefoot pressure explains about a third of that in the shoe: measure there [S11]", _WEAK)
    rule = f"barefoot above the usual peak and above {HEALTHY_MOST_KPA:g} kPa"
    evidence = "clinical.md B [S56] and usual peaks [M~]"
    return [
        _well(facts, high, finding=_peaks_said(facts, high), rule=rule, evidence=evidence, conflicts=conflicts)
    ], said


def _in_shoe(facts: Facts) -> Asked:
    """Return the wells that the target of a neuropathic foot asks for, or why it is not applied."""
    high = [name for name in _HEADS if facts.in_shoe_kpa.get(name, 0.0) > IN_SHOE_TARGET_KPA]
    if not high:
        return [], []
    found = f"{', '.join(f'{facts.in_shoe_kpa[name]:.0f} kPa under {_word(name)}' for name in high)} in the shoe"
    diabetes = facts.value("diabetes")
    if not diabetes:
        answer = "was not answered" if diabetes is None else "was answered with no"
        target = f"the target of {IN_SHOE_TARGET_KPA:g} kPa is for neuropathic feet alone, and diabetes {answer}"
        return [], [f"{found}; {target}."]
    conflicts = ("an insole alone often misses it: 51 % of feet stayed above with the best of nine [S59]",)
    rule = f"in the shoe of a neuropathic foot above {IN_SHOE_TARGET_KPA:g} kPa"
    if len(high) > _MOST_WELLS:
        edge = _edge(facts)
        doses = {"height_mm": _BAR_MM} | ({"distal_edge_mm": edge[0]} if edge else {})
        found = "; ".join([found, *([edge[1]] if edge else [])])
        return [
            Advice(modification="metatarsal_bar", doses=doses, finding=found, conflicts=conflicts,
                   rule=f"{rule} under more than {_MOST_WELLS} heads: a bar behind all of them instead of wells",
                   evidence="clinical.md B [S9–S12]; C.2 [S59,S82], C.4 diabetic")
        ], []  # fmt: skip
    return [_well(facts, high, finding=found, rule=rule, evidence="clinical.md B [S9–S12]", conflicts=conflicts)], []


def _well(
    facts: Facts, names: list[str], *, finding: str, rule: str, evidence: str, conflicts: tuple[str, ...]
) -> Advice:
    holes = (
        ("no open holes under a neuropathic foot: soft infill (clinical.md C.2)",) if facts.value("diabetes") else ()
    )
    return Advice(
        modification="offload_well",
        doses={"at": " ".join(names), "depth_mm": _WELL_MM, "margin_mm": _MARGIN_MM, "bevel_mm": _BEVEL_MM},
        finding=finding, evidence=f"{evidence}; C.2 [S94]", conflicts=(*conflicts, *holes),
        rule=f"{rule}: a well under it, 5 to 10 mm wider than the peak, with a bevel of at least 5 mm",
    )  # fmt: skip


def _is_high(facts: Facts, name: str) -> bool:
    """True if a barefoot peak is above what is usual there and above what healthy feet have."""
    return facts.peaks_kpa.get(name, 0.0) > max(PEAK_USUAL_KPA[name][1], HEALTHY_MOST_KPA)


def _peaks_said(facts: Facts, names: list[str]) -> str:
    each = (f"{facts.peaks_kpa[name]:.0f} kPa under {_word(name)} (usual {PEAK_USUAL_KPA[name][0]}–"
            f"{PEAK_USUAL_KPA[name][1]})" for name in names)  # fmt: skip
    return f"peaks of {', '.join(each)}"


def _word(name: str) -> str:
    return f"head {name[3]}" if name.startswith("mth") else "the great toe"


def _edge(facts: Facts) -> tuple[float, str] | None:
    """Return the edge from the line of the scan that lies 5 mm behind the measured heads, and the finding."""
    ahead = facts.heads_ahead_mm
    if ahead is None:
        return None
    asked = round(_EDGE_MM - ahead.value, 1)
    edge = min(max(asked, _NEAREST_MM), _FARTHEST_MM)
    bounded = "" if edge == asked else f"; {asked:g} mm would be asked for, the limits make it {edge:g} mm"
    return edge, ahead.said + bounded
