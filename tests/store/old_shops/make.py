"""Make the dump of a schema version: `python -m tests.store.old_shops.make 1`.

Of the newest version a shop is lived through and written down as text. Of an earlier one that has no dump yet
the dump before it is brought forward by one step, since the program of that day is gone.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from shopstock.desk.desk import Desk
from shopstock.jobs.hold import hold_lot
from shopstock.jobs.session import new_request_id
from shopstock.store import migrations
from shopstock.store.dialect import SQLITE
from shopstock.store.engine import APPLICATION_ID
from tests import shops
from tests.jobs.verify_damage import live_a_day
from tests.store.old_shops import FOLDER, TABLES, dumps, load


def live(path: Path) -> None:
    """A day with all kinds of bookings, then what is open: a hold, a customer, a parked and an open basket."""
    live_a_day(path)
    with shops.on("2026-11-22", 18), shops.opened(path) as session:
        shops.take_in(session, shops.CABLE, "30")
        shops.take_in(session, shops.SALMON, "5", lot="HELD", expires="2027-01-31")
        hold_lot(session, new_request_id(), shops.batch(session, shops.SALMON, "HELD").id, "a smell")
        desk = Desk(session)
        for entry in ("@Mia", "3*CAB", ":finish", "CAB", ":park", "2*CAB", "GOUDA"):
            desk.enter(entry)


def forward(path: Path, version: int) -> None:
    """The dump before, one step on."""
    load(dumps()[version - 1], path)
    step = migrations.step(version)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN")
        for statement in step.statements(SQLITE):
            db.execute(SQLITE.own(statement))
        when = db.execute("SELECT max(at_us) FROM booking").fetchone()
        db.execute("INSERT INTO migration VALUES (?, ?, ?)", (version, step.NAME, *when))
        db.execute("COMMIT")


def text_of(path: Path, version: int) -> Iterator[str]:
    """The file as SQL: tables and their rows first, then indexes and triggers, as they were written."""
    with closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute(TABLES)]
        yield f"-- A shop as schema version {version} made it. See __init__.py; never edit this."
        yield "PRAGMA foreign_keys = 0;"
        yield f"PRAGMA application_id = {APPLICATION_ID};"
        yield "BEGIN;"
        for table in tables:
            yield f"{_made(db, table)};"
            yield from _rows(db, table)
        yield f"{_made(db, 'product_words')};"
        yield "INSERT INTO product_words (rowid, words) SELECT id, words FROM product ORDER BY id;"
        for name, seq in db.execute("SELECT name, seq FROM sqlite_sequence"):
            yield f"DELETE FROM sqlite_sequence WHERE name = '{name}';"
            yield f"INSERT INTO sqlite_sequence (name, seq) VALUES ('{name}', {seq});"
        rest = "SELECT sql FROM sqlite_master WHERE type IN ('index', 'trigger', 'view') AND sql <> '' ORDER BY rowid"
        for (sql,) in db.execute(rest):
            yield f"{sql};"
        yield "COMMIT;"


def _made(db: sqlite3.Connection, table: str) -> str:
    return str(db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0])


def _rows(db: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    quoted = ", ".join(f"quote({column})" for column in columns)
    for row in db.execute(f"SELECT {quoted} FROM {table} ORDER BY rowid"):
        yield f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(row)});"


def make(version: int) -> Path:
    """Write the dump of that version; one that is there is never written again."""
    target = FOLDER / f"version-{version}.sql"
    if target.exists():
        raise SystemExit(f"{target.name} is there, and a dump never changes")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corner.shop"
        if version == migrations.NEWEST:
            live(path)
        else:
            forward(path, version)
        target.write_text("\n".join(text_of(path, version)) + "\n", encoding="utf-8")
    return target


if __name__ == "__main__":
    sys.stdout.write(f"{make(int(sys.argv[1]))}\n")
