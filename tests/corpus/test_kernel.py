"""Kernel corpus. random input that once broke the compiled kernel, and a thin slice of the fuzz."""

import pytest

from tests.fuzz.kernel import attempt

# 51: a cell whose square is 0; 52: a negative thickness; 651: a fold that only rounding had parted
BROKE = (51, 52, 651)


@pytest.mark.parametrize("number", [*BROKE, *range(1000, 1040)])
def test_a_random_case_is_made_soundly_or_refused_by_name(number: int) -> None:
    assert attempt(number) in {"made", "refused", "rolled", "answered"}
