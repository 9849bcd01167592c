"""Hard limits. every dose of a modification at the ends of what may be ordered: a device, or a refusal to be read."""

from dataclasses import replace

import pytest

from orthogen.modifications import catalogue
from tests.acceptance.test_catalogue_sweep import FEET, assert_accepted_or_refused, built
from tests.orders import modification, ordered


@pytest.mark.parametrize("end", ["low", "high"])
@pytest.mark.parametrize("kind", sorted(catalogue()))
def test_all_doses_at_one_end(kind: str, end: str) -> None:
    doses = {field: float(limits[end]) for field, limits in catalogue()[kind].limits().items()}
    bare = ordered(heel_cup=20.0)
    rest = () if kind == "heel_cup" else bare.modifications
    order = replace(bare, modifications=(modification(kind, **doses), *rest))
    assert_accepted_or_refused(built(order, FEET[0]))
