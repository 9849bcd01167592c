"""Sizes. labels from a length: what shops call it, with what stays open, and no shape."""

import json

import pytest

from orthogen.publish import feet_text, scan_json
from orthogen.publish.sizes import size_labels, sizes_text
from tests.soles import sole


def test_an_adult_foot_of_250_mm() -> None:
    labels = {label.system: (label.low, label.high) for label in size_labels(250.0)}
    assert labels == {
        "Mondopoint": (250.0, 250.0), "EU": (39.5, 41.0), "UK": (6.0, 6.5), "US men": (7.0, 7.5),
        "US women": (8.0, 9.0),
    }  # fmt: skip
    assert sizes_text(250.0).startswith("Mondopoint 250, EU 39.5–41, UK 6–6.5")


def test_a_child_has_a_label_on_the_scale_of_children() -> None:
    assert [label.system for label in size_labels(170.0)] == ["Mondopoint", "EU", "UK child"]


@pytest.mark.parametrize("length_mm", [120.0, 199.0, 231.7, 268.2, 310.0])
def test_labels_grow_with_the_foot_in_steps_of_their_system(length_mm: float) -> None:
    shorter = {label.system: label for label in size_labels(length_mm)}
    for label in size_labels(length_mm + 8.5):
        assert label.low <= label.high and (label.low * 2).is_integer()
        if label.system in shorter:
            assert label.low >= shorter[label.system].low and label.high > shorter[label.system].low


def test_they_are_shown_and_written_as_labels() -> None:
    foot = sole()
    assert "(a label only)" in feet_text((foot,))
    (told,) = json.loads(scan_json((foot,)))["feet"]
    assert told["size_labels"][1] == {"system": "EU", "low": 39.5, "high": 41.0}
