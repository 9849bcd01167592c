"""Numbers as people read them: the digits that carry meaning, never powers of ten."""

import pytest

from orthogen.publish.screen import number


@pytest.mark.parametrize(
    ("value", "told"),
    [(1.9e-14, "0"), (-2e-9, "0"), (1.234e-5, "0.000012"), (0.5, "0.5"), (-0.25, "-0.25"), (12.34567, "12.35"),
     (3.0, "3"), (1234.5, "1,234"), (135407.2, "135,407")],
)  # fmt: skip
def test_a_number_is_told_plainly(value: float, told: str) -> None:
    assert number(value) == told
