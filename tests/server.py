"""Server. nothing -> a PostgreSQL server for tests, on a socket in a new folder; skips aloud without one."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DEBIAN = Path("/usr/lib/postgresql")


def _program(name: str) -> str | None:
    """Return the program: on the path, else in Debian's folder of the newest version."""
    placed = sorted(DEBIAN.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3])) if DEBIAN.exists() else []
    return shutil.which(name) or (str(placed[-1]) if placed else None)


@contextmanager
def postgresql() -> Iterator[str]:
    """Give the URL of an empty database; as root the server runs as `nobody`, for it refuses to run as root."""
    initdb, control = _program("initdb"), _program("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    home = Path(tempfile.mkdtemp(prefix="orthogen-pg-"))
    user: dict[str, str] = {}
    if os.getuid() == 0:
        shutil.chown(home, "nobody")
        user = {"user": "nobody"}
    data = str(home / "data")
    settings = f"-k {home} -c listen_addresses= -c fsync=off -c max_connections=40"
    run = {"check": True, "stdout": subprocess.DEVNULL, "cwd": home, **user}
    try:
        subprocess.run([initdb, "-D", data, "-A", "trust", "-U", "orthogen", "-N", "--locale=C", "-E", "UTF8"], **run)
        subprocess.run([control, "-D", data, "-o", settings, "-l", str(home / "log"), "-w", "start"], **run)
        try:
            yield f"postgresql://orthogen@/postgres?host={home}"
        finally:
            subprocess.run([control, "-D", data, "-m", "immediate", "-w", "stop"], **run)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def new_database(url: str) -> str:
    """Make one more empty database on the server and return its URL."""
    import psycopg

    name = f"t{os.urandom(8).hex()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return url.replace("/postgres?", f"/{name}?")
