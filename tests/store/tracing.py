"""What a connection runs, on either driver: its statements, and how much work they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from shopstock.store import driver
from shopstock.store.engine import Store

_STATEMENT = 1  # SQLITE_TRACE_STMT


@contextmanager
def statements(store: Store) -> Iterator[list[str]]:
    """The statements that run inside the block; those of triggers begin with `--`."""
    seen: list[str] = []
    connection = store.db.connection()
    if store.dialect.name == "postgres":
        with _heard(connection, seen):
            yield seen
        return
    if driver.NAME == "sqlite3":
        connection.set_trace_callback(seen.append)
    else:
        connection.trace(lambda _event, _id, sql, _ns: seen.append(sql), mask=_STATEMENT)
    try:
        yield seen
    finally:
        _off(connection.set_trace_callback if driver.NAME == "sqlite3" else connection.trace)


@contextmanager
def _heard(connection: Any, seen: list[str]) -> Iterator[None]:
    """On a server: every statement a cursor sends, with its values in it; what its triggers run is not heard."""
    from psycopg import ClientCursor

    factory, in_words = connection.cursor_factory, ClientCursor(connection)

    class Heard(factory):  # type: ignore[misc, valid-type]
        def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
            marked = query.replace("?", "%s") if params else query
            seen.append(in_words.mogrify(marked, params or None))
            return super().execute(query, params, **how)

        def executemany(self, query: Any, params_seq: Any, **how: Any) -> Any:
            seen.extend([query] * len(params_seq))
            return super().executemany(query, params_seq, **how)

    connection.cursor_factory = Heard
    try:
        yield
    finally:
        connection.cursor_factory = factory


@contextmanager
def hundreds(store: Store) -> Iterator[Callable[[], int]]:
    """How many hundreds of its own instructions SQLite ran so far in the block."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    connection = store.db.connection()
    watch: Any = connection.set_progress_handler if driver.NAME == "sqlite3" else connection.progress
    watch(step, 100)
    try:
        yield lambda: steps
    finally:
        watch(None, 100)


def _off(watch: Callable[[Any], object]) -> None:
    watch(None)


def everything(store: Store) -> list[str]:
    """Every table and row of a shop as text, in order."""
    tables = store.db.execute_sql("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    made = [sql or name for name, sql in tables]
    rows = [
        f"{name} {row}"
        for name, sql in tables
        if (sql or "").startswith("CREATE TABLE")
        for row in sorted(store.db.execute_sql(f'SELECT * FROM "{name}"').fetchall(), key=repr)
    ]
    return made + rows
