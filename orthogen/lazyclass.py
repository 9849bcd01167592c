"""Lazyclass. frozen dataclasses -> the same classes, with each method there when it is first called.

The standard decorator writes six methods of every class as text and compiles them at import: .8 ms a class, .11 s of a
build, which declares some 150 records and makes a part of them. Here a class is prepared when its first instance is
made or its fields are asked for, and no text is compiled: its methods are closures, or one for all classes.
What the standard library does with a dataclass (`fields`, `replace`, `asdict`, `is_dataclass`) works as ever.
"""

import dataclasses
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from inspect import Parameter, Signature
from threading import RLock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool, kw_only: bool = False, eq: bool = True) -> Callable[[type], type]:
        """Return a decorator that makes a frozen dataclass of a class; the options are the standard library's."""
        if not frozen:
            raise TypeError("dataclasses of orthogen.lazyclass are frozen: take the standard library's for others")

        def declared(cls: type) -> type:
            cls.__dataclass_fields__ = _Unasked(cls, kw_only=kw_only)
            cls.__init__ = _first_init(cls)
            cls.__signature__ = _Signature()
            for name, method in (_COMPARED | _ALWAYS if eq else _ALWAYS).items():
                if cls.__dict__.get(name) is None:
                    setattr(cls, name, method)
            return cls

        return declared


class _Unasked:
    """Stands for the fields of a class until somebody asks for them."""

    def __init__(self, cls: type, *, kw_only: bool) -> None:
        self._cls = cls
        self._kw_only = kw_only

    def __get__(self, instance: object, owner: type) -> dict[str, Field[Any]]:
        """Return the fields by name, found by the standard library, which leaves them in this one's place."""
        with _ASKING:
            if self._cls.__dict__["__dataclass_fields__"] is self:
                dataclasses.dataclass(self._cls, init=False, repr=False, eq=False, kw_only=self._kw_only)
        found: dict[str, Field[Any]] = self._cls.__dict__["__dataclass_fields__"]
        return found


def _first_init(cls: type) -> Callable[..., None]:
    """Return an `__init__` that puts the real one in its own place and calls it."""

    def __init__(self: object, *given: object, **named: object) -> None:  # noqa: N807
        known = _init(cls)
        type.__setattr__(cls, "__init__", known)
        known(self, *given, **named)

    return __init__


def _init(cls: Any) -> Callable[..., None]:
    """Return the `__init__`: the values go into the instance as they are, then `__post_init__` has its say."""
    items = [item for item in fields(cls) if item.init]
    in_order = [item.name for item in items if not item.kw_only]
    blank = {item.name: item.default for item in items}  # in the order of the fields, as all instances keep it
    made = {item.name: item.default_factory for item in items if item.default_factory is not MISSING}
    needed = {item.name for item in items if item.default is MISSING} - made.keys()
    ends = hasattr(cls, "__post_init__")

    def __init__(self: Any, *given: object, **named: Any) -> None:  # noqa: N807
        if given:
            named = _by_name(cls, in_order, given, named)
        values = {**blank, **named}
        for name, make in made.items():
            if name not in named:
                values[name] = make()
        if len(values) > len(blank) or not needed <= named.keys():
            raise _misfit(cls, needed - named.keys(), named.keys() - blank.keys())
        self.__dict__.update(values)
        if ends:
            self.__post_init__()

    return __init__


def _by_name(
    cls: type, in_order: Sequence[str], given: Sequence[object], named: Mapping[str, object]
) -> dict[str, object]:
    """Return all arguments by name; those without one are the first in order."""
    if len(given) > len(in_order):
        raise TypeError(f"{cls.__qualname__} takes {len(in_order)} values without a name, {len(given)} are given")
    first = dict(zip(in_order, given, strict=False))
    if twice := [name for name in first if name in named]:
        raise TypeError(f"{cls.__qualname__} is given {', '.join(twice)} twice")
    return {**first, **named}


def _misfit(cls: type, missing: Set[str], unknown: Set[str]) -> TypeError:
    said = [f"needs {', '.join(sorted(missing))}"] * bool(missing)
    said += [f"knows no {', '.join(sorted(unknown))}"] * bool(unknown)
    return TypeError(f"{cls.__qualname__} {' and '.join(said)}")


class _Signature:
    """Tells `inspect.signature` how a class is made, when it asks."""

    def __get__(self, instance: object, owner: Any) -> Signature:
        items = sorted((item for item in fields(owner) if item.init), key=lambda item: bool(item.kw_only))
        return Signature([
            Parameter(
                item.name, Parameter.KEYWORD_ONLY if item.kw_only else Parameter.POSITIONAL_OR_KEYWORD,
                annotation=item.type,
                default=item.default if item.default is not MISSING
                else Parameter.empty if item.default_factory is MISSING else item.default_factory,
            )
            for item in items
        ])  # fmt: skip


def _compared(one: Any) -> tuple[object, ...]:
    return tuple(getattr(one, item.name) for item in fields(one) if item.compare)


def _equal(self: object, other: object) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return _compared(self) == _compared(other)


def _hashed(self: object) -> int:
    return hash(_compared(self))


def _told(self: Any) -> str:
    values = (f"{item.name}={getattr(self, item.name)!r}" for item in fields(self) if item.repr)
    return f"{type(self).__qualname__}({', '.join(values)})"


def _kept(self: object, name: str, value: object = None) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


_ASKING = RLock()  # a class is prepared once, whichever thread asks first; its parents meanwhile
_ALWAYS = {"__repr__": _told, "__setattr__": _kept, "__delattr__": _kept}
_COMPARED = {"__eq__": _equal, "__hash__": _hashed}
