"""Which SQLite library this process uses, and the few things in which the two drivers differ.

The extra `engine` brings cysqlite with a newer SQLite of its own; where it can be imported it is used, otherwise
Python's sqlite3 is. SHOPSTOCK_ENGINE (`cysqlite` or `stdlib`) says it outright.

It is one library for everything in a process, chosen once, and that is no matter of taste. A POSIX lock belongs to
the process and not to the descriptor: when any descriptor of a file is closed, every lock of this process on that
file goes. SQLite knows its own descriptors and keeps them open until no lock needs them, but two SQLite libraries
know nothing of each other: a backup made by the one would take away the locks under which the other is selling,
and another till could write into the middle of it. So nothing else in the program imports sqlite3 or cysqlite;
two processes may well use different ones.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import ExitStack
from os import PathLike, fspath
from typing import Any

from peewee import DatabaseError, InterfaceError, PeeweeException, SqliteDatabase

from shopstock.refusal import WrongUse

ENGINE_VARIABLE = "SHOPSTOCK_ENGINE"
EXTRA = "shopstock[engine]"

BUSY, LOCKED, READ_ONLY, IO, CORRUPT, FULL, CANNOT_OPEN, NO_DATABASE = 5, 6, 8, 10, 11, 13, 14, 26

# cysqlite: `error executing query: [INSERT ...] UNIQUE constraint failed: unit.id (code=19, ext=2067)`
_AROUND = re.compile(r"error[^:\[]*: (?:\[.*\] )?(.+)", re.DOTALL)
_CODE = re.compile(r" \(code=(\d+), ext=\d+\)$")
_PIECE = 1 << 16
_UNNUMBERED = {"unable to open database file": CANNOT_OPEN}


def _chosen() -> Any:
    """cysqlite, or None for Python's own."""
    wanted = os.environ.get(ENGINE_VARIABLE, "")
    if wanted not in ("", "stdlib", "cysqlite"):
        raise WrongUse(f"{ENGINE_VARIABLE} is cysqlite or stdlib, not {wanted[:40]}")
    if wanted == "stdlib":
        return None
    try:
        import cysqlite
    except ImportError:
        if wanted:
            raise WrongUse(f"cysqlite cannot be imported. Bring it with: pip install '{EXTRA}'") from None
        return None
    return cysqlite


_cysqlite = _chosen()
NAME: str = "cysqlite" if _cysqlite else "sqlite3"
VERSION: str = _cysqlite.sqlite_version if _cysqlite else sqlite3.sqlite_version
Error: type[Exception] = _cysqlite.SqliteError if _cysqlite else sqlite3.Error
FAILURES: tuple[type[Exception], ...] = (DatabaseError, InterfaceError, UnicodeDecodeError)
"""What a Peewee query raises when the engine fails. A text in the file that is none is a UnicodeDecodeError of
cysqlite, and of both drivers where SQLite names it in its own message."""


class Database(SqliteDatabase):
    """Peewee's SQLite on the chosen library; a rollback after SQLite's own does not hide the true error."""

    server_version = tuple(map(int, VERSION.split(".")))

    def rollback(self) -> None:
        """Roll back where a transaction is open: after a full disk SQLite has done so by itself."""
        if not self.is_closed() and self.connection().in_transaction:  # type: ignore[no-untyped-call]
            super().rollback()

    if _cysqlite:

        def _connect(self) -> Any:
            with ExitStack() as unfinished:
                conn = _cysqlite.Connection(self.database, timeout=self.timeout, **self.connect_params)
                unfinished.callback(conn.close)
                self._add_conn_hooks(conn)  # type: ignore[attr-defined]
                unfinished.pop_all()
            return conn

        def _load_functions(self, conn: Any) -> None:
            for name, (function, arguments, fixed) in self._functions.items():  # type: ignore[attr-defined]
                conn.create_function(function, name, arguments, bool(fixed))


def database(name: str, wait_seconds: float = 5.0, **options: Any) -> Database:
    """A database of Peewee's on that file or address; `options` are Peewee's (`pragmas`, `lock_type`, `uri`)."""
    if not _cysqlite:
        options["check_same_thread"] = False
    return Database(name, timeout=wait_seconds, **options)


def connect(name: str | PathLike[str], *, uri: bool = False, wait_seconds: float = 5.0) -> Any:
    """A bare connection without transactions of its own, for what needs no Peewee; close it."""
    if _cysqlite:
        return _cysqlite.Connection(fspath(name), uri=uri, timeout=wait_seconds)
    return sqlite3.connect(name, uri=uri, timeout=wait_seconds, isolation_level=None)


def copied(source: Any, target: Any) -> None:
    """Copy all of one open connection's database into another's, as of one instant."""
    try:
        source.backup(target)
    except Error as error:
        if _cysqlite and not code_of(error):  # it looks for the reason at the source, and there is none
            _write_as_much(source, target)
        raise


def _write_as_much(source: Any, target: Any) -> None:
    """Meet again what stopped a copy, in an attempt that has its reason; the target keeps nothing of it."""
    pages, size = (source.execute(f"PRAGMA {what}").fetchone()[0] for what in ("page_count", "page_size"))
    target.execute("BEGIN IMMEDIATE")
    try:
        target.execute("CREATE TABLE room (taken BLOB)")
        for _ in range(pages * size // _PIECE + 1):
            target.execute(f"INSERT INTO room VALUES (zeroblob({_PIECE}))")
    finally:
        if target.in_transaction:
            target.execute("ROLLBACK")


def code_of(error: BaseException) -> int:
    """SQLite's primary error code, 0 where the driver has none; Peewee's wrapped errors have that of theirs."""
    error = _original(error)
    if (code := getattr(error, "sqlite_errorcode", None)) is not None:
        return int(code) & 0xFF
    found = _CODE.search(str(error))
    return int(found[1]) if found else _UNNUMBERED.get(said_by(error), 0)


def said_by(error: BaseException) -> str:
    """What SQLite itself said, without the statement that a driver puts around it."""
    text = _CODE.sub("", str(_original(error)))
    around = _AROUND.fullmatch(text)
    return around[1].removesuffix(".") if around else text


def _original(error: BaseException) -> BaseException:
    while isinstance(error, PeeweeException) and isinstance(inner := getattr(error, "orig", None), Exception):
        error = inner
    return error
