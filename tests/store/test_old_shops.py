"""A shop made by each earlier schema: brought forward line by line a fresh one, with all its data, and it goes on."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pytest

from shopstock.desk.desk import Desk
from shopstock.jobs.session import Session, new_request_id
from shopstock.jobs.verify import verify
from shopstock.jobs.void import void
from shopstock.store import engine, migrations
from tests import shops
from tests.desk.counter import Counter
from tests.store.audit import file_is_sound, findings
from tests.store.old_shops import dumps, load, rows_of, schema_of
from tests.store.old_shops.make import text_of

VERSIONS = sorted(dumps())
NEXT_DAY = "2026-11-23"


def old_shop(version: int, folder: Path) -> Path:
    """The shop of that version as a file."""
    return load(dumps()[version], folder / "corner.shop")


def brought_forward(version: int, folder: Path) -> Path:
    """The same, opened once by this program."""
    path = old_shop(version, folder)
    with shops.on(NEXT_DAY), shops.opened(path):
        return path


def test_each_step_but_the_newest_has_its_dump() -> None:
    """Without one nobody knows whether a shop of that version can be opened. See tests/store/old_shops."""
    missing = set(range(1, migrations.NEWEST)) - set(VERSIONS)
    assert not missing, f"make them first: python -m tests.store.old_shops.make {min(missing)}"
    assert VERSIONS[-1] <= migrations.NEWEST


@pytest.mark.parametrize("version", VERSIONS)
def test_a_dump_is_a_shop_of_its_version(version: int, tmp_path: Path) -> None:
    path = old_shop(version, tmp_path)
    rows = rows_of(path)
    assert [row["version"] for row in rows["migration"]] == list(range(1, version + 1))
    assert {row["kind"] for row in rows["booking"]} >= {
        "delivery",
        "sale",
        "return",
        "void",
        "check",
        "event",
    }
    assert {row["job"] for row in rows["open_job"]} == {"sell"}
    assert rows["parked"]
    assert [row["held_because"] for row in rows["lot"] if row["held"]] == ["a smell"]
    assert {row["till_id"] for row in rows["booking"]} == {1, 2}
    again = load(_written(tmp_path, "\n".join(text_of(path, version))), tmp_path / "again.shop")
    assert (schema_of(again), rows_of(again)) == (schema_of(path), rows)


def _written(folder: Path, text: str) -> Path:
    path = folder / "again.sql"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("version", VERSIONS)
def test_its_schema_becomes_that_of_a_fresh_shop(version: int, tmp_path: Path, shop_file: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    assert schema_of(brought_forward(version, folder)) == schema_of(shop_file)


@pytest.mark.parametrize("version", VERSIONS)
def test_its_data_is_as_it_was(version: int, tmp_path: Path) -> None:
    before = rows_of(old_shop(version, tmp_path))
    after = rows_of(brought_forward(version, tmp_path))
    for table, rows in before.items():
        if table == "migration":
            assert after[table][: len(rows)] == rows
            continue
        columns = set(rows[0]) if rows else set()
        kept = [{name: value for name, value in row.items() if name in columns} for row in after[table]]
        assert all(row in kept for row in rows), f"{table} lost or changed a row"
        may_grow = ("route", "setting", "place_kind", "place")
        assert len(kept) == len(rows) or table in may_grow, f"{table} has new rows"


@pytest.mark.parametrize("version", VERSIONS)
def test_its_books_are_clean(version: int, tmp_path: Path) -> None:
    """The seals, too: a step that adds a column leaves the hash of an old booking as it was."""
    with shops.on(NEXT_DAY), shops.opened(brought_forward(version, tmp_path)) as session:
        assert verify(session.store) == ()
        assert findings(session) == file_is_sound(session) == []


def last_untouched_sale(session: Session, sku: str) -> int:
    """The newest old booking that sold such goods and of which nothing came back."""
    found = session.store.db.execute_sql(
        "SELECT max(l.booking_id) FROM sale_line l JOIN product p ON p.id = l.product_id WHERE p.sku = ? "
        "AND NOT EXISTS (SELECT 1 FROM return_line r WHERE r.sale_line_id = l.id) "
        "AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.reverses_id = l.booking_id)",
        (sku,),
    ).fetchone()
    return int(found[0])


@pytest.mark.parametrize("version", VERSIONS)
def test_the_shop_goes_on(version: int, tmp_path: Path) -> None:
    """The open basket is back and is paid; an old sale comes back, another is voided."""
    with shops.on(NEXT_DAY), shops.opened(brought_forward(version, tmp_path)) as session:
        counter = Counter(session)
        assert counter.desk.resumed
        assert [line[:2] for line in counter.lines()] == [("Cable USB-C", "2"), ("Gouda, young", "1.000")]
        assert counter(":finish").id == "sell.paid"
        assert counter(":return", shops.OTHER_SERIAL, "FQM").id == "return.saved"
        void(session, new_request_id(), last_untouched_sale(session, shops.CABLE))
        assert counter(":sell", ":park 1").id == "sell.unparked"
        assert counter(":finish").id == "sell.paid"
        assert verify(session.store) == ()
        assert findings(session) == []


def _backup_of(path: Path, version: int) -> Path:
    return path.with_name(f"{path.stem}-before-version-{version + 1}{path.suffix}")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_it_was_is_kept_beside_it(version: int, tmp_path: Path) -> None:
    path = old_shop(version, tmp_path)
    before = (schema_of(path), rows_of(path))
    engine.open_existing(path).close()
    backup = _backup_of(path, version)
    assert backup.exists() == (version < migrations.NEWEST)
    if backup.exists():
        assert (schema_of(backup), rows_of(backup)) == before


def test_a_step_to_come_finds_the_newest_dump(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for a step that nobody has written yet: a column for bookings, which no old booking has."""
    version = VERSIONS[-1]
    path = old_shop(version, tmp_path)
    with closing(sqlite3.connect(path)) as db:
        booked = db.execute("SELECT id, hash FROM booking ORDER BY id").fetchall()
    before = (schema_of(path), rows_of(path))
    number = migrations.NEWEST + 1
    name = f"m{number:04}_to_come"
    module = ModuleType(name)
    module.NAME = "to come"  # type: ignore[attr-defined]
    module.statements = lambda _: [  # type: ignore[attr-defined]
        "ALTER TABLE party ADD COLUMN shoe_size INTEGER CHECK (shoe_size > 0)",
        "CREATE TABLE shelf_tag (id INTEGER PRIMARY KEY) STRICT",
    ]
    monkeypatch.setitem(sys.modules, f"shopstock.store.migrations.{name}", module)
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, name))
    monkeypatch.setattr(migrations, "NEWEST", number)
    engine.open_existing(path).close()
    fresh = tmp_path / "fresh.shop"
    engine.create(fresh).close()
    assert schema_of(path) == schema_of(fresh)
    assert (schema_of(_backup_of(path, version)), rows_of(_backup_of(path, version))) == before
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT id, hash FROM booking ORDER BY id").fetchall() == booked
    with shops.on(NEXT_DAY), shops.opened(path) as session:
        assert Desk(session).enter(":finish").id == "sell.paid"
        assert findings(session) == []
