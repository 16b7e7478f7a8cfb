"""A shop on a PostgreSQL server: opening it by URL, keeping its connection alive, and what its errors mean.

Every till has one connection. One that was lost is opened again before the next entry; what was in flight
is settled by its request id, since the server either committed it or forgot it. psycopg is imported here only.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, NoReturn
from urllib.parse import urlsplit

import psycopg
from peewee import DatabaseError, InterfaceError, PeeweeException, PostgresqlDatabase
from psycopg.adapt import Dumper
from psycopg.types.numeric import IntLoader

from shopstock.refusal import Refusal, WrongUse
from shopstock.store.address import Server
from shopstock.store.copies import ShopIsOpen
from shopstock.store.dialect import Dialect
from shopstock.store.engine import WAIT_SECONDS, AnotherTillWrites, RuleBroken, Store, translated
from shopstock.store.migrations import every_statement, migrate
from shopstock.store.postgres_dialect import POSTGRES

# A rule that breaks is a refusal with its own words: the driver's remarks on it must not reach the screen.
logging.getLogger("psycopg").addHandler(logging.NullHandler())
OLDEST = 140000
_MIGRATING = 0x53_48_4F_50  # the key of the lock under which one till migrates and the others wait
_CONNECT: dict[str, Any] = {
    "connect_timeout": 10,
    "application_name": "shopstock",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "client_encoding": "UTF8",
}


class _Cursor(psycopg.Cursor[Any]):
    """A cursor for which no values are no values: a percent sign in a rule is then only that."""

    def execute(self, query: Any, params: Any = None, **how: Any) -> _Cursor:
        super().execute(query, params or None, **how)
        return self


class _Refused(Dumper):
    """No float and no decimal goes to the server, which would round it to a whole number without a word."""

    def dump(self, obj: object) -> NoReturn:
        raise psycopg.DataError(f"{obj!r} is no integer")


class _Server(PostgresqlDatabase):
    """Peewee's PostgreSQL with the settings that a till needs, whatever the server's own are."""

    wait_seconds = WAIT_SECONDS

    def _initialize_connection(self, conn: psycopg.Connection[Any]) -> None:
        conn.adapters.register_loader("numeric", IntLoader)  # the sum of integers is one
        for kind in (float, Decimal):
            conn.adapters.register_dumper(kind, _Refused)
        for setting in (
            f"lock_timeout = {int(self.wait_seconds * 1000)}",
            "idle_in_transaction_session_timeout = '60s'",  # a till that vanished keeps no locks
            "synchronous_commit = on",  # SAVED survives a power cut of the server
            "timezone = 'UTC'",
        ):
            conn.execute(f"SET {setting}".encode())


class ServerStore(Store):
    """An open shop on a server, which other tills write at the same time."""

    def __init__(self, db: _Server, dialect: Dialect, server: Server) -> None:
        super().__init__(db, dialect, None)
        self.server = server

    def named(self) -> str:
        """The URL, with its password: for another process's environment, never for people."""
        return self.server.url

    def beside(self) -> Path | None:
        """A name in the user's data folder: a till has no file of a shop on a server."""
        from platformdirs import user_data_path

        name = urlsplit(self.server.url).path.strip("/") or "shop"
        return user_data_path("shopstock", appauthor=False) / f"{name}.shop"

    def may_have_collided(self, refusal: Refusal) -> bool:
        """A second look is worth it: the jobs refuse in their own words what they see, so a rule that breaks
        was broken by what another till committed after they looked."""
        return isinstance(refusal, RuleBroken | AnotherTillWrites)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """One act, as in every store, on a connection that answers."""
        self._reach()
        with super().transaction():
            yield

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """`transaction` that waits for no other: no row of it may be locked for longer than an instant."""
        with self.transaction():
            self.db.execute_sql("SET LOCAL lock_timeout = '50ms'")
            yield

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Reads, as in every store, on a connection that answers."""
        self._reach()
        with super().reading():
            yield

    def _reach(self) -> None:
        """Open the connection again where it was lost since the last entry."""
        if self.db.in_transaction():
            return
        try:
            if not self.db.is_closed():
                try:
                    self.db.execute_sql("SELECT 1")
                except (DatabaseError, InterfaceError):
                    self.db.close()
            self.db.connect(reuse_if_open=True)
        except (DatabaseError, InterfaceError) as error:
            raise translated(error) from error


def create(server: Server) -> ServerStore:
    """A new, empty shop in a database that the server has and that is empty, or was begun and never filled."""
    store = connected(server)
    with _or_closed(store):
        found = _tables(store)
        if found and not ({"migration", "shop"} <= found and _is_empty(store)):
            raise WrongUse(f"{server} holds something already. Give the shop an empty database")
        _migrate(store)
    return store


def open_existing(server: Server, wait_seconds: float = WAIT_SECONDS) -> ServerStore:
    """The shop in that database, migrated if it is older; a clear sentence for everything that is no shop."""
    store = connected(server, wait_seconds)
    with _or_closed(store):
        found = _tables(store)
        if not found:
            raise WrongUse(f"there is no shop at {server}. Make one with: shopstock --shop URL new")
        if not {"migration", "booking", "movement"} <= found:
            raise WrongUse(f"{server} is no Shopstock database")
        _migrate(store)
    return store


@contextmanager
def _or_closed(store: ServerStore) -> Iterator[None]:
    """The store is closed when the block refuses it; what the server says becomes a sentence."""
    try:
        yield
    except (DatabaseError, InterfaceError) as error:
        store.close()
        raise WrongUse(f"{store.server}: {translated(error).text}") from error
    except Refusal:
        store.close()
        raise


def connected(server: Server, wait_seconds: float = WAIT_SECONDS) -> ServerStore:
    """The database as it is, whatever is in it; a WrongUse says why it cannot hold a shop."""
    db = _Server(
        server.url, prefer_psycopg3=True, isolation_level="READ COMMITTED", cursor_factory=_Cursor, **_CONNECT
    )
    db.wait_seconds = wait_seconds
    try:
        db.connect()
    except PeeweeException as error:
        said = " ".join(str(error).split())
        raise WrongUse(f"the server of {server} cannot be reached: {_without(server.url, said)}") from None
    store = ServerStore(db, POSTGRES, server)
    if db.server_version < OLDEST:
        store.close()
        raise WrongUse(f"{server} is older than PostgreSQL 14")
    encoding = db.connection().info.parameter_status("server_encoding")  # type: ignore[no-untyped-call]
    if encoding != "UTF8":
        store.close()
        raise WrongUse(f"{server} keeps text as {encoding}. A shop needs a database with encoding UTF8")
    return store


def fresh_beside(url: str) -> ServerStore:
    """A fresh shop in a schema of its own on that server, in a transaction that is never committed."""
    store = connected(Server(url))
    beside = f"shopstock_fresh_{os.urandom(8).hex()}"
    with ExitStack() as unfinished:
        unfinished.callback(store.close)
        store.db.begin()
        store.db.execute_sql(f"CREATE SCHEMA {beside}")
        store.db.execute_sql(f"SET LOCAL search_path = {beside}")
        for statement in every_statement(store.dialect):
            store.db.execute_sql(statement)
        unfinished.pop_all()
    return store


def _without(url: str, said: str) -> str:
    password = urlsplit(url).password
    return said.replace(password, "***") if password else said


def _is_empty(store: ServerStore) -> bool:
    (shops,) = store.db.execute_sql("SELECT count(*) FROM shop").fetchone()
    return not shops


class Before(NamedTuple):
    """What a restored shop replaced: the schema where it goes on, and whose it was: its name and the instant it
    was made, None where it held no shop."""

    schema: str
    of: tuple[str, int] | None


@contextmanager
def replacing(server: Server, stamp: str) -> Iterator[tuple[ServerStore, Before | None]]:
    """An empty shop in the place of what is there, which goes on in a schema of its own.

    All of it is one transaction: a failure leaves everything as it was. Raises ShopIsOpen while a till is there."""
    store = connected(server)
    try:
        with store.transaction():
            aside = _set_aside(store, server, stamp) if _tables(store) else None
            migrate(store.db, store.dialect, lambda _: None)
            yield store, aside
    finally:
        store.close()


def _set_aside(store: ServerStore, server: Server, stamp: str) -> Before:
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND application_name = %s AND pid <> pg_backend_pid()"
    )
    (open_elsewhere,) = store.db.execute_sql(others, (_CONNECT["application_name"],)).fetchone()
    if open_elsewhere:
        raise ShopIsOpen(f"{server} is open at a till. Close it there first")
    (own,) = store.db.execute_sql("SELECT current_schema()").fetchone()
    shop = store.db.execute_sql("SELECT name, created_at_us FROM shop").fetchone()
    aside = f"{own}_set_aside_{stamp}".lower()
    store.db.execute_sql(f'ALTER SCHEMA "{own}" RENAME TO "{aside}"')
    store.db.execute_sql(f'CREATE SCHEMA "{own}"')
    return Before(aside, shop)


def _tables(store: ServerStore) -> set[str]:
    return set(store.db.get_tables())


def _keep_rows(store: ServerStore, version: int) -> None:
    """Every row as it was before a migration, in a schema of its own that no program opens."""
    with store.db.atomic():
        (own,) = store.db.execute_sql("SELECT current_schema()").fetchone()
        aside = f"{own}_before_version_{version + 1}"
        store.db.execute_sql(f'CREATE SCHEMA "{aside}"')
        for table in sorted(_tables(store)):
            store.db.execute_sql(f'CREATE TABLE "{aside}"."{table}" AS TABLE "{own}"."{table}"')


def _migrate(store: ServerStore) -> None:
    """Migrate while no other till does; they find it done."""
    db = store.db
    db.execute_sql("SELECT pg_advisory_lock(%s)", (_MIGRATING,))
    try:
        migrate(db, store.dialect, lambda version: _keep_rows(store, version))
    finally:
        db.execute_sql("SELECT pg_advisory_unlock(%s)", (_MIGRATING,))
