"""Series. the text of --vary: one order for each value, or a refusal."""

import pytest

from orthogen.errors import OrthogenError, OutOfRange, PrescriptionError, UnknownName
from orthogen.prescribe import parse_series, series_text, variant_of


def test_one_order_for_each_value() -> None:
    series = parse_series("left.rearfoot_post.angle_deg=-2,4,6.5")
    assert [item.asked for item in series] == [-2.0, 4.0, 6.5] and {item.side for item in series} == {"left"}
    assert [variant_of(item, k).mark for k, item in enumerate(series)] == ["A -2DEG", "B 4DEG", "C 6.5DEG"]
    assert series_text(series) == "left.rearfoot_post.angle_deg=-2,4,6.5"
    assert parse_series(series_text(series)) == series


@pytest.mark.parametrize(
    "text, kind",
    [
        ("rearfoot_post.angle_deg=4", PrescriptionError), ("rearfoot_post.angle_deg", PrescriptionError),
        ("rearfoot_post.angle_deg=4,4", PrescriptionError), ("rearfoot_post.angle_deg=2,x", PrescriptionError),
        ("rearfoot_post.angle_deg=2,,4", PrescriptionError), ("rearfoot_post.angle_deg=2,40", OutOfRange),
        ("rearfoot_pots.angle_deg=2,4", UnknownName),
        ("heel_cup.depth_mm=" + ",".join(map(str, range(8, 20))), PrescriptionError),
    ],
)  # fmt: skip
def test_wrong_series_are_refused(text: str, kind: type[OrthogenError]) -> None:
    with pytest.raises(kind) as refusal:
        parse_series(text)
    assert "--set" not in f"{refusal.value} {refusal.value.next_step}"
