"""Checks of the file itself and of the rules that stand in it, for SQLite.

The schema is held against that of a fresh shop, line by line: a rule that was dropped, loosened or added is
found even when no row breaks it yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import lru_cache

from shopstock.store import driver
from shopstock.store.audit.finding import Finding, compared, rows
from shopstock.store.engine import Store, in_memory

FIRST_BUGGY, LAST_BUGGY = (3, 7, 0), (3, 51, 2)

# Tables that a virtual table or the engine keeps for itself look different from version to version.
_SCHEMA = """
    SELECT type, name, tbl_name, sql FROM sqlite_master
    WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
      AND tbl_name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"""
_RULES = {
    "route": "SELECT what, from_kind, to_kind FROM route",
    "place_kind": "SELECT kind, physical, sellable, ours FROM place_kind",
}
_ORPHANS = 'SELECT "table", rowid, parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2, 3'


def integrity(store: Store) -> Iterator[Finding]:
    """Every page, index, NOT NULL, UNIQUE and CHECK of the file, by SQLite's own full check."""
    return _said(store, "PRAGMA integrity_check(1000)")


def pages(store: Store) -> Iterator[Finding]:
    """The same without comparing each index with its table: fast enough for every backup."""
    return _said(store, "PRAGMA quick_check(1000)")


def _said(store: Store, pragma: str) -> Iterator[Finding]:
    for (line,) in rows(store, pragma):
        if line != "ok":
            yield Finding("file", " ".join(line.split()))


def foreign_keys(store: Store) -> Iterator[Finding]:
    """Every row that names another row names one that exists."""
    for table, row, parent, times in rows(store, _ORPHANS):
        what = f"it names no {parent}" if times == 1 else f"it names no {parent}, {times} times"
        yield Finding("foreign_keys", what, f"{table} {row}")


def schema(store: Store) -> Iterator[Finding]:
    """Tables and indexes are those of a fresh shop, line by line."""
    return _compared(store, "schema", lambda kind: kind != "trigger")


def triggers(store: Store) -> Iterator[Finding]:
    """Every trigger that keeps the ledger is there, as in a fresh shop, and no other."""
    return _compared(store, "triggers", lambda kind: kind == "trigger")


Parts = dict[tuple[str, str], tuple[str, str]]
RuleRows = dict[str, frozenset[tuple[str | int, ...]]]


def _parts_of(store: Store) -> Parts:
    return {(kind, name): (table, sql or "") for kind, name, table, sql in rows(store, _SCHEMA)}


def _rule_rows_of(store: Store) -> RuleRows:
    return {table: frozenset(rows(store, query)) for table, query in _RULES.items()}


@lru_cache(maxsize=1)
def _fresh() -> tuple[Parts, RuleRows]:
    with closing(in_memory()) as store:
        return _parts_of(store), _rule_rows_of(store)


def _compared(store: Store, check: str, wanted: Callable[[str], bool]) -> Iterator[Finding]:
    return compared(check, _parts_of(store), _fresh()[0], wanted)


def rules(store: Store) -> Iterator[Finding]:
    """The rows that are rules: which move may go where, and what each kind of place is."""
    ours, theirs = _rule_rows_of(store), _fresh()[1]
    for table in _RULES:
        for row in sorted(ours[table] ^ theirs[table]):
            what = "it is missing" if row in theirs[table] else "no fresh shop has it"
            yield Finding("rules", what, f"{table} {' '.join(map(str, row))}")


def version_note(version: str) -> str:
    """The library and its SQLite version in a sentence, whether it is in the range of the WAL-reset bug, and the
    way out of it."""
    found = tuple(int(part) for part in version.split(".")[:3])
    span = f"{'.'.join(map(str, FIRST_BUGGY))} to {'.'.join(map(str, LAST_BUGGY))}"
    said = f"SQLite {version} ({driver.NAME})"
    if FIRST_BUGGY <= found <= LAST_BUGGY:
        way = f"pip install '{driver.EXTRA}' brings a newer SQLite"
        return f"{said} is in the range of the WAL-reset bug ({span}). {way}"
    return f"{said} is outside the range of the WAL-reset bug ({span})"
