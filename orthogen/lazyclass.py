"""Lazyclass. frozen dataclasses -> the same classes, with each method there when it is first called.

The standard decorator writes six methods of every class as text and compiles them at import: .8 ms a class, .15 s of a
build, which declares some 150 records and makes a part of them. Here a class is prepared when its first instance is
made or its fields are asked for; only `__init__` is compiled, and the other methods are written once, for all.
What the standard library does with a dataclass (`fields`, `replace`, `asdict`, `is_dataclass`) works as ever.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, fields
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
        written = _written_init(cls)
        type.__setattr__(cls, "__init__", written)
        written(self, *given, **named)

    return __init__


def _written_init(cls: type) -> Callable[..., None]:
    """Return the compiled `__init__`: the values go into the instance as they are, then `__post_init__` has its say."""
    items = [item for item in fields(cls) if item.init]
    known: dict[str, Any] = {"unset": object()}
    body = ", ".join(f"{item.name}={_value(item, known)}" for item in items)
    plain = [_taken(item) for item in items if not item.kw_only]
    named = [_taken(item) for item in items if item.kw_only]
    head = ", ".join(["self", *plain, *(["*", *named] if named else [])])
    after = "\n    self.__post_init__()" if hasattr(cls, "__post_init__") else ""
    exec(f"def __init__({head}):\n    self.__dict__.update({body}){after}", known)  # names of fields only
    written: Callable[..., None] = known["__init__"]
    written.__qualname__ = f"{cls.__qualname__}.__init__"
    written.__annotations__ = {item.name: item.type for item in items} | {"return": None}
    return written


def _taken(item: Field[Any]) -> str:
    """Return how a field stands in the head, after `_value` has made its default known."""
    if item.default_factory is not MISSING:
        return f"{item.name}=unset"
    return item.name if item.default is MISSING else f"{item.name}=default_{item.name}"


def _value(item: Field[Any], known: dict[str, Any]) -> str:
    """Return what becomes of a field's argument."""
    if item.default_factory is not MISSING:
        known[f"make_{item.name}"] = item.default_factory
        return f"make_{item.name}() if {item.name} is unset else {item.name}"
    known[f"default_{item.name}"] = item.default
    return item.name


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
