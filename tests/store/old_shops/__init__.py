"""Shops as each earlier schema made them: `version-N.sql`, a text that makes the file, with data of all kinds.

A dump never changes. Whoever adds a migration step makes the dump of the version before it first, on the commit
before the step: `python -m tests.store.old_shops.make 2`. Where the step is there already, the same command
brings the dump before it forward by that one step.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).parent


def dumps() -> dict[int, Path]:
    """The dumps by their version."""
    return {int(path.stem.partition("-")[2]): path for path in sorted(FOLDER.glob("version-*.sql"))}


def load(dump: Path, path: Path) -> Path:
    """Make the shop file that the dump describes, anew."""
    for ending in ("", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(dump.read_text(encoding="utf-8"))
    return path


def schema_of(path: Path) -> list[str]:
    """All that the file is made of, line by line."""
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return sorted(f"{kind} {name} on {table}: {sql}" for kind, name, table, sql in rows)


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table but SQLite's own and those of the word index."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        return {
            table: [dict(row) for row in db.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
            for (table,) in db.execute(TABLES).fetchall()
        }


TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
    "AND name NOT LIKE 'product_words%' ORDER BY rowid"
)
