"""Request. choices that a program passes to the library are checked like those of the command line."""

import pytest

from orthogen.errors import UnknownName
from orthogen.lab.request import demand_choices


@pytest.mark.parametrize(
    "given", [{"length": "ful"}, {"unit": "km"}, {"format": "obj"}, {"side": "up"}, {"construction": "x"}]
)
def test_a_choice_that_there_is_not_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(UnknownName, match="there is no"):
        demand_choices(**given)


def test_choices_that_there_are_and_none_pass() -> None:
    demand_choices(side="left", unit="mm", length="sulcus", construction=None)
