"""Numbered migrations and their runner.

Each step runs in one transaction together with its row in `migration`, after a backup of a shop that
already holds something. A file from a newer program is refused, never guessed at.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, cast

from peewee import Database

from shopstock import clock
from shopstock.refusal import WrongUse
from shopstock.store.dialect import Dialect

STEPS = (
    "m0001_ledger",
    "m0002_staff",
    "m0003_drawer",
    "m0004_printing",
    "m0005_numbers",
    "m0006_after_sales",
    "m0007_dates",
)
NEWEST = len(STEPS)


class Step(Protocol):
    """A migration module: its name and its statements in order; `fill(db)`, where it has one, writes what only
    Python can work out from the rows of an older shop."""

    NAME: str

    def statements(self, dialect: Dialect) -> list[str]: ...


def step(version: int) -> Step:
    """The migration that leads to that version; imported only when it runs."""
    return cast(Step, importlib.import_module(f"{__name__}.{STEPS[version - 1]}"))


def version_of(db: Database) -> int:
    """The schema version of an open shop, 0 for an empty database."""
    if not db.table_exists("migration"):
        return 0
    return int(db.execute_sql("SELECT coalesce(max(version), 0) FROM migration").fetchone()[0])


def statements_to(version: int, dialect: Dialect) -> Iterator[str]:
    """What leads from the version before to that version; the first also makes the table of migrations."""
    if version == 1:
        yield from dialect.prelude()
        columns = "version {int} PRIMARY KEY NOT NULL, name {text} NOT NULL, at_us {int} NOT NULL"
        yield dialect.table("migration", columns)
    yield from map(dialect.own, step(version).statements(dialect))


def every_statement(dialect: Dialect) -> Iterator[str]:
    """Everything that makes a fresh, empty shop of the newest version."""
    for version in range(1, NEWEST + 1):
        yield from statements_to(version, dialect)


def migrate(db: Database, dialect: Dialect, backup: Callable[[int], object]) -> Sequence[int]:
    """Bring the shop to the newest version; returns the versions that were run.

    `backup` is called once with the old version before the first step of a shop that has one."""
    found = version_of(db)
    if found > NEWEST:
        raise WrongUse(
            f"this shop was written by a newer Shopstock (version {found}, this one knows {NEWEST})"
        )
    due = range(found + 1, NEWEST + 1)
    if due and found:
        backup(found)
    for version in due:
        module = step(version)
        with db.atomic():
            for statement in statements_to(version, dialect):
                db.execute_sql(statement)
            if fill := getattr(module, "fill", None):
                fill(db)
            db.execute_sql(
                f"INSERT INTO migration (version, name, at_us) VALUES ({', '.join([db.param] * 3)})",
                (version, module.NAME, clock.now_us()),
            )
    return due
