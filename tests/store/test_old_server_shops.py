"""A shop of an older schema on a server becomes a fresh one when a till opens it, and its rows are kept aside."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopstock import clock
from shopstock.jobs import item, setup
from shopstock.store import migrations, postgres
from shopstock.store.address import Server
from shopstock.store.audit import audit
from shopstock.store.postgres import ServerStore
from tests import servers, shops
from tests.desk.counter import Counter
from tests.shops import CABLE, CATALOGUE
from tests.store.old_shops import dumps, load, rows_of

Row = dict[str, object]
NEXT_DAY = "2026-11-23"


@pytest.fixture
def server() -> Iterator[Server]:
    """An empty database of this test."""
    url = servers.copied()
    yield Server(url)
    servers.drop(url)


CAME_WITH = {"labour": 6, "fitted": 6, "treated": 7, "staff": 7}  # the version that brought a kind of place


def old_places(version: int) -> tuple[tuple[str, str, str], ...]:
    """The places of a new shop of that version."""
    return tuple(place for place in setup.PLACES if CAME_WITH.get(place[2], 1) <= version)


def make_old(server: Server, version: int) -> None:
    """A shop as a program of that version made it: its schema, the shop, its owner, a till and its places."""
    store = postgres.connected(server)
    with store.transaction():
        for step in range(1, version + 1):
            for statement in migrations.statements_to(step, store.dialect):
                store.db.execute_sql(statement)
            name = migrations.step(step).NAME
            store.db.execute_sql("INSERT INTO migration VALUES (%s, %s, %s)", (step, name, clock.now_us()))
        setup.new_shop(store, "Corner", "EUR", shops.ZONE, places=old_places(version))
    store.close()


def count(store: ServerStore, table: str) -> int:
    """How many rows a table has."""
    (found,) = store.db.execute_sql(f"SELECT count(*) FROM {table}").fetchone()
    return int(found)


@pytest.mark.parametrize("version", range(1, migrations.NEWEST))
def test_an_older_shop_becomes_a_fresh_one_with_its_rows(server: Server, version: int) -> None:
    make_old(server, version)
    store = postgres.open_existing(server)
    assert migrations.version_of(store.db) == migrations.NEWEST
    assert audit(store).findings == ()  # schema and triggers are those of a fresh shop, line by line
    aside = f"public_before_version_{version + 1}"
    assert count(store, f"{aside}.place") == len(old_places(version))
    assert count(store, "place") == len(setup.PLACES)
    session = setup.open_session(store)
    for columns in CATALOGUE:
        item.save_item(session, columns)
    shops.take_in(session, CABLE, "3")
    shops.sell_some(session, CABLE, "2")
    assert audit(store).findings == ()
    store.close()


def make_old_with_its_books(server: Server, version: int, folder: Path) -> dict[str, list[Row]]:
    """The shop of that version's dump on a server, row by row under its own schema; gives the rows."""
    rows = rows_of(load(dumps()[version], folder / "old.shop"))
    store = postgres.connected(server)
    with store.transaction():
        for step in range(1, version + 1):
            for statement in migrations.statements_to(step, store.dialect):
                store.db.execute_sql(statement)
        brought = [
            table for table in rows if table not in ("route", "claim_route", "place_kind")
        ]  # they came with the schema
        with store.dialect.unguarded(store.db, brought):
            for table in brought:
                for row in rows[table]:
                    marks = ", ".join(["%s"] * len(row))
                    into = f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})"
                    store.db.execute_sql(into, tuple(row.values()))
        store.dialect.loaded(store.db, brought)
    store.close()
    return rows


def as_texts(rows: list[Row], names: list[str]) -> list[str]:
    """Rows as texts that are equal where the rows are, whatever order they came in."""
    return sorted(
        repr([bytes(v) if isinstance(v, memoryview) else v for v in map(row.get, names)]) for row in rows
    )


@pytest.mark.parametrize("version", sorted(dumps()))
def test_an_older_shop_keeps_every_row_and_goes_on(server: Server, version: int, tmp_path: Path) -> None:
    """The books of the stored shop, seals and all, brought forward on a server; then old sales come undone."""
    before = make_old_with_its_books(server, version, tmp_path)
    assert len(before["booking"]) > 5
    with shops.on(NEXT_DAY):
        store = postgres.open_existing(server)
        assert audit(store).findings == ()
        for table, rows in before.items():
            if not rows:
                continue
            names = list(rows[0])
            cursor = store.db.execute_sql(f"SELECT {', '.join(names)} FROM {table}")
            after = [dict(zip(names, found, strict=True)) for found in cursor.fetchall()]
            lost = set(as_texts(rows, names)) - set(as_texts(after, names))
            assert not lost, f"{table} lost or changed a row"
        session = setup.open_session(store)
        counter = Counter(session)
        assert counter.desk.resumed
        assert counter(":finish").id == "sell.paid"
        assert counter(":return", shops.OTHER_SERIAL, "FQM").id == "return.saved"
        assert audit(store).findings == ()
        store.close()


def test_a_shop_that_is_up_to_date_is_left_alone(server: Server) -> None:
    make_old(server, migrations.NEWEST)
    store = postgres.open_existing(server)
    kept = store.db.execute_sql("SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%%before_version%%'")
    assert kept.fetchone() == (0,)
    store.close()
