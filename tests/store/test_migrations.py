"""Migrations: one transaction each, a backup first, never backwards; and the models say what the tables are."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest
from peewee import AutoField, BlobField

from shopstock.jobs.session import Session
from shopstock.refusal import WrongUse
from shopstock.store import engine, migrations
from shopstock.store.dialect import SqliteDialect
from shopstock.store.fields import WholeField
from shopstock.store.models import TABLES
from tests import shops
from tests.shops import CABLE
from tests.store.audit import file_is_sound, findings, rows
from tests.store.hand import LEDGER, dump

NextStep = Callable[..., None]


@pytest.fixture
def next_step(monkeypatch: pytest.MonkeyPatch) -> NextStep:
    """Gives the program one more migration with those statements."""

    def give(*statements: str) -> None:
        module = ModuleType("m9999_next")
        module.NAME = "next"  # type: ignore[attr-defined]
        module.statements = lambda _: list(statements)  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "shopstock.store.migrations.m9999_next", module)
        monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "m9999_next"))
        monkeypatch.setattr(migrations, "NEWEST", NEXT)

    return give


def schema(path: Path) -> list[tuple[str, str, str]]:
    """Everything the file is made of, line by line."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()


def versions(path: Path) -> list[tuple[int, str]]:
    """The migrations that ran on a file."""
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT version, name FROM migration ORDER BY version").fetchall()


NOW = [(version, migrations.step(version).NAME) for version in range(1, migrations.NEWEST + 1)]
NEXT = migrations.NEWEST + 1


@pytest.mark.sqlite
def test_a_new_shop_is_of_the_newest_version(shop_file: Path, session: Session) -> None:
    assert versions(shop_file) == NOW
    assert migrations.version_of(session.store.db) == migrations.NEWEST == len(migrations.STEPS)


def test_opening_again_changes_nothing(shop_file: Path) -> None:
    before = schema(shop_file)
    for _ in range(2):
        with shops.opened(shop_file):
            pass
    assert (versions(shop_file), schema(shop_file)) == (NOW, before)
    assert [file.name for file in shop_file.parent.iterdir()] == ["corner.shop"]


def test_an_older_shop_is_brought_forward_after_a_backup(shop_file: Path, next_step: NextStep) -> None:
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "5")
        kept = dump(session)
    before = schema(shop_file)
    next_step("CREATE TABLE shelf_tag (id INTEGER PRIMARY KEY) STRICT", "INSERT INTO shelf_tag VALUES (7)")
    with shops.opened(shop_file) as session:
        assert session.store.db.execute_sql("SELECT id FROM shelf_tag").fetchall() == [(7,)]
        assert dump(session) == kept
        assert findings(session) == file_is_sound(session) == []
    assert versions(shop_file) == [*NOW, (NEXT, "next")]
    backup = shop_file.with_name(f"corner-before-version-{NEXT}.shop")
    assert schema(backup) == before
    assert versions(backup) == NOW
    with shops.opened(shop_file):
        pass
    assert len(versions(shop_file)) == NEXT


@pytest.mark.parametrize(
    "fault", ["INSERT INTO shelf_tag VALUES ('x')", "CREATE TABLE shelf_tag (id)", "nonsense"]
)
def test_a_step_that_fails_leaves_the_shop_as_it_was(
    shop_file: Path, next_step: NextStep, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    before = schema(shop_file)
    with monkeypatch.context():
        next_step("CREATE TABLE shelf_tag (id INTEGER PRIMARY KEY) STRICT", fault)
        with pytest.raises(WrongUse) as caught:
            engine.open_existing(shop_file)
        assert str(shop_file) in caught.value.text
    assert (versions(shop_file), schema(shop_file)) == (NOW, before)
    monkeypatch.undo()
    with shops.opened(shop_file) as session:
        shops.take_in(session, CABLE, "5")
        assert findings(session) == []


def test_without_a_backup_nothing_is_migrated(
    shop_file: Path, next_step: NextStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_step("CREATE TABLE shelf_tag (id INTEGER PRIMARY KEY) STRICT")

    def no_room(self: engine.Store, target: Path) -> Path:
        raise WrongUse("no room for a backup")

    monkeypatch.setattr(engine.Store, "backup", no_room)
    with pytest.raises(WrongUse, match="no room"):
        engine.open_existing(shop_file)
    assert versions(shop_file) == NOW


def test_a_first_step_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = migrations.step(1)
    made = first.statements(SqliteDialect())
    monkeypatch.setattr(first, "statements", lambda _: [*made, "nonsense"])
    path = tmp_path / "corner.shop"
    with pytest.raises(WrongUse):
        engine.create(path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


@pytest.mark.sqlite
def test_the_models_are_the_tables(session: Session) -> None:
    """Every column of every model stands in the migrated schema and the other way round, with its kind."""
    db = session.store.db
    names = {
        row[0]
        for row in db.execute_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
    }
    unmodelled = {name for name in names if name.startswith("product_words")} | {
        "migration",
        "route",
        "claim_route",
    }
    assert {model._meta.table_name for model in TABLES} == names - unmodelled
    for model in TABLES:
        table = model._meta.table_name
        columns = {row[1]: row for row in db.execute_sql(f"PRAGMA table_info({table})").fetchall()}
        assert list(columns) == [field.column_name for field in model._meta.sorted_fields]
        for field in model._meta.sorted_fields:
            _, _, kind, not_null, default, key = columns[field.column_name]
            whole = isinstance(field, WholeField | AutoField)
            assert kind == ("INTEGER" if whole else "BLOB" if isinstance(field, BlobField) else "TEXT")
            assert field.null == (not not_null and not key), f"{table}.{field.name}"
            if default is not None and field.default is not None:
                assert str(default).strip("'") == str(field.default)


@pytest.mark.sqlite
def test_every_table_is_strict_and_every_ledger_table_guarded(session: Session) -> None:
    db = session.store.db
    listed = db.execute_sql("PRAGMA table_list").fetchall()
    loose = {
        row[1] for row in listed if row[2] == "table" and not row[5] and not row[1].startswith("sqlite_")
    }
    assert loose == set()
    for table in (name for name in LEDGER if name not in ("balance", "unit_at")):
        verbs = {"unchanged", "undeleted", "unreplaced"}
        found = db.execute_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall()
        assert {f"{table}_{verb}" for verb in verbs} <= {row[0] for row in found}


@pytest.mark.server
def test_the_models_are_the_tables_on_a_server(session: Session) -> None:
    """The same there: every column with its kind, text compared by its code points."""
    columns = rows(
        session,
        "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name "
        "FROM information_schema.columns WHERE table_schema = 'public' ORDER BY table_name, ordinal_position",
    )
    tables = {row["table_name"] for row in columns} - {"product_words", "migration", "route", "claim_route"}
    assert tables == {model._meta.table_name for model in TABLES}
    for model in TABLES:
        found = [row for row in columns if row["table_name"] == model._meta.table_name]
        assert [row["column_name"] for row in found] == [f.column_name for f in model._meta.sorted_fields]
        for field, row in zip(model._meta.sorted_fields, found, strict=True):
            whole = isinstance(field, WholeField | AutoField)
            kind = "bigint" if whole else "bytea" if isinstance(field, BlobField) else "text"
            assert row["data_type"] == kind
            assert row["collation_name"] == ("C" if kind == "text" else None)
            assert field.null == (row["is_nullable"] == "YES"), f"{model._meta.table_name}.{field.name}"
            if row["column_default"] is not None and field.default is not None:
                assert row["column_default"].partition("::")[0].strip("'") == str(field.default)


@pytest.mark.server
def test_every_ledger_table_is_guarded_on_a_server(session: Session) -> None:
    """By enabled triggers against an edit, a delete, a replacement and a TRUNCATE, and by keys that are checked."""
    guards = rows(
        session,
        "SELECT tgrelid::regclass::text AS name, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal",
    )
    assert {row["tgenabled"] for row in guards} == {"O"}
    named = {(row["name"], row["tgname"]) for row in guards}
    for table in ("booking", "sale_line", "movement", "return_line", "payment", "event", "check_row"):
        for verb in ("unchanged", "undeleted", "unreplaced", "unemptied"):
            assert (table, f"{table}_{verb}") in named
    for table in ("balance", "unit_at", "route", "place_kind", "shop"):
        assert (table, f"{table}_unemptied") in named
    loose = rows(session, "SELECT conname FROM pg_constraint WHERE condeferrable OR NOT convalidated")
    assert loose == []
