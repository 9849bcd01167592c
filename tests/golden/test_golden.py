"""Golden. finished devices keep their numbers: a moved one is a changed geometry and must be meant."""

import tomllib

import pytest

from tests.golden.numbers import CASES, EXPECTED, numbers

TOLERANCE_MM = 0.05
TOLERANCE_RATIO = 0.002  # volume


@pytest.mark.parametrize("name", CASES)
def test_the_device_has_not_moved(name: str) -> None:
    expected, found = tomllib.loads(EXPECTED.read_text())[name], numbers(name)
    assert found.keys() == expected.keys()
    for key, value in expected.items():
        tolerance = TOLERANCE_RATIO * value if key.endswith("mm3") else TOLERANCE_MM
        assert found[key] == pytest.approx(value, abs=tolerance), key
