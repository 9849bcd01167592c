"""Words. names of measures and doses -> how a clinician says them."""

_UNITS = {"_mm": " mm", "_deg": "°", "_kg": " kg", "_years": " years"}
_OWN = {
    "posture_index": "foot posture index",
    "forefoot_rearfoot_deg": "forefoot–rearfoot angle",
    "may_be_neuropathic": "loss of feeling",
}


def word(name: str) -> str:
    """Return the name of a measure or dose without its unit."""
    name = _OWN.get(name, name)
    for unit in _UNITS:
        name = name.removesuffix(unit)
    return name.replace("_", " ")


def seen(name: str, value: float) -> str:
    """Return a measure with its value as a warning says it; a yes of the form as what was answered."""
    return "the form says diabetes or numbness" if name == "may_be_neuropathic" else f"{word(name)} {said(value)}"


def said(value: float | str) -> str:
    """Return a value of a dose as it is read: a number with a true minus, a word in quotation marks."""
    return f"{value:g}".replace("-", "−") if isinstance(value, float | int) else f"“{value}”"


def worded(name: str, value: float | str, *, between: str = "") -> str:
    """Return the name of a measure or dose and its value with the unit, "depth 2 mm"; between stands before it."""
    unit = next((said for suffix, said in _UNITS.items() if name.endswith(suffix)), "")
    return f"{word(name)} {between}{said(value)}{unit}"
