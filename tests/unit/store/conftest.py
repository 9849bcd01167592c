"""Store fixtures."""

from collections.abc import Iterator

import pytest

from tests.server import postgresql
from tests.unit.lab.fakes import street

__all__ = ["street"]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    with postgresql() as url:
        yield url
