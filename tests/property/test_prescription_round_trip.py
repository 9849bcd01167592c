"""Prescription round trip. record -> TOML -> record is exact, and equal records are equal bytes."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from orthogen.intake import read_prescription
from orthogen.modifications import catalogue
from orthogen.publish import prescription_toml
from orthogen.records.prescription import Modification, Prescription

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def modifications(draw: st.DrawFn) -> tuple[Modification, ...]:
    """Any set of modifications with any doses inside their hard limits."""
    kinds = draw(st.lists(st.sampled_from(sorted(catalogue())), unique=True))
    return tuple(
        catalogue()[kind](
            **{n: draw(st.floats(limit["low"], limit["high"])) for n, limit in catalogue()[kind].limits().items()}
        )
        for kind in kinds
    )


PRESCRIPTIONS = st.builds(
    Prescription,
    profile=TEXT,
    construction=st.sampled_from(["insole", "shell"]),
    length=st.sampled_from(["full", "sulcus", "three-quarter"]),
    thickness_mm=st.floats(2.0, 10.0),
    least_wall_mm=st.floats(1.0, 4.0),
    arch_if_flattened_mm=st.floats(0.0, 35.0),
    modifications=modifications(),
    material=st.sampled_from([None, "pp", "pa12", "tpu", "eva"]),
    choices=st.dictionaries(TEXT, TEXT, max_size=2),
    reasons=st.dictionaries(TEXT, TEXT, max_size=3),
    accepted=st.lists(TEXT, max_size=3).map(tuple),
    notes=st.lists(TEXT, max_size=3).map(tuple),
)


@given(st.dictionaries(st.sampled_from(["left", "right"]), PRESCRIPTIONS, min_size=1))
def test_round_trip_is_exact(orders: dict[str, Prescription]) -> None:
    data = prescription_toml(orders)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "prescription.toml"
        path.write_bytes(data)
        again = read_prescription(path)
    assert again == orders
    assert prescription_toml(again) == data
