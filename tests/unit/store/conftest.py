"""Store fixtures."""

from collections.abc import Iterator

import pytest

from tests.server import new_database, postgresql
from tests.unit.lab.fakes import street

__all__ = ["street"]


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The URL of a running PostgreSQL server."""
    with postgresql() as url:
        yield url


@pytest.fixture
def server(cluster: str) -> str:
    """The URL of an empty PostgreSQL database of its own: a store belongs to one output folder."""
    return new_database(cluster)
