"""A shop of an older schema on a server becomes a fresh one when a till opens it, and its rows are kept aside."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shopstock import clock
from shopstock.jobs import item, setup
from shopstock.store import migrations, postgres
from shopstock.store.address import Server
from shopstock.store.audit import audit
from shopstock.store.postgres import ServerStore
from tests import servers, shops
from tests.shops import CABLE, CATALOGUE


@pytest.fixture
def server() -> Iterator[Server]:
    """An empty database of this test."""
    url = servers.copied()
    yield Server(url)
    servers.drop(url)


def make_old(server: Server, version: int) -> None:
    """A shop as a program of that version made it: its schema, the shop, its owner, a till and its places."""
    store = postgres.connected(server)
    with store.transaction():
        for step in range(1, version + 1):
            for statement in migrations.statements_to(step, store.dialect):
                store.db.execute_sql(statement)
            name = migrations.step(step).NAME
            store.db.execute_sql("INSERT INTO migration VALUES (%s, %s, %s)", (step, name, clock.now_us()))
        setup.new_shop(store, "Corner", "EUR", shops.ZONE)
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
    assert count(store, f"{aside}.place") == count(store, "place") == len(setup.PLACES)
    session = setup.open_session(store)
    for columns in CATALOGUE:
        item.save_item(session, columns)
    shops.take_in(session, CABLE, "3")
    shops.sell_some(session, CABLE, "2")
    assert audit(store).findings == ()
    store.close()


def test_a_shop_that_is_up_to_date_is_left_alone(server: Server) -> None:
    make_old(server, migrations.NEWEST)
    store = postgres.open_existing(server)
    kept = store.db.execute_sql("SELECT count(*) FROM pg_namespace WHERE nspname LIKE '%%before_version%%'")
    assert kept.fetchone() == (0,)
    store.close()
