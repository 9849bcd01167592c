"""Session. the name of a statement and its values -> rows, in whichever database the store is kept."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
Row = tuple[Any, ...]


class Session(Protocol):
    """One connection to the database of a store."""

    def ask(self, name: str, /, **values: object) -> list[Row]:
        """Return the rows of a statement."""

    def tell(self, name: str, /, **values: object) -> None:
        """Run a statement that writes, inside `together`."""

    def together(self, case: str, work: Callable[[], T]) -> T:
        """Run `work` as one transaction that has the case to itself: all of it is kept, or nothing."""

    def faults(self) -> list[str]:
        """Return what the database finds wrong with itself."""

    def close(self) -> None:
        """Let go of the database."""
