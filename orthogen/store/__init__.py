"""Store. entries of cases <-> immutable rows in a database, and files beside it named by their SHA-256."""

from orthogen.store.opening import opened
from orthogen.store.shelf import Shelf

__all__ = ["Shelf", "opened"]
