"""Zero dose. a modification of dose zero gives the bytes of a prescription without it."""

import functools

import pytest

from orthogen import pipeline
from orthogen.modifications import catalogue
from orthogen.records.prescription import Prescription
from tests.feet import truth_foot
from tests.orders import ordered


@functools.cache
def _without(construction: str) -> bytes:
    return _stl(ordered(construction))


def _stl(order: Prescription) -> bytes:
    foot = truth_foot("adult_right_normal")
    return pipeline.make(foot, order, label="R C0001", case="C0001", clock=lambda: 0.0).stl


@pytest.mark.parametrize("construction", ["insole", "shell"])
@pytest.mark.parametrize("kind", catalogue())
def test_a_zero_dose_changes_no_byte(kind: str, construction: str) -> None:
    assert _stl(ordered(construction, **{kind: 0.0})) == _without(construction)
