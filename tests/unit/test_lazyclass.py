"""The classes behave as the standard library's, and nothing of them is written before they are used."""

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, field
from typing import Any, ClassVar

import pytest

from orthogen.lazyclass import dataclass


@dataclass(frozen=True, kw_only=True)
class Pad:
    """A class with every kind of field."""

    KIND: ClassVar[str] = "pad"
    height_mm: float
    width_mm: float = 20.0
    length_mm: float = field(default=30.0, metadata={"unit": "mm"})
    reasons: Mapping[str, str] = field(default_factory=dict)
    hidden: int = field(default=0, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.height_mm < 0:
            raise ValueError("height below 0")


@dataclass(frozen=True, kw_only=True)
class WidePad(Pad):
    """A class with a field of its own after its parent's."""

    slope_deg: float = 0.0


@dataclass(frozen=True)
class Place:
    """A class with fields in order."""

    x: float
    y: float = 0.0


@dataclass(frozen=True, eq=False)
class Thing:
    """A class whose instances are compared by identity."""

    x: float


def test_values_are_kept_and_defaults_filled() -> None:
    """Given and left-out values stand in the instance; a factory makes a new value each time."""
    one, two = Pad(height_mm=3.0), Pad(height_mm=3.0, width_mm=10.0)
    assert (one.height_mm, one.width_mm, one.length_mm, two.width_mm) == (3.0, 20.0, 30.0, 10.0)
    assert one.reasons == {} and one.reasons is not two.reasons
    assert Place(1.0, 2.0) == Place(x=1.0, y=2.0) and Place(1.0) == Place(1.0, 0.0)


def test_parents_fields_come_first() -> None:
    """Fields are the standard library's, also on a class nobody has made an instance of."""

    @dataclass(frozen=True, kw_only=True)
    class Unmade(WidePad):
        last: int = 1

    names = [item.name for item in dataclasses.fields(Unmade)]
    assert names == ["height_mm", "width_mm", "length_mm", "reasons", "hidden", "slope_deg", "last"]
    assert dataclasses.is_dataclass(Unmade)
    assert dataclasses.fields(Unmade)[2].metadata["unit"] == "mm"
    assert Unmade(height_mm=1.0, slope_deg=2.0).slope_deg == 2.0


def test_wrong_arguments_are_refused() -> None:
    """A missing, an unknown and a doubly given argument raise TypeError; `__post_init__` has its say."""
    wrong: Any = Pad
    with pytest.raises(TypeError, match="Pad needs height_mm"):
        wrong()
    with pytest.raises(TypeError, match="Pad needs height_mm and knows no hight_mm"):
        wrong(hight_mm=2.0)
    with pytest.raises(TypeError, match="0 values without a name, 1 are given"):
        wrong(3.0)
    place: Any = Place
    with pytest.raises(TypeError, match="given x twice"):
        place(1.0, x=2.0)
    with pytest.raises(ValueError, match="below 0"):
        Pad(height_mm=-1.0)


def test_instances_cannot_be_changed() -> None:
    """Setting and deleting raise, whether or not the name is a field's."""
    one: Any = Pad(height_mm=3.0)
    with pytest.raises(FrozenInstanceError):
        one.height_mm = 4.0
    with pytest.raises(FrozenInstanceError):
        del one.height_mm
    with pytest.raises(FrozenInstanceError):
        one.other = 4.0


def test_equality_hash_and_text() -> None:
    """Compared by class and fields, hashed by them, told as the standard library tells it."""
    one = WidePad(height_mm=3.0, hidden=1)
    assert one == WidePad(height_mm=3.0, hidden=2) and one != WidePad(height_mm=4.0)
    assert one != Pad(height_mm=3.0)
    assert repr(Place(1.0)) == "Place(x=1.0, y=0.0)"
    assert "hidden" not in repr(one) and repr(one).startswith("WidePad(height_mm=3.0, ")
    assert hash(Place(1.0)) == hash(Place(1.0)) and len({Place(1.0), Place(1.0), Place(2.0)}) == 2
    assert Thing(1.0) != Thing(1.0) and len({Thing(1.0), Thing(1.0)}) == 2


def test_copies_and_replacements() -> None:
    """`replace`, `asdict`, copy and pickle work as on any dataclass."""
    one = Pad(height_mm=3.0, reasons={"height_mm": "asked"})
    assert dataclasses.replace(one, height_mm=4.0).height_mm == 4.0
    assert dataclasses.asdict(one)["reasons"] == {"height_mm": "asked"}
    assert pickle.loads(pickle.dumps(one)) == one and copy.copy(one) == copy.deepcopy(one) == one


def test_a_copy_that_came_from_elsewhere_is_whole() -> None:
    """An instance made without `__init__`, as unpickled in a new process, compares, tells and refuses changes."""

    @dataclass(frozen=True, kw_only=True)
    class Sent:
        x: float
        note: str = field(default="", compare=False)

    one: Any = object.__new__(Sent)
    one.__dict__.update(x=1.0, note="a")
    assert repr(one).endswith("Sent(x=1.0, note='a')")
    assert one == Sent(x=1.0) and hash(one) == hash(Sent(x=1.0))
    with pytest.raises(FrozenInstanceError):
        one.x = 2.0


def test_the_signature_tells_the_fields() -> None:
    """Names, kinds, annotations and defaults, also of a class nobody has made an instance of."""

    @dataclass(frozen=True)
    class Unmade:
        x: float
        y: float = field(default=2.0, kw_only=True)

    x, y = inspect.signature(Unmade).parameters.values()
    assert (x.name, x.kind, x.default, x.annotation) == ("x", x.POSITIONAL_OR_KEYWORD, x.empty, float)
    assert (y.name, y.kind, y.default) == ("y", y.KEYWORD_ONLY, 2.0)
    assert list(inspect.signature(WidePad).parameters)[-1] == "slope_deg"


def test_values_stand_in_the_order_of_the_fields() -> None:
    """However they are given: what is written from an instance does not depend on it."""
    one = Pad(reasons={}, length_mm=1.0, height_mm=2.0)
    assert list(vars(one)) == [item.name for item in dataclasses.fields(Pad)]


def test_nothing_is_written_before_it_is_needed() -> None:
    """A declared class has no list of fields of its own until the first use."""

    @dataclass(frozen=True, kw_only=True)
    class Unused:
        x: float = field(default=1.0)

    assert not isinstance(vars(Unused)["__dataclass_fields__"], dict)
    assert Unused().x == 1.0
    assert isinstance(vars(Unused)["__dataclass_fields__"], dict)


def test_only_frozen_classes() -> None:
    """A class that can change is refused: such a one is the standard library's affair."""
    loose: Any = dataclass
    with pytest.raises(TypeError, match="frozen"):
        loose(frozen=False)
