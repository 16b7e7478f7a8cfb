"""The SQL that differs between engines, and nothing else: what a dialect is, and SQLite's.

Table definitions use the words {id}, {id_once} (never given again, even after a delete), {int}, {text} and
{blob}; rules that neither CHECK nor a key can express are triggers, built here. A broken rule is raised as
`rule:NAME`, which the engine turns into a `RuleBroken`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, ClassVar, Protocol

from peewee import Database, fn


class Dialect(Protocol):
    """What the migrations and the ledger ask of an engine in its own words."""

    name: str

    def prelude(self) -> list[str]:
        """What must be there before the first table."""

    def own(self, statement: str) -> str:
        """A statement that is the same for every engine, in the words of this one."""

    def table(self, name: str, body: str) -> str:
        """A CREATE TABLE statement whose columns keep their type."""

    def added(self, table: str, column: str, body: str) -> str:
        """An ALTER TABLE statement that adds a column which may be NULL."""

    def is_day(self, column: str) -> str:
        """A condition: the text is a real day of the calendar in ISO form."""

    def is_day_at(self, column: str, at_us: str) -> str:
        """A condition: it is that day somewhere on earth at that instant."""

    def days_after(self, day: Any, days: Any) -> Any:
        """For a query: the ISO day so many days (a column, at least 0) after that one."""

    def is_json_object(self, column: str) -> str:
        """A condition: the text is a JSON object."""

    def trigger(self, name: str, when: str, table: str, rule: str, condition: str, only_if: str = "") -> str:
        """A trigger that breaks off with `rule:RULE` where the condition holds."""

    def untriggered(self, name: str, table: str) -> str:
        """What takes a trigger away again: a later step says a rule anew, or adds to a table that stands still."""

    def written_once(self, table: str, keys: Sequence[str]) -> list[str]:
        """Triggers that keep a table's rows as written; `keys` are comma lists of its unique columns."""

    def counted(self) -> str:
        """The one trigger that keeps `balance` and `unit_at`, and fails if either did not follow."""

    def searched(self) -> list[str]:
        """A word index over product names, kept by triggers."""

    def words_match(self, words: Sequence[str]) -> tuple[str, list[str]]:
        """A condition on `product.id`, and its values: every word begins one of the product's words."""

    def new_ids(self, db: Database, table: str, count: int) -> Sequence[int]:
        """The ids of rows about to be written, rising in the order in which a till's bookings commit."""

    def begin_reading(self, db: Database) -> None:
        """Begin a transaction that sees one view of the shop, waits for no till and lets no till wait."""

    def attempt(self, db: Database) -> AbstractContextManager[object]:
        """Inside a transaction: reads that may fail and leave the transaction as it was."""

    def unguarded(self, db: Database, tables: Sequence[str]) -> AbstractContextManager[object]:
        """Inside a transaction: rows that another shop's rules have let in already are written as they are.

        Keys and CHECKs still hold; the word index is kept; at the end every trigger stands as before."""

    def loaded(self, db: Database, tables: Sequence[str]) -> None:
        """After rows were written with their ids: new ids go on behind them."""

    def lock(self, db: Database, till_id: int, lot_ids: Collection[int], series: str | None) -> None:
        """Wait until no other transaction books at this till, moves these lots or numbers this series."""


def key_exists(table: str, keys: Sequence[str]) -> str:
    """A condition: a row with the new row's id, or with one of those keys (comma lists), is there already."""
    return " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} x WHERE "
        + " AND ".join(f"x.{column.strip()} = NEW.{column.strip()}" for column in key.split(","))
        + ")"
        for key in ("id", *keys)
    )


class SqliteDialect:
    """SQLite 3.37 or newer (STRICT tables, upsert, window functions)."""

    name = "sqlite"
    types: ClassVar[dict[str, str]] = {
        "id": "INTEGER PRIMARY KEY",
        "id_once": "INTEGER PRIMARY KEY AUTOINCREMENT",
        "int": "INTEGER",
        "text": "TEXT",
        "blob": "BLOB",
    }

    def prelude(self) -> list[str]:
        """Nothing: SQLite brings all that the rules need."""
        return []

    def own(self, statement: str) -> str:
        """The statement as it is: this is the engine it was written for."""
        return statement

    def table(self, name: str, body: str) -> str:
        """A CREATE TABLE statement; STRICT, so that a column keeps its type."""
        return f"CREATE TABLE {name} ({body.format(**self.types)}) STRICT"

    def added(self, table: str, column: str, body: str) -> str:
        """An ALTER TABLE statement that adds a column which may be NULL."""
        return f"ALTER TABLE {table} ADD COLUMN {column} {body.format(**self.types)}"

    def is_day(self, column: str) -> str:
        """A condition: the text is a real day of the calendar in ISO form."""
        return f"{column} IS date({column}, '+0 days')"  # without a step SQLite takes 30 February as it is

    def is_day_at(self, column: str, at_us: str) -> str:
        """A condition: it is that day somewhere on earth at that instant."""
        hours = 14 * 3600
        seconds = f"{at_us} / 1000000"
        return f"{column} BETWEEN date({seconds} - {hours}, 'unixepoch') AND date({seconds} + {hours}, 'unixepoch')"

    def days_after(self, day: Any, days: Any) -> Any:
        """For a query: the ISO day so many days (a column, at least 0) after that one."""
        return fn.DATE(day, fn.PRINTF("+%d days", days))

    def is_json_object(self, column: str) -> str:
        """A condition: the text is a JSON object."""
        return f"json_valid({column}) AND json_type({column}) = 'object'"

    def trigger(self, name: str, when: str, table: str, rule: str, condition: str, only_if: str = "") -> str:
        """A trigger that breaks off with `rule:RULE` where the condition holds."""
        guard = f"WHEN {only_if} " if only_if else ""
        return (
            f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW {guard}BEGIN "
            f"SELECT RAISE(ABORT, 'rule:{rule}') WHERE {condition}; END"
        )

    def untriggered(self, name: str, table: str) -> str:  # noqa: ARG002 - a server's is named by its table
        """A trigger's name is its own in the whole file."""
        return f"DROP TRIGGER {name}"

    def written_once(self, table: str, keys: Sequence[str]) -> list[str]:
        """Triggers that keep a table's rows as written: no update, no delete, no replacement.

        INSERT OR REPLACE deletes without a delete trigger unless recursive_triggers is on for that
        connection, so an existing key is also refused before the insert. `keys` are comma lists."""
        existing = key_exists(table, keys)
        return [
            self.trigger(f"{table}_unchanged", "BEFORE UPDATE", table, "written_once", "1"),
            self.trigger(f"{table}_undeleted", "BEFORE DELETE", table, "written_once", "1"),
            self.trigger(f"{table}_unreplaced", "BEFORE INSERT", table, "written_once", existing),
        ]

    def counted(self) -> str:
        """The one trigger that keeps `balance` and `unit_at`, and fails if either did not follow.

        An outer INSERT OR IGNORE also silences constraint failures inside a trigger; the closing RAISE is
        not silenced, so a movement that the balance refuses can never stay."""
        step = (
            "UPDATE balance SET quantity = quantity {sign} NEW.quantity, movement_id = NEW.id "
            "WHERE product_id = NEW.product_id AND lot_id = NEW.lot_id AND place_id = NEW.{end}_place_id; "
            "INSERT INTO balance (product_id, lot_id, place_id, physical, quantity, movement_id) "
            "SELECT NEW.product_id, NEW.lot_id, NEW.{end}_place_id, NEW.{end}_physical, {sign}NEW.quantity, NEW.id "
            "WHERE NOT EXISTS (SELECT 1 FROM balance WHERE product_id = NEW.product_id "
            "AND lot_id = NEW.lot_id AND place_id = NEW.{end}_place_id); "
        )
        followed = (
            "(SELECT count(*) FROM balance WHERE product_id = NEW.product_id AND lot_id = NEW.lot_id "
            "AND movement_id = NEW.id AND place_id IN (NEW.from_place_id, NEW.to_place_id)) <> 2"
        )
        return (
            "CREATE TRIGGER movement_counted AFTER INSERT ON movement FOR EACH ROW BEGIN "
            + step.format(sign="-", end="from")
            + step.format(sign="+", end="to")
            + "UPDATE unit_at SET place_id = NEW.to_place_id, seq = NEW.unit_seq, movement_id = NEW.id "
            "WHERE unit_id = NEW.unit_id; "
            "INSERT INTO unit_at (unit_id, product_id, lot_id, place_id, seq, movement_id) "
            "SELECT NEW.unit_id, NEW.product_id, NEW.lot_id, NEW.to_place_id, NEW.unit_seq, NEW.id "
            "WHERE NEW.unit_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unit_at WHERE unit_id = NEW.unit_id); "
            f"SELECT RAISE(ABORT, 'rule:balance') WHERE {followed}; "
            "SELECT RAISE(ABORT, 'rule:chain') WHERE NEW.unit_id IS NOT NULL AND NOT EXISTS "
            "(SELECT 1 FROM unit_at WHERE unit_id = NEW.unit_id AND movement_id = NEW.id); END"
        )

    def searched(self) -> list[str]:
        """A word index over product names, kept by triggers."""
        return [
            "CREATE VIRTUAL TABLE product_words USING fts5 (words, tokenize = 'unicode61', prefix = '1 2 3')",
            "CREATE TRIGGER product_words_added AFTER INSERT ON product FOR EACH ROW BEGIN "
            "INSERT INTO product_words (rowid, words) VALUES (NEW.id, NEW.words); END",
            "CREATE TRIGGER product_words_changed AFTER UPDATE OF words ON product FOR EACH ROW BEGIN "
            "UPDATE product_words SET words = NEW.words WHERE rowid = NEW.id; END",
        ]

    def words_match(self, words: Sequence[str]) -> tuple[str, list[str]]:
        """A condition for the word index; each word is quoted, so that nothing typed is query syntax."""
        query = " ".join('"' + word.replace('"', '""') + '"*' for word in words)
        return "id IN (SELECT rowid FROM product_words WHERE product_words MATCH ?)", [query]

    def new_ids(self, db: Database, table: str, count: int) -> Sequence[int]:
        """One after the newest: nobody else writes meanwhile."""
        (last,) = db.execute_sql(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()
        return range(last + 1, last + 1 + count)

    def begin_reading(self, db: Database) -> None:
        """BEGIN DEFERRED: a reader in WAL mode."""
        db.execute_sql("BEGIN DEFERRED")

    def attempt(self, db: Database) -> AbstractContextManager[object]:  # noqa: ARG002 - a server's needs it
        """Nothing: a failed SELECT ends no transaction."""
        return nullcontext()

    @contextmanager
    def unguarded(self, db: Database, tables: Sequence[str]) -> Iterator[None]:
        """The triggers of those tables are dropped and made again from their own text."""
        wanted = "type = 'trigger' AND name NOT LIKE 'product_words%'"
        marks = ", ".join("?" * len(tables))
        found = db.execute_sql(
            f"SELECT name, sql FROM sqlite_master WHERE {wanted} AND tbl_name IN ({marks}) ORDER BY rowid",
            tables,
        ).fetchall()
        for name, _ in found:
            db.execute_sql(f"DROP TRIGGER {name}")
        yield
        for _, sql in found:
            db.execute_sql(sql)

    def loaded(self, db: Database, tables: Sequence[str]) -> None:
        """Nothing: SQLite looks at the rows themselves."""

    def lock(self, db: Database, till_id: int, lot_ids: Collection[int], series: str | None) -> None:
        """Nothing: BEGIN IMMEDIATE has kept every other writer out already."""


SQLITE = SqliteDialect()
